import NeuralNet
import Testing
import TrainingModel

/// Holds splits to those of scikit-learn, index by index.
@Suite struct ScikitLearnSplitTests {
    /// Sizes from 2 to 70 000, class shares with and without ties, classes of one member, groups.
    @Test func `samples are split as scikit-learn splits them, and refused where it refuses`()
        throws
    {
        let cases = try SplitFixture.read().cases
        #expect(cases.count > 500)
        for (index, known) in cases.enumerated() {
            let input = SplitFixture.input(
                count: known.count,
                labels: known.labels,
                groups: known.groups
            )
            let rule = SplitFixture.rule(
                folds: known.folds,
                validation: known.validation,
                test: known.test,
                seed: known.seed,
                isGrouped: known.groups != nil
            )
            let parts: SampleParts?
            do {
                parts = try SampleParts(rule, of: input)
            } catch {
                parts = nil
                #expect(!error.description.isEmpty)
            }
            let expected = known.parts.map { text in
                let numbers = SplitFixture.numbers(text)
                return known.folds.map { .folds(numbers.map { UInt16($0) }, count: $0) }
                    ?? SampleParts.parts(numbers.compactMap { SamplePart(rawValue: UInt8($0)) })
            }
            #expect(parts == expected, "case \(index)")
        }
    }

    /// The index lists of trainings in PyTorch that later curves are compared with.
    @Test func `the parts of reference trainings are met`() throws {
        for known in try SplitFixture.read().references {
            let input = SplitFixture.input(count: known.count, labels: known.labels)
            let rule = SplitFixture.rule(
                folds: known.folds,
                validation: known.validation,
                test: known.test,
                seed: known.seed
            )
            let parts = try SampleParts(rule, of: input)
            let fold = known.fold ?? 0
            #expect(parts.indices(of: .training, fold: fold) == known.training)
            #expect(parts.indices(of: .validation, fold: fold) == known.held)
            #expect(parts.indices(of: .test, fold: fold) == known.looked)
        }
    }
}
