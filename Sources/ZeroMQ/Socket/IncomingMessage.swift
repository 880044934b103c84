/// A message as a socket received it.
public struct IncomingMessage: Hashable, Sendable {
    /// The connection that it came from; only a router knows it.
    public let routingID: RoutingID?

    /// Who the sender is, as our own ``ZAPHandler`` named it.
    ///
    /// `nil` on every socket whose options are not those of a CURVE server: there, peers could say
    /// what they like.
    public let userID: String?

    /// The payload frames, without the routing id; may be empty on a router.
    public let frames: [[UInt8]]

    /// Makes a message, for example in a test.
    public init(routingID: RoutingID?, userID: String?, frames: [[UInt8]]) {
        self.routingID = routingID
        self.userID = userID
        self.frames = frames
    }
}
