import Foundation
import SweepTesting
import Testing
import TrainingModel

/// What is said of data from which nothing can be learned, or not in that way.
@Suite(.timeLimit(.minutes(2)))
struct HonestAnswerTests {
    /// The 178 wines of three cultivars that scikit-learn has as `load_wine`.
    static let wine = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/wine.csv")

    private static let training = """
        network: {hidden: [16]}
        training: {epochs: 40, batch: 16}
        sweep: {momentum: [0, 0.5, 0.9]}
        seeds: 10

        """

    /// Trains on `data.csv` and returns what is printed.
    private func words(_ scratch: Scratch, dataset: String, split: String) throws -> String {
        let spec =
            "version: 2\ndataset: {csv: {path: data.csv, \(dataset)}}\nsplit: {\(split)}\n"
            + Self.training
        _ = try scratch.write(spec, to: "data.yaml")
        let (process, code) = try scratch.momentum(
            "sweep",
            "data.yaml",
            "-o",
            "run",
            "--no-figures"
        )
        try #require(code == 0, "\(process.standardError)")
        return process.standardOutput
    }

    /// Whether `report.json` says that a setting learned.
    private func learned(_ scratch: Scratch) throws -> Bool {
        let object = try JSONSerialization.jsonObject(with: scratch.report("run"))
        let answer = try #require((object as? [String: Any])?["answer"] as? [String: Any])
        return try #require(answer["learned"] as? Bool)
    }

    /// A training accuracy of 100 % is reached all the same.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `from coin flips nothing is learned beyond the guess`(seed: UInt64) throws {
        let scratch = try Scratch()
        var random = SplitMix64(seed: seed)
        let rows = (0..<300).map { _ in
            let features = (0..<20).map { _ in "\(Float.random(in: -2...2, using: &random))" }
            return features.joined(separator: ",") + (random.next() % 2 == 0 ? ",heads" : ",tails")
        }
        let heads = (0..<20).map { "x\($0)" }.joined(separator: ",")
        _ = try scratch.write(([heads + ",side"] + rows).joined(separator: "\n"), to: "data.csv")
        let words = try words(scratch, dataset: "label: side", split: "validation: 0.3, seed: 0")
        #expect(words.contains("• Nothing was learned: even the best"), "\(words)")
        #expect(try !learned(scratch))
    }

    @Test func `of wines that are not standardized nothing is learned, and it is said why`() throws
    {
        let scratch = try Scratch()
        let table = try String(contentsOf: Self.wine, encoding: .utf8)
        _ = try scratch.write(table, to: "data.csv")
        let words = try words(
            scratch,
            dataset: "label: cultivar",
            split: "validation: 0.3, seed: 0"
        )
        #expect(words.contains("• Nothing was learned: even the best"), "\(words)")
        #expect(words.contains("very different ranges"), "\(words)")
        #expect(words.contains("`standardize: true`"), "\(words)")
        #expect(try !learned(scratch))
    }

    /// Fifty patients with six samples each that look alike; half of the patients are ill.
    @Test func `what groups carry is learned, warned of, and gone when groups are split`() throws {
        let scratch = try Scratch()
        var random = SplitMix64(seed: 5)
        var rows: [String] = []
        for patient in 0..<50 {
            let usual = (0..<8).map { _ in Float.random(in: -2...2, using: &random) }
            for _ in 0..<6 {
                let features = usual.map { "\($0 + Float.random(in: -0.1...0.1, using: &random))" }
                let label = patient % 2 == 0 ? "yes" : "no"
                rows.append("\(patient),\(features.joined(separator: ",")),\(label)")
            }
        }
        rows.shuffle(using: &random)
        let heads = (0..<8).map { "x\($0)" }.joined(separator: ",")
        let table = ["patient,\(heads),ill"] + rows
        _ = try scratch.write(table.joined(separator: "\n"), to: "data.csv")
        let dataset = "label: ill, standardize: true"
        let mixed = try words(scratch, dataset: dataset, split: "validation: 0.3, seed: 0")
        #expect(mixed.contains("Note: Column \"patient\" has 50 values"), "\(mixed)")
        #expect(mixed.contains("split by group"), "\(mixed)")
        #expect(try learned(scratch))
        try FileManager.default.removeItem(atPath: scratch.path("run"))
        let grouped = try words(
            scratch,
            dataset: dataset,
            split: "validation: 0.3, seed: 0, group: patient"
        )
        #expect(grouped.contains("• Nothing was learned: even the best"), "\(grouped)")
        #expect(!grouped.contains("Note: Column \"patient\""), "\(grouped)")
        #expect(try !learned(scratch))
    }
}
