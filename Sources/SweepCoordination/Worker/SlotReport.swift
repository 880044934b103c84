public import SweepModel
public import TrainingModel

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
