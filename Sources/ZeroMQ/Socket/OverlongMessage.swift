/// What is known of a message that was dropped because it had too many frames.
public struct OverlongMessage: Hashable, Sendable {
    /// The connection that it came from; only a router knows it.
    public let routingID: RoutingID?

    /// Who the sender is; see ``IncomingMessage/userID``.
    public let userID: String?

    /// How many frames it had, without the routing id.
    public let frameCount: Int
}
