/// How far a sweep is, for a progress bar.
public struct SweepProgress: Hashable, Sendable {
    /// Runs of the plan.
    public var runs = 0

    /// Runs that trained all their epochs.
    public var finished = 0

    /// Runs whose loss left the finite numbers.
    public var diverged = 0

    /// Runs that could not be trained.
    public var failed = 0

    /// Epochs received since the coordinator's start, counted for each run.
    public var epochs = 0

    /// Connected workers.
    public var workers = 0

    /// Training threads of the connected workers.
    public var slots = 0

    /// Messages of attempts that had lost their lease or whose pack was closed.
    public var late = 0

    /// Protocol errors of peers.
    public var violations = 0

    /// Runs with an outcome.
    public var done: Int { finished + diverged + failed }

    /// A count of nothing.
    public init() {}
}
