public import SweepModel

/// What a user may want to know of a worker.
public enum WorkerNotice: Hashable, Sendable {
    /// A session began.
    case joined(incarnation: Incarnation)

    /// The coordinator is of another build than this worker, whose build is `own`.
    case otherBuild(String, own: String)

    /// The time limit is near: nothing new is begun, and `isFinal` says whether all is given back.
    case timeIsShort(isFinal: Bool)

    /// The coordinator was not heard of; a new connection is tried after `pause`.
    case reconnecting(reason: String, pause: Duration)

    /// An attempt begins.
    case training(AttemptID, runs: Int)

    /// An attempt is given up, since its result is not wanted any more.
    case stopped(AttemptID)

    /// The coordinator is behind: what is trained waits on disk.
    case spooling

    /// The worker was asked to leave.
    case stopping

    /// The coordinator sent something that cannot be read.
    case unreadable(String)

    /// An attempt could not be trained.
    case failed(AttemptID, reason: String)
}
