public import SweepModel

/// How far a sweep is, for a progress bar.
public struct SweepProgress: Hashable, Sendable {
    /// The runs of the plan and how they ended.
    public var runs = RunCounts()

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

    /// A count of nothing.
    public init() {}
}
