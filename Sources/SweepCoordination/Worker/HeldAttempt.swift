internal import SweepModel

/// An attempt that a worker has in hand.
///
/// | state | event | then |
/// |---|---|---|
/// | waiting | its dataset and checkpoint are here, and a slot is free | training |
/// | training | its slot has finished | finished |
/// | finished | all its messages are acknowledged | gone |
/// | any | CANCEL, or listed in a heartbeat's answer | gone |
struct HeldAttempt: Hashable, Sendable {
    let assignment: Assignment
    var state = InventoryLine.State.waiting

    /// Epochs behind it.
    var epoch: Int

    /// When its training began here.
    var beginning: Instant?

    /// The state to go on from, once it is here.
    var checkpoint: [UInt8]?

    init(_ assignment: Assignment) {
        self.assignment = assignment
        epoch = assignment.checkpoint?.epoch ?? 0
    }

    var id: AttemptID { assignment.attempt }

    /// The checkpoint that must be fetched before training, or `nil`.
    var missingCheckpoint: CheckpointReference? {
        checkpoint == nil ? assignment.checkpoint : nil
    }
}
