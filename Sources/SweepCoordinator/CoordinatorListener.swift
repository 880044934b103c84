internal import HostSystem
public import Logging
public import SweepAccess
public import SweepModel
internal import SweepWire
internal import TrainingModel
public import ZeroMQ

/// The bound socket that workers connect to, with its access control.
public final class CoordinatorListener: CoordinatorLink {
    /// The fewest descriptors that a coordinator is served with: workers, files and sockets.
    private static let fewestDescriptors = 128

    /// The longest time between two looks at the list of keys.
    private static let longestWait = Duration.milliseconds(500)

    /// Where workers connect, with the real port.
    public let endpoint: Endpoint

    private var socket: Socket

    /// What is left for this program's own files while strangers connect.
    private let reserve: DescriptorReserve

    private var handler: ZAPHandler?

    /// What each peer may do.
    private let gate: AccessGate

    private var entropy = SystemRandomNumberGenerator()

    /// Binds `address`, after a self-test has shown that unknown keys are rejected.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 lets the system choose one.
    ///   - security: Who may connect.
    ///   - lease: How long a worker may be silent.
    ///   - context: The process's ZeroMQ context.
    ///   - logger: Where refusals are logged.
    /// - Throws: ``ZeroMQ/ZeroMQError`` when the address is taken or does not exist,
    ///   ``SweepAccess/AccessError`` when keys cannot be used or do not keep strangers out.
    public init(
        at address: ListenAddress,
        security: CoordinatorSecurity,
        lease: Duration,
        in context: Context,
        logger: Logger
    ) throws {
        try Self.checkDescriptors(logger)
        let gate = try AccessGate(security, idleLimit: lease, logger: logger)
        var options = SocketOptions()
        options.sendLimit = Limits.messagesPerPeerQueue
        options.receiveLimit = Limits.messagesUnreadPerPeer
        options.maximumMessageSizeBytes = Limits.frameSizeBytes
        options.linger = .seconds(1)
        options.allowsIPv6 = address.allowsIPv6
        switch security {
        case .plain: handler = nil
        case .keys(let folder):
            let keys = try folder.serverKeys()
            options.security = .curveServer(secretKey: keys.secretKey, domain: AccessGate.domain)
            var handler = try ZAPHandler(in: context) { gate.decide($0) }
            try Self.test(&handler, gate, options, serverKey: keys.publicKey, in: context)
            self.handler = consume handler
        }
        var socket = try Socket(.router, in: context, options: options)
        try socket.bind(address.bound)
        self.gate = gate
        reserve = try DescriptorReserve(keeping: Limits.reservedDescriptors)
        endpoint = try socket.lastEndpoint()
        self.socket = socket
    }

    private static func test(
        _ handler: inout ZAPHandler,
        _ gate: AccessGate,
        _ options: SocketOptions,
        serverKey: CurveKey,
        in context: Context
    ) throws {
        let probe = try CurveKeyPair.generate()
        gate.probe = probe.publicKey
        defer { gate.probe = nil }
        var test = try CurveSelfTest(
            options: options,
            serverKey: serverKey,
            knownKeys: probe,
            in: context
        )
        try test.run(&handler)
    }

    /// A listener without descriptors spins at full load, so there must be plenty.
    private static func checkDescriptors(_ logger: Logger) throws {
        let limit = try OpenFileLimit.raiseToHardLimit()
        guard limit >= fewestDescriptors else {
            throw AccessError(
                .tooFewFiles,
                "this process may open \(limit) files; a coordinator needs \(fewestDescriptors) "
                    + "or more: raise the limit with ulimit -n or LimitNOFILE"
            )
        }
        guard limit < Limits.workers else { return }
        logger.info("up to \(limit - fewestDescriptors / 2) workers can connect (ulimit -n)")
    }

    /// Waits for a message, a handshake, or something to read from one of `descriptors`.
    ///
    /// - Throws: ``ZeroMQ/ZeroMQError`` when waiting fails.
    public func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws {
        var poller = Poller()
        poller.add(socket)
        for descriptor in descriptors { poller.add(descriptor: descriptor) }
        switch handler {
        case .some(let handler): poller.add(handler)
        case .none: break
        }
        try poller.wait(upTo: max(.zero, min(limit, Self.longestWait)))
    }

    /// Answers the handshakes that wait.
    ///
    /// - Returns: The peers whose key is no longer allowed, each once.
    /// - Throws: ``ZeroMQ/ZeroMQError`` when the handler's socket cannot be used.
    public func serviceHandshakes() throws -> [PeerID] {
        try handler?.serve()
        return gate.newlyShutOut()
    }

    /// The next thing that a peer sent, or `nil` when nothing waits.
    ///
    /// - Throws: ``ZeroMQ/ZeroMQError`` when the socket cannot be read.
    public func receive() throws -> IncomingFrame? {
        switch try socket.receive() {
        case nil: return nil
        case .message(let message):
            let peer = PeerID(message.routingID?.bytes ?? [])
            let frame = message.frames.first
            let isAdmitted = try admits(
                peer,
                userID: message.userID,
                from: message.origin,
                cost: frame.map { FrameCost.units(of: $0) } ?? 1
            )
            guard isAdmitted else { return .dropped }
            guard let frame else { return .malformed(peer, detail: "a message of 0 frames") }
            return .frame(peer, frame)
        case .overlong(let message):
            let peer = PeerID(message.routingID?.bytes ?? [])
            let isAdmitted = try admits(
                peer,
                userID: message.userID,
                from: message.origin,
                cost: message.frameCount
            )
            guard isAdmitted else { return .dropped }
            return .malformed(
                peer,
                detail: "a message of \(message.frameCount) frames; allowed is 1"
            )
        }
    }

    /// Whether a message is acted on; if not, does what its peer has earned.
    private func admits(
        _ peer: PeerID,
        userID: String?,
        from origin: MessageOrigin?,
        cost: Int
    ) throws -> Bool {
        switch gate.judge(messageOf: peer, userID: userID, from: origin, cost: cost) {
        case .act: return true
        case .drop: return false
        case .cut(let origin, _):
            origin.cut()
            return false
        case .reject(let rejection):
            let envelope = CoordinatorEnvelope(
                session: .none,
                acknowledged: .none,
                message: .rejected(rejection)
            )
            _ = try socket.send(envelope.encoded(), to: RoutingID(bytes: peer.bytes))
            return false
        }
    }

    /// Queues a message for a peer; strangers are answered at a limited rate.
    ///
    /// - Returns: Whether the peer is connected; one that does not read gets nothing.
    /// - Throws: ``ZeroMQ/ZeroMQError`` when the socket cannot be used.
    public func send(_ envelope: CoordinatorEnvelope, to peer: PeerID) throws -> Bool {
        if envelope.message == .unknownSession, !gate.mayAnswerStranger(peer) { return true }
        switch try socket.send(envelope.encoded(), to: RoutingID(bytes: peer.bytes)) {
        case .sent:
            if case .part(let part) = envelope.message { gate.recordPart(part, to: peer) }
            return true
        case .wouldBlock: return true
        case .unreachable: return false
        }
    }

    /// Whether `peer` may get the part of a blob that it asks for in `session`.
    public func admitsPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        in session: SessionID
    ) -> Bool {
        gate.admitsPart(of: name, offset: offset, to: peer, in: session)
    }

    /// The part with an end that cannot be guessed.
    public func markedPart(_ part: BlobPart) -> BlobPart { part.shortened(using: &entropy) }

    /// Counts a protocol error of `peer`.
    public func recordViolation(of peer: PeerID) { gate.recordViolation(of: peer) }
}

@available(*, unavailable, message: "a socket stays on the thread that made it")
extension CoordinatorListener: Sendable {}

/// How a coordinator treats those who connect.
public enum CoordinatorSecurity: Sendable {
    /// Nothing is encrypted and anybody may connect; the user has asked for it.
    case plain

    /// Everything is encrypted, and only keys of the folder's list are accepted.
    case keys(KeyFolder)
}
