public import Digest

/// What a shell tells a ``WorkerDriver``.
public enum WorkerEvent: Hashable, Sendable {
    /// The socket that was opened last has a connection, its first or a new one.
    case connected

    /// The coordinator does not let the worker's key in.
    case connectionRefused(reason: String)

    /// Somebody answers, but not as the coordinator of the worker's keys does.
    case handshakeFailed(reason: String)

    /// A message of one frame has arrived.
    case frame([UInt8])

    /// The dataset that was handed over for a check has the right digest and makes sense.
    case datasetAccepted(Digest)

    /// The dataset that was handed over is not what was asked for.
    case datasetRefused(Digest, reason: String)

    /// A slot reports.
    case reported(SlotReport)

    /// A report was spooled; `isFull` says whether the slots have to wait now.
    case spooled(isFull: Bool)

    /// The oldest report was taken from the spool.
    case unspooled(SlotReport)

    /// The worker shall leave; a second time ends it at once.
    case stop

    /// Time has passed.
    case tick
}
