internal import SweepCore
internal import SweepModel

/// Training that is skipped: an attempt that is over at once, with numbers of the right shape.
///
/// What the coordinator has to do for a pack is the same as after real training.
enum EmptyTraining {
    /// What a slot would report after having trained `assignment`.
    static func reports(for assignment: Assignment) -> [WorkerInput] {
        let runCount = assignment.runs.count
        let epochCount = assignment.epochs
        let valueCount = runCount * Metric.allCases.count * epochCount
        let block = EpochBlock(
            firstEpoch: 0,
            epochCount: epochCount,
            runCount: runCount,
            values: [Float](repeating: 0.5, count: valueCount)
        )
        let parameterBytes = runCount * assignment.shape.parameterCount * MemoryLayout<Float>.size
        return [
            .trained(assignment.attempt, block),
            .finished(
                assignment.attempt,
                [RunOutcome](repeating: .finished, count: runCount),
                parameters: [UInt8](repeating: 0, count: parameterBytes)
            ),
        ]
    }
}
