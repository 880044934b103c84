/// What became of an element that was posted to a ``Mailbox``.
public enum PostOutcome: Hashable, Sendable {
    /// The loop will see it.
    case posted

    /// The mailbox holds as many elements as it may; this one was not taken.
    case full
}
