package import ZeroMQ

/// How a handshake with a coordinator ended.
package enum HandshakeOutcome: Hashable, Sendable {
    /// Both sides are who they should be.
    case succeeded

    /// They did not come together.
    case failed(HandshakeFailure)
}
