/// What the coordinator tells a worker.
public enum CoordinatorMessage: Hashable, Sendable {
    /// The answer to HELLO.
    case welcome(Welcome)

    /// The answer to HELLO of a worker that may not join.
    case rejected(Rejection)

    /// The answer to a heartbeat: leases of the listed attempts are renewed, except for those here,
    /// which must stop.
    case heartbeatAcknowledged(stop: [AttemptID])

    /// Train this.
    case assign(Assignment)

    /// Nothing but the envelope's acknowledgement.
    case acknowledge

    /// Stop training these; nothing of them is wanted any more.
    case cancel([AttemptID])

    /// A part of a dataset or checkpoint that the worker asked for.
    case part(BlobPart)

    /// The asked-for blob does not exist.
    case missing(BlobName)

    /// The store is full: keep durable messages until a further word.
    case busy

    /// The store takes messages again: resend what is not acknowledged.
    case ready

    /// Finish what is started, give back the rest, take no more.
    case drain

    /// Your session is unknown: say HELLO.
    case unknownSession

    /// The sweep has ended: leave.
    case goodbye
}

/// A coordinator's message with its place in the conversation.
public struct CoordinatorEnvelope: Hashable, Sendable {
    /// The session it belongs to, or none.
    public let session: SessionID

    /// The last durable message of the session that is stored, with all before it.
    public let acknowledged: SequenceNumber

    /// The message.
    public let message: CoordinatorMessage

    /// Puts a message into its place.
    public init(
        session: SessionID,
        acknowledged: SequenceNumber,
        message: CoordinatorMessage
    ) {
        self.session = session
        self.acknowledged = acknowledged
        self.message = message
    }
}
