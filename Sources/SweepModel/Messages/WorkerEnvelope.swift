/// A worker's message with its place in the conversation.
public struct WorkerEnvelope: Hashable, Sendable {
    /// The session that WELCOME named, or none for HELLO.
    public let session: SessionID

    /// The place among the session's durable messages, or none.
    public let sequence: SequenceNumber

    /// The message.
    public let message: WorkerMessage

    /// Puts a message into its place.
    public init(session: SessionID, sequence: SequenceNumber, message: WorkerMessage) {
        self.session = session
        self.sequence = sequence
        self.message = message
    }
}
