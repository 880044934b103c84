public import SweepModel

/// Why a worker leaves.
public enum WorkerExit: Hashable, Sendable {
    /// The sweep has ended.
    case goodbye

    /// The user stopped it.
    case stopped

    /// The coordinator could not be reached for too long.
    case unreachable(reason: String)

    /// The coordinator does not let its key in, or whoever answers there is no such coordinator.
    case refused(reason: String)

    /// The coordinator refused it.
    case rejected(Rejection)
}
