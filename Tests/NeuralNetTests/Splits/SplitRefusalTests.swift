import NeuralNet
import Testing
import TrainingModel

/// Checks that a split which the samples do not allow is refused with the numbers.
@Suite struct SplitRefusalTests {
    /// Samples, a rule, and the error.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let rule: SplitRule
        let labels: String
        var groups: [Int]?
        var column: [String]?
        let code: SplitError.Code
        let message: String

        var testDescription: String { message }

        /// The samples; each character of `labels` names a class.
        var input: SplitInput {
            let names = Set(labels).sorted()
            return SplitInput(
                count: labels.count,
                labels: labels.map { Int32(names.firstIndex(of: $0) ?? 0) },
                classNames: names.map(String.init),
                groups: groups,
                column: column
            )
        }
    }

    private static func shares(_ validation: Double, _ test: Double = 0) -> SplitRule {
        .shares(HeldOutShares(validation: validation, test: test), SplitDraw())
    }

    private static let grouped = SplitDraw(group: "patient")

    static let refusals = [
        Refusal(
            rule: shares(-0.1),
            labels: "aabb",
            code: .share,
            message: "validation -0.1: expected a share of the samples from 0 to below 1"
        ),
        Refusal(
            rule: shares(0.1, 1),
            labels: "aabb",
            code: .share,
            message: "test 1.0: expected a share of the samples from 0 to below 1"
        ),
        Refusal(
            rule: shares(.nan),
            labels: "aabb",
            code: .share,
            message: "validation nan: expected a share of the samples from 0 to below 1"
        ),
        Refusal(
            rule: shares(0),
            labels: "aabb",
            code: .nothingHeldOut,
            message: "validation 0 and test 0 hold out nothing; expected a share above 0, or no "
                + "split"
        ),
        Refusal(
            rule: shares(0.5, 0.5),
            labels: "aabb",
            code: .noTraining,
            message: "validation 0.5 and test 0.5 hold out 2 + 2 of 4 samples; expected shares "
                + "that leave some to train on"
        ),
        Refusal(
            rule: .shares(HeldOutShares(validation: 0.5), SplitDraw(seed: 1 << 32)),
            labels: "aabb",
            code: .seed,
            message: "seed 4294967296: expected a number from 0 to 4294967295"
        ),
        Refusal(
            rule: shares(0.2, 0.2),
            labels: "aaaaaaaabb",
            code: .tooFewMembers,
            message: "class \"b\" has 2 samples, too few for 3 parts; expected at least one sample "
                + "of each class in each"
        ),
        Refusal(
            rule: shares(0.1),
            labels: "aaaaabbbbb",
            code: .missingClass,
            message:
                "class \"b\" has 5 of 10 samples, but none is in the validation part, which has 1; "
                + "expected samples of every class in every part"
        ),
        Refusal(
            rule: .last(HeldOutShares(validation: 0.25, test: 0.25)),
            labels: "abababaaaabb",
            code: .missingClass,
            message:
                "class \"b\" has 5 of 12 samples, but none is in the validation part, which has 3; "
                + "expected samples of every class in every part; where rows are in order of their "
                + "class, leave `last` out"
        ),
        Refusal(
            rule: .folds(count: 1, SplitDraw()),
            labels: "aabb",
            code: .foldCount,
            message: "folds 1: expected a number from 2 to 10000"
        ),
        Refusal(
            rule: .folds(count: 5, SplitDraw()),
            labels: "aabb",
            code: .foldCount,
            message: "5 folds are more than the 4 samples; expected at least one sample for each "
                + "fold"
        ),
        Refusal(
            rule: .folds(count: 3, SplitDraw()),
            labels: "aaabb",
            code: .tooFewMembers,
            message: "class \"b\" has 2 samples, too few for 3 folds; expected at least one sample "
                + "of each class in each"
        ),
        Refusal(
            rule: .folds(count: 2, grouped),
            labels: "abab",
            groups: [1, 1, 1, 1],
            code: .tooFewGroups,
            message: "1 group is too few for 2 folds; expected at least one group for each fold"
        ),
        Refusal(
            rule: .folds(count: 3, grouped),
            labels: "ababab",
            groups: [1, 1, 1, 2, 2, 2],
            code: .tooFewGroups,
            message: "2 groups are too few for 3 folds; expected at least one group for each fold"
        ),
        Refusal(
            rule: .folds(count: 2, grouped),
            labels: "abab",
            groups: [1, 2, 1, 2],
            code: .missingClass,
            message: "class \"a\" has 2 of 4 samples, but none is in fold 0, which has 2; expected "
                + "samples of every class in every part"
        ),
        Refusal(
            rule: .shares(HeldOutShares(validation: 0.5, test: 0.5), grouped),
            labels: "abab",
            groups: [1, 2, 1, 2],
            code: .noTraining,
            message: "validation 0.5 and test 0.5 hold out 1 + 1 of 2 groups; expected shares that "
                + "leave some to train on"
        ),
        Refusal(
            rule: .folds(count: 2, grouped),
            labels: "abab",
            code: .noColumns,
            message: "group: these data have no columns but features"
        ),
        Refusal(
            rule: .column("part"),
            labels: "abab",
            code: .noColumns,
            message: "column \"part\": these data have no columns but features"
        ),
    ]

    @Test(arguments: refusals)
    func `a refusal says the numbers and what is allowed`(refusal: Refusal) throws {
        let error = try #require(throws: SplitError.self) {
            try SampleParts(refusal.rule, of: refusal.input)
        }
        #expect(error.code == refusal.code)
        #expect(error.description == refusal.message)
    }

    /// Cells of a column, each apart by a comma, and the error.
    @Test(
        arguments: [
            (
                "train,trian,test,test", .unknownPart,
                """
                sample 1, value "trian": expected train, validation, test or the number of a fold \
                from 0; did you mean train?
                """
            ),
            (
                "train,Test,x,-1", .unknownPart,
                """
                sample 1, value "Test": expected train, validation, test or the number of a fold \
                from 0; did you mean test?
                """
            ),
            (
                "train,test,1,1", .mixedParts,
                """
                sample 2, value "1": the cells before say "train" or the like; expected either \
                words or numbers of folds in column "part"
                """
            ),
            (
                "0,1,4,0", .foldCount,
                "sample 2, value \"4\": expected the number of a fold from 0 to 3"
            ),
            (
                "0,-1,0,0", .foldCount,
                "sample 1, value \"-1\": expected the number of a fold from 0 to 3"
            ),
            (
                "1,2,1,2", .emptyPart,
                """
                fold 0 has no sample in column "part"; expected all numbers from 0 to the largest, 2
                """
            ),
            (
                "0,0,0,0", .foldCount,
                "all 4 cells of column \"part\" are fold 0; expected at least two folds"
            ),
            (
                "train,train,train,train", .nothingHeldOut,
                """
                all 4 cells of column "part" are train, so nothing is held out; expected \
                validation or test in some
                """
            ),
            (
                "test,validation,test,test", .emptyPart,
                "column \"part\" has no cell with train; expected at least one"
            ),
            (
                "train,train,test,train", .missingClass,
                """
                class "b" has 2 of 4 samples, but none is in the test part, which has 1; expected \
                samples of every class in every part
                """
            ),
            (
                "0,1,0,1", .missingClass,
                """
                class "b" has 2 of 4 samples, but none is in fold 0, which has 2; expected samples \
                of every class in every part
                """
            ),
            (
                "0,1,2,1", .tooFewMembers,
                """
                class "a" has 2 samples, too few for 3 folds; expected at least one sample of each \
                class in each
                """
            ),
        ] as [(String, SplitError.Code, String)]
    )
    func `a column that names no parts is refused`(
        cells: String,
        code: SplitError.Code,
        message: String
    ) throws {
        let refusal = Refusal(
            rule: .column("part"),
            labels: "abab",
            column: cells.split(separator: ",").map(String.init),
            code: code,
            message: message
        )
        let error = try #require(throws: SplitError.self) {
            try SampleParts(refusal.rule, of: refusal.input)
        }
        #expect(error.code == code)
        #expect(error.description == message)
    }
}
