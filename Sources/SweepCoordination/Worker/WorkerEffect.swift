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
