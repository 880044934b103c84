public import SweepModel

/// What a user can ask of a running sweep.
public enum CoordinatorCommand: Hashable, Sendable {
    /// Hand out nothing new.
    case pause

    /// Go on after a pause.
    case resume

    /// End the sweep; open runs stay without outcome.
    case cancel

    /// Let a worker finish what it trains, hand nothing more to it, and let it leave.
    case drain(WorkerID)

    /// Leave, so that another start can go on.
    case stop
}
