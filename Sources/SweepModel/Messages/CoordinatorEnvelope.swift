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
