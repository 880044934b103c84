/// When and how often TCP probes a silent peer.
public struct TCPKeepAlive: Hashable, Sendable {
    /// The silence before the first probe.
    public var idle = Duration.seconds(30)

    /// The pause between probes.
    public var interval = Duration.seconds(10)

    /// How many unanswered probes end the connection.
    public var count = 3

    /// Makes the default: a dead peer is noticed after a minute.
    public init() {}
}
