internal import Digest

/// The transport's name for one connection: a ROUTER socket's routing id, opaque and new at each
/// reconnect.
public struct PeerID: Hashable, Sendable, CustomStringConvertible {
    /// The routing id's bytes.
    public let bytes: [UInt8]

    /// Names the connection with routing id `bytes`.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes in hexadecimal digits.
    public var description: String { Hexadecimal.text(of: bytes) }
}
