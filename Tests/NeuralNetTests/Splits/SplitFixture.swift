import Foundation
import NeuralNet
import TrainingModel

/// The splits of `splits.json`, which scikit-learn made.
struct SplitFixture: Decodable {
    /// Samples, a rule and the part of each sample.
    struct Case: Decodable {
        let count: Int
        let labels: String?
        let groups: [Int]?
        let validation: Double?
        let test: Double?
        let folds: Int?
        let seed: UInt64
        let parts: String?
    }

    /// A training in PyTorch, and the indices of the samples that it trained on and held out.
    struct Reference: Decodable {
        let count: Int
        let labels: String?
        let validation: Double
        let test: Double
        let folds: Int?
        let fold: Int?
        let seed: UInt64
        let training: [Int]
        let held: [Int]
        let looked: [Int]
    }

    let cases: [Case]
    let references: [Reference]

    /// Reads the file.
    static func read() throws -> SplitFixture {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/splits.json")
        return try JSONDecoder().decode(SplitFixture.self, from: Data(contentsOf: file))
    }

    /// The numbers of a text with a character for each.
    static func numbers(_ text: String) -> [Int] { text.utf8.map { Int($0) - 48 } }

    /// What a rule needs to know of the samples.
    static func input(count: Int, labels: String?, groups: [Int]? = nil) -> SplitInput {
        let classes = labels.map { numbers($0).map(Int32.init) }
        let classCount = (classes?.max() ?? -1) + 1
        return SplitInput(
            count: count,
            labels: classes,
            classNames: (0..<classCount).map { "class \($0)" },
            groups: groups
        )
    }

    /// The rule of a case.
    static func rule(
        folds: Int?,
        validation: Double?,
        test: Double?,
        seed: UInt64,
        isGrouped: Bool = false
    ) -> SplitRule {
        let draw = SplitDraw(seed: seed, group: isGrouped ? "group" : nil)
        if let folds { return .folds(count: folds, draw) }
        return .shares(HeldOutShares(validation: validation ?? 0, test: test ?? 0), draw)
    }
}
