import Testing
import ZeroMQ

/// The events of connections, decoded and seen.
struct MonitorTests {
    @Test func `both ends see a connection come and go`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.startMonitor()
        try router.bind("tcp://127.0.0.1:*")
        let endpoint = try router.lastEndpoint()
        let listening = try router.nextEvent { $0 == .listening }
        #expect(listening.address == endpoint.description)

        do {
            var dealer = try Socket(.dealer, in: context)
            try dealer.startMonitor()
            try dealer.connect(endpoint)
            _ = try router.nextEvent { if case .accepted = $0 { true } else { false } }
            _ = try router.nextEvent { $0 == .handshakeSucceeded }
            _ = try dealer.nextEvent { if case .connected = $0 { true } else { false } }
            _ = try dealer.nextEvent { $0 == .handshakeSucceeded }
        }
        let gone = try router.nextEvent { $0 == .disconnected }
        #expect(gone.description == "\(gone.address): disconnected")
    }

    @Test func `a port that is taken is seen as a failed bind`() throws {
        let context = try Context()
        var first = try Socket(.router, in: context)
        try first.bind("tcp://127.0.0.1:*")
        let endpoint = try first.lastEndpoint()
        var second = try Socket(.router, in: context)
        try second.startMonitor()
        var failure: ZeroMQError?
        do { try second.bind(endpoint) } catch { failure = error as? ZeroMQError }
        let number = try #require(failure?.errorNumber)
        let event = try second.nextEvent { $0 == .bindFailed(errorNumber: number) }
        #expect(endpoint.description.hasSuffix(event.address))
    }

    /// More events than a queue of libzmq's default length holds, unread until the end.
    @Test func `an unread monitor does not block its socket`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.startMonitor()
        for _ in 0..<1_500 {
            try router.bind("tcp://127.0.0.1:*")
            try router.unbind(router.lastEndpoint())
        }
        let events = try router.monitorEvents(limit: 10_000)
        #expect(events.count { $0.kind == .listening } == 1_500)
    }

    @Test(arguments: [
        (0x0001, 7, MonitorEvent.Kind.connected(descriptor: 7)),
        (0x0002, 115, .connectDelayed),
        (0x0004, 500, .connectRetried(after: .milliseconds(500))),
        (0x0008, 3, .listening),
        (0x0010, 98, .bindFailed(errorNumber: 98)),
        (0x0020, 9, .accepted(descriptor: 9)),
        (0x0040, 24, .acceptFailed(errorNumber: 24)),
        (0x0080, 1, .closed),
        (0x0100, 5, .closeFailed(errorNumber: 5)),
        (0x0200, 1, .disconnected),
        (0x0400, 0, .stopped),
        (0x0800, 104, .handshakeFailed(.broken(errorNumber: 104))),
        (0x1000, 0, .handshakeSucceeded),
        (0x2000, 0x1100_0001, .handshakeFailed(.wrongKey)),
        (0x2000, 0x1100_0002, .handshakeFailed(.mechanismMismatch)),
        (0x2000, 0x1000_0013, .handshakeFailed(.protocolError(0x1000_0013))),
        (0x4000, 400, .handshakeFailed(.refused(status: 400))),
    ])
    func `each event is decoded`(event: UInt16, value: UInt32, expected: MonitorEvent.Kind) throws {
        let frames = [bytes(event: event, value: value), Array("tcp://host:1".utf8)]
        let decoded = try MonitorEvent(frames: frames)
        #expect(decoded.kind == expected)
        #expect(decoded.address == "tcp://host:1")
    }

    @Test func `frames that are no event are refused`() {
        let whole = bytes(event: 1, value: 1)
        let refused: [[[UInt8]]] = [
            [], [whole], [whole, [], []], [Array(whole.dropLast()), []], [whole + [0], []],
            [bytes(event: 0x8000, value: 0), []], [bytes(event: 3, value: 0), []],
        ]
        for frames in refused {
            #expect(throws: ZeroMQError.self) { try MonitorEvent(frames: frames) }
        }
    }

    private func bytes(event: UInt16, value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: event) { Array($0) } + withUnsafeBytes(of: value) { Array($0) }
    }
}
