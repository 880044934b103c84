public import SweepModel

/// How far a sweep is, as its store tells.
public struct SweepProgress: Hashable, Sendable {
    /// What the sweep is doing.
    public var state: SweepState

    /// How often the coordinator was started.
    public var incarnation: Incarnation

    /// The runs of the plan.
    public var runCount: Int

    /// Runs that trained all of their epochs.
    public var finishedCount: Int

    /// Runs whose loss left the finite numbers.
    public var divergedCount: Int

    /// Runs that could not be trained.
    public var failedCount: Int

    /// Epochs of runs that are stored; those that two attempts trained count twice.
    public var epochCount: Int

    /// Contradictions that were recorded.
    public var anomalyCount: Int

    /// Runs without an outcome.
    public var openCount: Int { runCount - finishedCount - divergedCount - failedCount }
}
