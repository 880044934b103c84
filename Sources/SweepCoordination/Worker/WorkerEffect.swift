public import Digest
public import SweepModel

/// What a worker wants done, in this order.
public enum WorkerEffect: Hashable, Sendable {
    /// Close the socket if there is one, and open a new one.
    case connect

    /// Close the socket.
    case disconnect

    /// Send a message, or drop it if the socket cannot send now.
    case send(WorkerEnvelope)

    /// Check and keep the bytes of a dataset, then answer with an input.
    case checkDataset(Digest, [UInt8])

    /// Train an attempt in a free slot, from the given state if there is one.
    case train(Assignment, checkpoint: [UInt8]?, saveEvery: Duration)

    /// Stop training an attempt; what its slot still reports is ignored.
    case stopTraining(AttemptID)

    /// Let slots wait before they report more: too much is unacknowledged.
    case holdTraining

    /// Let slots go on.
    case continueTraining

    /// Tell the user.
    case notice(WorkerNotice)

    /// Leave.
    case exit(WorkerExit)
}
