public import Digest
public import SweepModel

/// Everything that can happen to a worker.
public enum WorkerInput: Hashable, Sendable {
    /// The process has started.
    case start

    /// The socket that was opened last has a connection, its first or a new one.
    case connected

    /// The coordinator does not let the worker's key in.
    case connectionRefused(reason: String)

    /// Somebody answers, but not as the coordinator of the worker's keys does.
    case handshakeFailed(reason: String)

    /// The coordinator's message has arrived.
    case message(CoordinatorEnvelope)

    /// The dataset that was handed over for a check has the right digest and makes sense.
    case datasetAccepted(Digest)

    /// The dataset that was handed over is not what was asked for.
    case datasetRefused(Digest, reason: String)

    /// A slot tells of its attempt.
    case report(SlotReport)

    /// The user, or the machine's end, wants the worker to leave.
    case stop

    /// Time has passed.
    case tick
}
