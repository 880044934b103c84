internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// Training that is skipped: an attempt that is over at once, with numbers of the right shape.
///
/// What the coordinator has to do for a pack is the same as after real training.
enum EmptyTraining {
    /// What a slot would report after having trained `assignment`.
    static func reports(for assignment: Assignment) -> [SlotReport] {
        let runCount = assignment.runs.count
        let epochCount = assignment.training.epochs
        let metrics = assignment.training.metrics
        let valueCount = runCount * metrics.count * epochCount
        let block = EpochBlock(
            metrics: metrics,
            firstEpoch: 0,
            epochCount: epochCount,
            runCount: runCount,
            values: [Float](repeating: 0.5, count: valueCount)
        )
        let parameterCount = runCount * assignment.training.shape.parameterCount
        return [
            .trained(assignment.attempt, block),
            .finished(
                assignment.attempt,
                [RunOutcome](repeating: .finished, count: runCount),
                parameters: [UInt8](repeating: 0, count: 4 * parameterCount)
            ),
        ]
    }
}
