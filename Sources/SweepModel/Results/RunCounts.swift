public import TrainingModel

/// How many runs a sweep has, and how many of them have ended how.
public struct RunCounts: Hashable, Sendable {
    /// Runs of the plan.
    public var total: Int

    /// Runs that trained all their epochs.
    public var finished: Int

    /// Runs whose loss left the finite numbers.
    public var diverged: Int

    /// Runs that could not be trained.
    public var failed: Int

    /// Counts runs.
    public init(total: Int = 0, finished: Int = 0, diverged: Int = 0, failed: Int = 0) {
        self.total = total
        self.finished = finished
        self.diverged = diverged
        self.failed = failed
    }

    /// Runs with an outcome.
    public var ended: Int { finished + diverged + failed }

    /// Runs without one.
    public var open: Int { total - ended }

    /// Counts a run that has ended.
    public mutating func count(_ outcome: RunOutcome) {
        switch outcome {
        case .finished: finished += 1
        case .diverged: diverged += 1
        case .failed: failed += 1
        }
    }
}
