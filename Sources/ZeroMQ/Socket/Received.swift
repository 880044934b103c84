/// What one receive found.
public enum Received: Hashable, Sendable {
    /// A whole message.
    case message(IncomingMessage)

    /// A message with more frames than allowed; it was dropped.
    case overlong(OverlongMessage)
}
