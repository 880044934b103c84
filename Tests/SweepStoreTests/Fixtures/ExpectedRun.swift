import SweepModel
import Testing

/// What a run is expected to look like, put together without the store.
struct ExpectedRun {
    var outcome: RunOutcome?

    /// For each metric, bits of the values of all epochs.
    var columns = [[UInt32]](repeating: [], count: Metric.allCases.count)

    var parameters: [Float] = []

    var hasFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    func expectEqual(to result: RunResult) {
        #expect(result.outcome == outcome, "run \(result.run.id)")
        #expect(result.parameters == parameters, "run \(result.run.id)")
        for (metric, column) in zip(Metric.allCases, columns) {
            #expect(result.curve[metric].map(\.bitPattern) == column, "run \(result.run.id)")
        }
    }
}
