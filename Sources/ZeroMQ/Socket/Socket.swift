internal import CZeroMQ
internal import Glibc

/// A ZeroMQ socket, confined to the thread that created it.
///
/// The type is move-only and not `Sendable`: the compiler rejects a capture by a `@Sendable`
/// closure and any use after the value was sent away (zmq(7), "Thread safety"). No call waits:
/// would-block, an unreachable peer and an empty queue are values. The socket keeps its context
/// alive and closes itself, after its monitor was stopped.
public struct Socket: ~Copyable {
    /// The messaging pattern of the socket.
    public let kind: Kind

    private let handle: SocketHandle

    /// Whether ``IncomingMessage/userID`` comes from our own authentication.
    ///
    /// Without it a peer could claim any `User-Id` in its handshake (stream_engine_base.cpp).
    private let isAuthenticated: Bool

    private var monitor: SocketMonitor?

    /// Opens a socket and applies `options`.
    ///
    /// Throws ``ZeroMQError`` when the context is shut down or out of sockets, or when the library
    /// refuses an option, for example because it was built without CURVE.
    public init(
        _ kind: Kind,
        in context: Context,
        options: SocketOptions = SocketOptions()
    ) throws {
        let handle = try SocketHandle(kind, in: context)
        try handle.apply(options)
        self.kind = kind
        self.isAuthenticated = options.security.isServer
        self.monitor = nil
        self.handle = handle
    }

    deinit {
        // Before the monitor's own end closes: an event without a reader blocks the I/O thread.
        handle.stopMonitor()
    }

    /// Binds to `endpoint`; `*` or 0 as the port lets the system choose, see ``lastEndpoint()``.
    ///
    /// libzmq takes an address, an interface name or `*` here, no host names. Throws
    /// ``ZeroMQError`` with ``ZeroMQError/isAddressInUse`` when another socket has the port.
    public mutating func bind(_ endpoint: Endpoint) throws {
        try handle.call("zmq_bind", with: endpoint, zmq_bind)
    }

    /// Stops listening at `endpoint`, which must be spelled as by ``lastEndpoint()``.
    public mutating func unbind(_ endpoint: Endpoint) throws {
        try handle.call("zmq_unbind", with: endpoint, zmq_unbind)
    }

    /// Connects to `endpoint` in the background; libzmq keeps reconnecting by itself.
    public mutating func connect(_ endpoint: Endpoint) throws {
        try handle.call("zmq_connect", with: endpoint, zmq_connect)
    }

    /// Ends the connection to `endpoint` and drops what was not sent.
    ///
    /// The end comes in the background, while the loop goes on polling this socket.
    public mutating func disconnect(_ endpoint: Endpoint) throws {
        try handle.call("zmq_disconnect", with: endpoint, zmq_disconnect)
    }

    /// The endpoint of the last bind or connect, with the real port.
    public func lastEndpoint() throws -> Endpoint {
        try Endpoint(handle.text(ZMQ_LAST_ENDPOINT, "ZMQ_LAST_ENDPOINT"))
    }

    /// Queues one message of `frames` without waiting.
    ///
    /// `.sent` means that libzmq has the message, never that the peer got it.
    ///
    /// - Precondition: `frames` is not empty.
    public mutating func send(_ frames: [[UInt8]]) throws -> SendOutcome {
        precondition(!frames.isEmpty, "a ZeroMQ message has at least one frame")
        for frame in frames.dropLast() {
            let outcome = try handle.send(frame, isLast: false)
            guard outcome == .sent else { return outcome }
        }
        return try handle.send(frames[frames.count - 1], isLast: true)
    }

    /// Queues one frame for the peer `routingID` of a ROUTER without waiting.
    ///
    /// - Precondition: The socket is a router.
    public mutating func send(_ frame: [UInt8], to routingID: RoutingID) throws -> SendOutcome {
        precondition(kind == .router, "only a router sends by routing id, this is a \(kind)")
        let outcome = try handle.send(routingID.bytes, isLast: false)
        guard outcome == .sent else { return outcome }
        return try handle.send(frame, isLast: true)
    }

    /// The next message with at most `maximumFrames` frames after the routing id, or `nil` when
    /// none is waiting.
    ///
    /// Of a longer message all is read and dropped, and ``Received/overlong(_:)`` says so.
    public mutating func receive(maximumFrames: Int = 1) throws -> Received? {
        precondition(maximumFrames > 0, "a message has at least one frame, not \(maximumFrames)")
        guard var frame = try handle.receiveFrame() else { return nil }
        var routingID: RoutingID?
        var frames: [[UInt8]] = []
        var frameCount = 0
        if kind == .router {
            routingID = RoutingID(bytes: frame.bytes)
        } else {
            frames.append(frame.bytes)
            frameCount = 1
        }
        while frame.hasMore {
            frame = try handle.receiveNextFrame(isKept: frameCount < maximumFrames)
            if frameCount < maximumFrames { frames.append(frame.bytes) }
            frameCount += 1
        }
        // Only the last frame has metadata that can be relied on: on the routing id's frame it is
        // missing after a poll (fixed in libzmq 4.3.5, commit 74529d97).
        let userID = isAuthenticated ? frame.userID : nil
        guard frameCount <= maximumFrames else {
            let overlong = OverlongMessage(
                routingID: routingID,
                userID: userID,
                origin: frame.origin,
                frameCount: frameCount
            )
            return .overlong(overlong)
        }
        return .message(
            IncomingMessage(
                routingID: routingID,
                userID: userID,
                origin: frame.origin,
                frames: frames
            )
        )
    }

    /// Begins to record this socket's connection events; call it before `bind` or `connect`.
    ///
    /// From now on ``monitorEvents(limit:)`` must be read at each turn of the loop.
    public mutating func startMonitor() throws {
        precondition(monitor == nil, "the socket has a monitor already")
        monitor = try SocketMonitor(of: handle)
    }

    /// The connection events since the last call, in order, at most `limit`.
    ///
    /// - Precondition: ``startMonitor()`` was called.
    public mutating func monitorEvents(limit: Int = 1_024) throws -> [MonitorEvent] {
        guard let events = try monitor?.events(limit: limit) else {
            preconditionFailure("startMonitor() comes before monitorEvents()")
        }
        return events
    }

    /// A descriptor that becomes readable when something may have happened to the socket
    /// (`ZMQ_FD`), for loops over more sockets than a ``Poller`` can look at in time.
    ///
    /// It tells of changes only: whoever was woken reads until ``receive(maximumFrames:)`` returns
    /// `nil`, and does so again after sending, which may have taken note of a change.
    ///
    /// - Source: zmq_getsockopt(3), `ZMQ_FD`.
    public func descriptor() throws -> CInt { try handle.number(ZMQ_FD, "ZMQ_FD") }

    /// Whether the socket takes a message without waiting (`ZMQ_EVENTS`).
    public func isWritable() throws -> Bool {
        try handle.number(ZMQ_EVENTS, "ZMQ_EVENTS") & ZMQ_POLLOUT != 0
    }

    /// The socket as libzmq knows it, for a ``Poller``.
    var pointer: UnsafeMutableRawPointer { handle.pointer }

    /// The monitor's end as libzmq knows it, for a ``Poller``.
    var monitorPointer: UnsafeMutableRawPointer? {
        switch monitor {
        case .some(let monitor): monitor.pointer
        case .none: nil
        }
    }
}

@available(*, unavailable, message: "a socket stays on the thread that made it")
extension Socket: Sendable {}

extension Socket {
    /// The messaging pattern of a socket.
    public enum Kind: Hashable, Sendable {
        /// Talks to many peers and names the one it means: the coordinator's side.
        case router

        /// Talks to one peer in both directions: the worker's side.
        case dealer

        /// Answers one request after the other: authentication.
        case reply

        /// Talks to exactly one other pair socket: monitors.
        case pair

        /// The number that zmq_socket(3) takes.
        var rawValue: CInt {
            switch self {
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .reply: ZMQ_REP
            case .pair: ZMQ_PAIR
            }
        }
    }
}

/// What one non-blocking send did.
public enum SendOutcome: Hashable, Sendable {
    /// libzmq has queued the whole message; only an answer of the peer says that it arrived.
    case sent

    /// The queue is full or no peer is connected; nothing was queued.
    case wouldBlock

    /// A router knows no peer of that routing id (any more); nothing was queued.
    ///
    /// The router learns that a peer has gone while it receives: its loop must go on doing so.
    case unreachable
}
