/// What becomes of a message.
public enum MessageVerdict: Hashable, Sendable {
    /// It is acted on.
    case act

    /// It is dropped without an answer.
    case drop(DropReason)
}
