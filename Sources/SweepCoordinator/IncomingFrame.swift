public import SweepModel

/// What a peer sent.
public enum IncomingFrame: Hashable, Sendable {
    /// A message of one frame.
    case frame(PeerID, [UInt8])

    /// Something else.
    case malformed(PeerID, detail: String)

    /// A message that was not let through.
    case dropped
}
