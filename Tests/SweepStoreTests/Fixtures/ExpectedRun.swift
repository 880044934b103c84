import SweepModel
import Testing
import TrainingModel

/// What a run is expected to look like, put together without the store.
struct ExpectedRun {
    var outcome: RunOutcome?

    /// For each metric, bits of the values of all epochs.
    var columns = [[UInt32]](repeating: [], count: Metric.standard.count)

    var parameters: [Float] = []

    var hasFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    func expectEqual(to result: RunResult) {
        #expect(result.outcome == outcome, "run \(result.run.id)")
        #expect(result.parameters == parameters, "run \(result.run.id)")
        for (metric, column) in zip(Metric.standard, columns) {
            #expect(result.curve[metric].map(\.bitPattern) == column, "run \(result.run.id)")
        }
    }
}
