/// A message as a socket received it.
public struct IncomingMessage: Hashable, Sendable {
    /// The connection that it came from; only a router knows it.
    public let routingID: RoutingID?

    /// Who the sender is, as our own ``ZAPHandler`` named it.
    ///
    /// `nil` on every socket whose options are not those of a CURVE server: there, peers could say
    /// what they like.
    public let userID: String?

    /// The connection in the network that it came through; only a router tells.
    public let origin: MessageOrigin?

    /// The payload frames, without the routing id; may be empty on a router.
    public let frames: [[UInt8]]

    /// Makes a message, for example in a test.
    public init(
        routingID: RoutingID?,
        userID: String?,
        origin: MessageOrigin? = nil,
        frames: [[UInt8]]
    ) {
        self.routingID = routingID
        self.userID = userID
        self.origin = origin
        self.frames = frames
    }
}

/// What is known of a message that was dropped because it had too many frames.
public struct OverlongMessage: Hashable, Sendable {
    /// The connection that it came from; only a router knows it.
    public let routingID: RoutingID?

    /// Who the sender is; see ``IncomingMessage/userID``.
    public let userID: String?

    /// The connection in the network that it came through; only a router tells.
    public let origin: MessageOrigin?

    /// How many frames it had, without the routing id.
    public let frameCount: Int
}

/// What one receive found.
public enum Received: Hashable, Sendable {
    /// A whole message.
    case message(IncomingMessage)

    /// A message with more frames than allowed; it was dropped.
    case overlong(OverlongMessage)
}

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
