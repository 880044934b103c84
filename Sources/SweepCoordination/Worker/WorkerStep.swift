public import Digest
public import SweepModel

/// What a ``WorkerDriver`` wants its shell to do next.
public enum WorkerStep: Hashable, Sendable {
    /// Wait for events, at most ``WorkerDriver/tickInterval``, and tell them and a tick.
    case wait

    /// Close the socket if there is one, and open a new one.
    case connect

    /// Close the socket.
    case disconnect

    /// Send a message, or drop it if the socket cannot send now.
    case send(WorkerEnvelope)

    /// Check and keep the bytes of a dataset, then tell whether it is accepted.
    case checkDataset(Digest, [UInt8])

    /// Train an attempt in a slot, from the given state if there is one.
    case train(Assignment, checkpoint: [UInt8]?, saveEvery: Duration, slot: Int)

    /// Stop training an attempt; what its slot still reports of it is ignored.
    case stopTraining(AttemptID, slot: Int)

    /// Append a report to the spool, then tell whether that is full.
    case spool(SlotReport)

    /// Take the oldest report from the spool and tell it.
    case unspool

    /// Let all slots wait after their current epoch.
    case holdSlots

    /// Let the slots go on.
    case releaseSlots

    /// Tell the user.
    case notice(WorkerNotice)

    /// Leave.
    case exit(WorkerExit)
}
