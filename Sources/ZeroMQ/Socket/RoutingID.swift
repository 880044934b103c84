/// The name under which a ROUTER knows one connection of one peer.
///
/// It changes with each reconnect and proves nothing about who the peer is: see
/// ``IncomingMessage/userID`` for that. Do not show it to peers.
public struct RoutingID: Hashable, Sendable, CustomStringConvertible {
    /// The bytes as libzmq handed them out.
    public let bytes: [UInt8]

    /// Wraps bytes that came from a ROUTER.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes in hexadecimal, for a log.
    public var description: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        .joined()
    }
}
