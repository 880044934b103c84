import NeuralNet
import Testing
import TrainingModel

/// Checks the rules that draw nothing, and what numbers as targets and groups change.
@Suite struct SamplePartsRuleTests {
    private static let labels: [Int32] = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]

    private func input(groups: [Int]? = nil, column: [String]? = nil) -> SplitInput {
        SplitInput(
            count: 10,
            labels: Self.labels,
            classNames: ["a", "b"],
            groups: groups,
            column: column
        )
    }

    @Test func `without a split all samples are trained on`() throws {
        #expect(try SampleParts(.none, of: input()) == .whole(count: 10))
    }

    /// ⌈0.25·10⌉ = 3 for the validation and ⌈0.2·10⌉ = 2 behind them for the test.
    @Test func `the last samples are held out, the test behind the validation`() throws {
        let parts = try SampleParts(
            .last(HeldOutShares(validation: 0.25, test: 0.2)),
            of: input()
        )
        #expect(parts.indices(of: .training, fold: 0) == [0, 1, 2, 3, 4])
        #expect(parts.indices(of: .validation, fold: 0) == [5, 6, 7])
        #expect(parts.indices(of: .test, fold: 0) == [8, 9])
    }

    @Test func `a column says the part of each sample`() throws {
        let words = ["train", "train", "validation", "validation", "test", "test"]
        let parts = try SampleParts(
            .column("part"),
            of: input(column: words + ["train", "train", "train", "train"])
        )
        #expect(parts.indices(of: .training, fold: 0) == [0, 1, 6, 7, 8, 9])
        #expect(parts.indices(of: .validation, fold: 0) == [2, 3])
        #expect(parts.indices(of: .test, fold: 0) == [4, 5])
    }

    @Test func `a column says the fold of each sample`() throws {
        let cells = ["1", "1", "0", "0", "2", "2", "2", "2", "1", "0"]
        let parts = try SampleParts(.column("fold"), of: input(column: cells))
        #expect(parts == .folds([1, 1, 0, 0, 2, 2, 2, 2, 1, 0], count: 3))
    }

    /// A share that is not exact in binary still counts as Double arithmetic says: 0.1·10 = 1, but
    /// 0.07·100 = 7.000…1 and therefore 8.
    @Test func `shares are rounded up in Double`() throws {
        let rule = SplitRule.shares(HeldOutShares(validation: 0.07), SplitDraw())
        let parts = try SampleParts(rule, of: SplitInput(count: 100))
        #expect(parts.indices(of: .validation, fold: 0).count == 8)
        let tenth = SplitRule.last(HeldOutShares(validation: 0.1))
        let last = try SampleParts(tenth, of: SplitInput(count: 10))
        #expect(last.indices(of: .validation, fold: 0) == [9])
    }

    @Test func `no group is in two parts`() throws {
        let groups = [30, 10, 30, 10, 20, 20, 40, 40, 50, 50]
        let draw = SplitDraw(seed: 4, group: "patient")
        let rules: [SplitRule] = [
            .folds(count: 5, draw),
            .shares(HeldOutShares(validation: 0.4, test: 0.2), draw),
        ]
        for rule in rules {
            // Whatever the classes: each group has both of these.
            let labels: [Int32] = [0, 0, 1, 1, 0, 1, 0, 1, 0, 1]
            let samples = SplitInput(
                count: 10,
                labels: labels,
                classNames: ["a", "b"],
                groups: groups
            )
            let parts = try SampleParts(rule, of: samples)
            for fold in 0..<parts.foldCount {
                let held = parts.indices(of: .validation, fold: fold).map { groups[$0] }
                let trained = parts.indices(of: .training, fold: fold).map { groups[$0] }
                #expect(Set(held).isDisjoint(with: trained))
            }
        }
    }

    /// Every sample is in exactly one part of each fold.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `parts are a partition`(seed: UInt64) throws {
        let draw = SplitDraw(seed: seed)
        let rules: [SplitRule] = [
            .folds(count: 2 + Int(seed % 4), draw),
            .shares(HeldOutShares(validation: 0.2, test: 0.3), draw),
        ]
        for rule in rules {
            let parts = try SampleParts(rule, of: input())
            for fold in 0..<parts.foldCount {
                let all = SamplePart.allCases.flatMap { parts.indices(of: $0, fold: fold) }
                #expect(all.sorted() == Array(0..<10))
            }
        }
    }
}
