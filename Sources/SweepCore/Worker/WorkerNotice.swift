public import SweepModel

/// What a user may want to know of a worker.
public enum WorkerNotice: Hashable, Sendable {
    /// A session began.
    case joined(incarnation: Incarnation)

    /// The coordinator was not heard of; a new connection is tried after `pause`.
    case reconnecting(reason: String, pause: Duration)

    /// An attempt begins.
    case training(AttemptID, runs: Int)

    /// An attempt is given up, since its result is not wanted any more.
    case stopped(AttemptID)

    /// An attempt could not be trained.
    case failed(AttemptID, reason: String)
}
