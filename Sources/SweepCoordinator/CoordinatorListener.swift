internal import SweepModel
public import ZeroMQ

/// The bound socket that workers connect to.
public final class CoordinatorListener {
    /// What a peer sent.
    enum Incoming {
        /// A message of one frame.
        case frame(PeerID, [UInt8])

        /// Something else.
        case malformed(PeerID, detail: String)
    }

    /// Where workers connect, with the real port.
    public let endpoint: Endpoint

    private var socket: Socket

    /// Binds `endpoint`; port 0 lets the system choose one.
    ///
    /// - Throws: ``ZeroMQError`` when the endpoint is taken or does not exist.
    public init(binding endpoint: Endpoint, security: SocketSecurity, in context: Context) throws {
        var options = SocketOptions()
        options.maximumMessageSizeBytes = Limits.frameSizeBytes
        options.linger = .seconds(1)
        options.security = security
        options.allowsIPv6 = endpoint.hostAndPort?.host.contains(":") ?? false
        var socket = try Socket(.router, in: context, options: options)
        try socket.bind(endpoint)
        self.endpoint = try socket.lastEndpoint()
        self.socket = socket
    }

    /// Waits for a message or a signal.
    func wait(upTo limit: Duration, _ signals: SignalDescriptor) throws {
        var poller = Poller()
        poller.add(socket)
        poller.add(descriptor: signals.descriptor)
        try poller.wait(upTo: max(.zero, limit))
    }

    /// The next thing that a peer sent, or `nil` when nothing waits.
    func receive() throws -> Incoming? {
        switch try socket.receive() {
        case nil: nil
        case .message(let message):
            if let frame = message.frames.first {
                .frame(PeerID(message.routingID?.bytes ?? []), frame)
            } else {
                .malformed(PeerID(message.routingID?.bytes ?? []), detail: "a message of 0 frames")
            }
        case .overlong(let message):
            .malformed(
                PeerID(message.routingID?.bytes ?? []),
                detail: "a message of \(message.frameCount) frames; allowed is 1"
            )
        }
    }

    /// Queues a message for a peer.
    func send(_ frame: [UInt8], to peer: PeerID) throws -> SendOutcome {
        try socket.send(frame, to: RoutingID(bytes: peer.bytes))
    }
}

@available(*, unavailable, message: "a socket stays on the thread that made it")
extension CoordinatorListener: Sendable {}
