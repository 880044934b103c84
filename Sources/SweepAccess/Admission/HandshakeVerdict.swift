/// What becomes of a connection attempt.
public enum HandshakeVerdict: Hashable, Sendable {
    /// The peer may connect; the name is that of its key.
    case accept(name: String)

    /// The peer may not connect; the reason is for the log.
    case refuse(reason: String)
}
