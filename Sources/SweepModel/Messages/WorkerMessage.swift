public import TrainingModel

/// What a worker tells the coordinator.
public enum WorkerMessage: Hashable, Sendable {
    /// The first message on each connection.
    case hello(Hello)

    /// A sign of life, with the attempts in hand.
    case heartbeat([InventoryLine])

    /// Some epochs of an attempt. Durable.
    case metrics(AttemptID, EpochBlock)

    /// A part of a checkpoint or of trained parameters. Durable.
    case part(BlobPart)

    /// The attempt is trained; one outcome for each lane. Durable.
    case result(AttemptID, [RunOutcome])

    /// The attempt cannot be trained here. Durable.
    case refused(AttemptID, reason: String)

    /// Unstarted attempts that the worker gives back. Durable.
    case released([AttemptID])

    /// Asks for a part of a dataset or checkpoint.
    case fetch(BlobName, offset: Int)

    /// The worker leaves; it holds nothing.
    case bye

    /// Whether the coordinator acknowledges the message after it is stored.
    public var isDurable: Bool {
        switch self {
        case .metrics, .part, .result, .refused, .released: true
        case .hello, .heartbeat, .fetch, .bye: false
        }
    }
}

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
