internal import NeuralNet
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// What only the data tell of a split: whether it goes with the rest of the spec.
struct SplitCheck {
    private let spec: SweepSpec
    private let parts: SampleParts

    /// Prepares to check the parts that the samples of `spec` have.
    init(_ spec: SweepSpec, _ parts: SampleParts) {
        self.spec = spec
        self.parts = parts
    }

    /// Refuses what does not go together.
    ///
    /// - Throws: ``Failure`` naming the part or the numbers, and what to do.
    func check() throws {
        guard !spec.split.hasValidation || parts.hasValidation else {
            throw Failure(
                .usage,
                "split: no sample is in the validation part, by which settings are compared; name "
                    + "some of them `validation`, or give the number of a fold for each sample"
            )
        }
        let foldCount = parts.foldCount
        guard foldCount == 1 || spec.seeds.isPaired else {
            throw Failure(
                .usage,
                "split: \(foldCount) folds do not go with the notebook's seeds: the random numbers "
                    + "of each run depend on the runs before it; use seeds such as 10"
            )
        }
        let runsOfFold = spec.axes.settings.count * spec.seeds.seeds.count
        let (runCount, overflow) = runsOfFold.multipliedReportingOverflow(by: foldCount)
        guard !overflow, runCount <= Limits.runs else {
            throw Failure(
                .usage,
                "split: \(runsOfFold) runs on each of \(foldCount) folds are more than "
                    + "\(Limits.runs); use fewer folds, settings or seeds"
            )
        }
    }

    /// What the losses of each fold of `table` are measured against.
    ///
    /// - Parameters:
    ///   - table: The samples.
    ///   - isHeldOut: Whether settings are compared by held-out samples.
    /// - Returns: A scale for each fold.
    /// - Throws: ``Failure`` if the training part of a fold has one class only.
    /// - Complexity: O(samples + folds · classes).
    static func lossScales(of table: SampleTable, isHeldOut: Bool) throws -> [LossScale] {
        try trainingCounts(of: table).enumerated().map { fold, counts in
            let scale = LossScale(
                guess: ConstantGuess.entropy(ofClassCounts: counts),
                isHeldOut: isHeldOut
            )
            guard let scale else {
                let part = table.parts.foldCount > 1 ? "of fold \(fold) " : ""
                throw Failure(
                    .usage,
                    "split: the training part \(part)has samples of one class only; there is "
                        + "nothing to learn"
                )
            }
            return scale
        }
    }

    /// The samples of each class in the training part of each fold.
    private static func trainingCounts(of table: SampleTable) -> [[Int]] {
        let none = [Int](repeating: 0, count: table.classCount)
        switch table.parts {
        case .whole, .parts:
            var counts = none
            for index in table.parts.indices(of: .training, fold: 0) {
                counts[Int(table.labels[index])] += 1
            }
            return [counts]
        case .folds(let folds, let count):
            var all = none
            var heldOut = [[Int]](repeating: none, count: count)
            for (fold, label) in zip(folds, table.labels) {
                all[Int(label)] += 1
                heldOut[Int(fold)][Int(label)] += 1
            }
            return heldOut.map { zip(all, $0).map(-) }
        }
    }
}
