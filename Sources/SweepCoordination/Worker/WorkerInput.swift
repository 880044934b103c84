public import Digest
public import SweepModel
public import TrainingModel

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

/// What a training slot tells of its attempt.
public enum SlotReport: Hashable, Sendable {
    /// It has finished some epochs.
    case trained(AttemptID, EpochBlock)

    /// It has saved its state after `epoch` epochs.
    case saved(AttemptID, epoch: Int, bytes: [UInt8])

    /// It has finished its attempt.
    case finished(AttemptID, [RunOutcome], parameters: [UInt8])

    /// It could not train its attempt.
    case failed(AttemptID, reason: String)

    /// The attempt.
    public var id: AttemptID {
        switch self {
        case .trained(let id, _), .saved(let id, _, _), .finished(let id, _, _),
            .failed(let id, _):
            id
        }
    }

    /// Whether the slot is free after it.
    public var isLast: Bool {
        switch self {
        case .trained, .saved: false
        case .finished, .failed: true
        }
    }
}
