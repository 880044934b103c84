public import SweepModel

/// How far a sweep is, as its store tells.
public struct StoredProgress: Hashable, Sendable {
    /// What the sweep is doing.
    public var state: SweepState

    /// How often the coordinator was started.
    public var incarnation: Incarnation

    /// The runs of the plan and how they ended.
    public var runs: RunCounts

    /// Epochs of runs that are stored; those that two attempts trained count twice.
    public var epochCount: Int

    /// Contradictions that were recorded.
    public var anomalyCount: Int
}
