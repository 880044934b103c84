/// The options of a socket, applied before it binds or connects.
///
/// The defaults suit both ends of this project. What has one sane value is not an option: routing
/// ids are never chosen by us and never handed over (`ZMQ_ROUTER_HANDOVER` stays 0), and libzmq's
/// own heartbeats stay off, because a reader that stalls would lose healthy peers.
public struct SocketOptions: Hashable, Sendable {
    /// Whether a router reports an unknown or a full peer (`ZMQ_ROUTER_MANDATORY`).
    ///
    /// Otherwise it drops the message and says that it was sent.
    public var reportsUnreachablePeers = true

    /// Whether messages are queued only for connections that are up (`ZMQ_IMMEDIATE`).
    ///
    /// Otherwise an outage ends with a flood of stale messages ahead of the first new one.
    public var queuesOnlyWhenConnected = true

    /// The most messages that wait for one peer (`ZMQ_SNDHWM`); 0 for no limit.
    public var sendLimit = 1_000

    /// The most messages that wait to be received from one peer (`ZMQ_RCVHWM`); 0 for no limit.
    public var receiveLimit = 1_000

    /// The largest frame that a peer may send; a larger one ends its connection (`ZMQ_MAXMSGSIZE`).
    public var maximumMessageSizeBytes = 1 << 20

    /// How long a peer may take from the first byte to a finished handshake (`ZMQ_HANDSHAKE_IVL`).
    ///
    /// Handshakes share one thread and all go on side by side: 10,000 at once, at a millisecond
    /// each, are finished after 5 to 15 s, with half a core after 30. What is given up before is
    /// begun anew, for ever if the limit is shorter than that; a silent stranger holds its
    /// descriptor as long.
    public var handshakeLimit = Duration.seconds(30)

    /// How many connections may wait to be accepted (`ZMQ_BACKLOG`).
    ///
    /// As many as Linux allows by itself, and so few that each is accepted within the peer's
    /// ``handshakeLimit``, which runs while it waits: one that has given up is accepted all the
    /// same, in its turn. Beyond the limit the system tries again, after 1 s, 3 s and so on; the
    /// last of 10,000 workers would wait for that long.
    public var backlog = 4_096

    /// How long a closed socket goes on sending (`ZMQ_LINGER`); it delays the end of the process.
    public var linger = Duration.zero

    /// The pause before the first reconnect (`ZMQ_RECONNECT_IVL`).
    public var reconnectInterval = Duration.milliseconds(500)

    /// The longest pause between reconnects, reached by doubling (`ZMQ_RECONNECT_IVL_MAX`).
    public var maximumReconnectInterval = Duration.seconds(5)

    /// How long one attempt to connect may take (`ZMQ_CONNECT_TIMEOUT`).
    ///
    /// Long enough for the system's own third retry, after 7 s: where too many come at once, that
    /// is sooner than to begin anew.
    public var connectLimit = Duration.seconds(10)

    /// How long sent bytes may stay unacknowledged before the connection ends (`ZMQ_TCP_MAXRT`).
    public var retransmissionLimit = Duration.seconds(30)

    /// How TCP notices a dead peer; `nil` leaves it to the system (`ZMQ_TCP_KEEPALIVE…`).
    public var keepAlive: TCPKeepAlive? = TCPKeepAlive()

    /// Whether IPv6 addresses are allowed (`ZMQ_IPV6`).
    ///
    /// IPv4 still works then, but libzmq prefers IPv6 when a name has both: see
    /// ``Endpoint/needsIPv6(resolved:)``.
    public var allowsIPv6 = false

    /// Whether and how peers are authenticated and their messages encrypted.
    public var security = SocketSecurity.plain

    /// Makes the default options.
    public init() {}
}

/// How a socket treats its peers; both ends must agree.
public enum SocketSecurity: Hashable, Sendable {
    /// Nothing is encrypted and anybody may connect: for this process and this machine only.
    case plain

    /// Encrypted, and only keys that the context's ``ZAPHandler`` accepts in `domain` get in.
    ///
    /// The domain is enforced: without a live handler every peer is rejected. CURVE without a
    /// domain would accept every key (libzmq, curve_server.cpp), so that cannot be configured here.
    case curveServer(secretKey: CurveSecretKey, domain: String)

    /// Encrypted; talks only to the owner of `serverKey` and proves to own `keys`.
    case curveClient(serverKey: CurveKey, keys: CurveKeyPair)

    /// Whether the socket authenticates those who connect to it.
    var isServer: Bool {
        guard case .curveServer = self else { return false }
        return true
    }
}

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
