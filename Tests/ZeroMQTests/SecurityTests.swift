import SweepTesting
import Testing
import ZeroMQ

/// Who gets in over TCP, with real handshakes.
struct SecurityTests {
    private let server: CurveKeyPair
    private let worker: CurveKeyPair

    init() throws {
        server = try CurveKeyPair.generate()
        worker = try CurveKeyPair.generate()
    }

    @Test func `a key that is allowed gets in and its messages carry its name`() throws {
        let context = try Context()
        let allowed = worker.publicKey
        var handler = try ZAPHandler(in: context) { request in
            guard request.domain == "work", request.address == "127.0.0.1" else { return .refuse }
            return request.mechanism == .curve(publicKey: allowed)
                ? .accept(userID: "worker-1") : .refuse
        }
        var router = try boundRouter(in: context)
        var dealer = try connectedDealer(to: router, in: context, security: client(worker))
        try serve(&handler, until: &router, sees: .handshakeSucceeded)
        for number in 0..<100 as Range<UInt8> {
            try dealer.sendWhenPossible([number])
            let message = try router.nextMessage()
            #expect(message.userID == "worker-1")
            #expect(message.frames == [[number]])
        }
        _ = try dealer.send([[1], [2]])
        guard case .overlong(let overlong) = try router.nextReceived() else {
            Issue.record("a message of two frames was taken")
            return
        }
        #expect(overlong.userID == "worker-1")
    }

    @Test func `a key that is not allowed is refused`() throws {
        let context = try Context()
        var handler = try ZAPHandler(in: context) { _ in .refuse }
        var router = try boundRouter(in: context)
        var dealer = try connectedDealer(to: router, in: context, security: client(worker))
        try serve(&handler, until: &router, sees: .handshakeFailed(.refused(status: 400)))
        let seen = try dealer.nextEvent { if case .handshakeFailed = $0 { true } else { false } }
        #expect(seen.kind == .handshakeFailed(.refused(status: 400)))
        try expectSilence(&dealer, &router)
    }

    /// Without an enforced domain libzmq would let every key in here.
    @Test(arguments: [false, true])
    func `no peer is accepted without a live handler`(hadHandler: Bool) throws {
        let context = try Context()
        if hadHandler { _ = try ZAPHandler(in: context) { _ in .accept(userID: "anybody") } }
        var router = try boundRouter(in: context)
        var dealer = try connectedDealer(to: router, in: context, security: client(worker))
        let event = try router.nextEvent {
            switch $0 {
            case .handshakeFailed, .handshakeSucceeded: true
            default: false
            }
        }
        #expect(event.kind != .handshakeSucceeded)
        try expectSilence(&dealer, &router)
    }

    @Test func `a client with another server's key is refused`() throws {
        let context = try Context()
        var handler = try ZAPHandler(in: context) { _ in .accept(userID: "anybody") }
        var router = try boundRouter(in: context)
        let security = SocketSecurity.curveClient(
            serverKey: try CurveKeyPair.generate().publicKey,
            keys: worker
        )
        var dealer = try connectedDealer(to: router, in: context, security: security)
        try serve(&handler, until: &router, sees: .handshakeFailed(.wrongKey))
        try expectSilence(&dealer, &router)
    }

    @Test func `a client without CURVE is refused`() throws {
        let context = try Context()
        var handler = try ZAPHandler(in: context) { _ in .accept(userID: "anybody") }
        var router = try boundRouter(in: context)
        var dealer = try connectedDealer(to: router, in: context, security: .plain)
        try serve(&handler, until: &router, sees: .handshakeFailed(.mechanismMismatch))
        try expectSilence(&dealer, &router)
    }

    /// libzmq hands on a `User-Id` that the peer itself declared when no peer is authenticated.
    @Test func `a name that a peer gives itself counts for nothing`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.bind("tcp://127.0.0.1:*")
        let port = try #require(try router.lastEndpoint().hostAndPort?.port)
        let peer = try RawPeer(port: port)
        try peer.greet()
        try peer.declare([("Socket-Type", "DEALER"), ("User-Id", "worker-1")])
        try peer.send([1])
        let message = try router.nextMessage()
        // A connection that closes before its bytes are read may take them with it.
        withExtendedLifetime(peer) {}
        #expect(message.frames == [[1]])
        #expect(message.userID == nil)
    }

    private func client(_ keys: CurveKeyPair) -> SocketSecurity {
        .curveClient(serverKey: server.publicKey, keys: keys)
    }

    /// A handshake without an answer ends within the patience of a test.
    private static let handshakeLimit = Duration.seconds(5)

    private func boundRouter(in context: Context) throws -> Socket {
        var options = SocketOptions()
        options.handshakeLimit = Self.handshakeLimit
        options.security = .curveServer(secretKey: server.secretKey, domain: "work")
        var router = try Socket(.router, in: context, options: options)
        try router.startMonitor()
        try router.bind("tcp://127.0.0.1:*")
        return router
    }

    private func connectedDealer(
        to router: borrowing Socket,
        in context: Context,
        security: SocketSecurity
    ) throws -> Socket {
        var options = SocketOptions()
        options.handshakeLimit = Self.handshakeLimit
        options.security = security
        var dealer = try Socket(.dealer, in: context, options: options)
        try dealer.startMonitor()
        try dealer.connect(router.lastEndpoint())
        return dealer
    }

    /// Runs the server's loop until its monitor reports `kind`.
    private func serve(
        _ handler: inout ZAPHandler,
        until router: inout Socket,
        sees kind: MonitorEvent.Kind
    ) throws {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            var poller = Poller()
            poller.add(handler)
            poller.add(monitorOf: router)
            try poller.wait(upTo: ContinuousClock.now.duration(to: deadline))
            try handler.serve()
            if try router.monitorEvents().contains(where: { $0.kind == kind }) { return }
        }
        throw Impatience(what: "\(kind)")
    }

    private func expectSilence(_ dealer: inout Socket, _ router: inout Socket) throws {
        let outcome = try dealer.send([[1]])
        #expect(outcome == .wouldBlock)
        let received = try router.receive()
        #expect(received == nil)
    }
}
