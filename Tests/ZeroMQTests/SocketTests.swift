import Testing
import ZeroMQ

/// What sockets do with messages, over real transports.
struct SocketTests {
    @Test(arguments: ["inproc://round-trip", "tcp://127.0.0.1:*", "tcp://[::1]:*", "ipc://*"])
    func `a message and its answer travel over each transport`(address: String) throws {
        let context = try Context()
        var options = SocketOptions()
        options.allowsIPv6 = address.contains("::1")
        var router = try Socket(.router, in: context, options: options)
        try router.bind(Endpoint(address))
        var dealer = try Socket(.dealer, in: context, options: options)
        try dealer.connect(router.lastEndpoint())

        try dealer.sendWhenPossible([1, 2, 3])
        let question = try router.nextMessage()
        #expect(question.frames == [[1, 2, 3]])
        #expect(question.userID == nil, "no peer is authenticated on a plain socket")
        let routingID = try #require(question.routingID)
        let outcome = try router.send([4, 5], to: routingID)
        #expect(outcome == .sent)
        let answer = try dealer.nextMessage()
        #expect(answer == IncomingMessage(routingID: nil, userID: nil, frames: [[4, 5]]))
    }

    @Test func `the frames of a message stay together and in order`() throws {
        let context = try Context()
        var left = try boundPair(in: context)
        var right = try connectedPair(in: context)
        let frames: [[UInt8]] = [[], [1], Array(repeating: 7, count: 10_000)]
        let outcome = try left.send(frames)
        #expect(outcome == .sent)
        let message = try right.nextMessage(maximumFrames: 3)
        #expect(message.frames == frames)
    }

    @Test func `nothing to receive is nil`() throws {
        let context = try Context()
        var left = try boundPair(in: context)
        let received = try left.receive()
        #expect(received == nil)
    }

    @Test func `a full queue is a value`() throws {
        let context = try Context()
        var options = SocketOptions()
        options.sendLimit = 5
        options.receiveLimit = 5
        var left = try boundPair(in: context, options: options)
        var right = try connectedPair(in: context, options: options)
        var sent: UInt8 = 0
        while try left.send([[sent]]) == .sent {
            sent += 1
            try #require(sent <= 10, "the two queues hold ten messages")
        }
        #expect(sent == 10)
        for expected in 0..<sent {
            let message = try right.nextMessage()
            #expect(message.frames == [[expected]])
        }
    }

    @Test func `a socket without a connection would block`() throws {
        let context = try Context()
        var dealer = try Socket(.dealer, in: context)
        let outcome = try dealer.send([[1]])
        #expect(outcome == .wouldBlock)
    }

    @Test func `a routing id that the router does not know is unreachable`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.bind("tcp://127.0.0.1:*")
        let outcome = try router.send([1], to: RoutingID(bytes: [0, 1, 2, 3, 4]))
        #expect(outcome == .unreachable)
    }

    @Test func `a peer that has gone becomes unreachable`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.startMonitor()
        try router.bind("tcp://127.0.0.1:*")
        let routingID = try routingIDOfLeavingPeer(of: &router, in: context)
        _ = try router.nextEvent { $0 == .disconnected }
        let deadline = ContinuousClock.now + patience
        var outcome = SendOutcome.sent
        while outcome != .unreachable, ContinuousClock.now < deadline {
            // The end of the connection stands in its queue behind the messages that came before.
            let received = try router.receive()
            #expect(received == nil)
            outcome = try router.send([1], to: routingID)
        }
        #expect(outcome == .unreachable)
    }

    @Test func `the largest message arrives and a larger one ends its connection`() throws {
        let context = try Context()
        var options = SocketOptions()
        options.maximumMessageSizeBytes = 1_000
        var router = try Socket(.router, in: context, options: options)
        try router.startMonitor()
        try router.bind("tcp://127.0.0.1:*")
        var dealer = try Socket(.dealer, in: context)
        try dealer.connect(router.lastEndpoint())
        try dealer.sendWhenPossible(Array(repeating: 1, count: 1_000))
        let message = try router.nextMessage()
        #expect(message.frames.map(\.count) == [1_000])
        try dealer.sendWhenPossible(Array(repeating: 1, count: 1_001))
        _ = try router.nextEvent { $0 == .disconnected }
        let received = try router.receive()
        #expect(received == nil)
    }

    /// Sends a message of each length to a router that takes two frames, then one that is fine.
    @Test(arguments: [(1, true), (2, true), (3, false), (100, false)])
    func `a message of too many frames is dropped as a whole`(
        frameCount: Int,
        isTaken: Bool
    ) throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.bind("tcp://127.0.0.1:*")
        var dealer = try Socket(.dealer, in: context)
        try dealer.connect(router.lastEndpoint())
        try dealer.sendWhenPossible([0])
        let routingID = try #require(try router.nextMessage().routingID)

        let frames = [[UInt8]](repeating: [9], count: frameCount)
        _ = try dealer.send(frames)
        _ = try dealer.send([[42]])
        let received = try router.nextReceived(maximumFrames: 2)
        switch received {
        case .message(let message):
            #expect(isTaken)
            #expect(message.frames == frames)
        case .overlong(let overlong):
            #expect(!isTaken)
            #expect(overlong.frameCount == frameCount)
            #expect(overlong.routingID == routingID)
        }
        let next = try router.nextMessage(maximumFrames: 2)
        #expect(next.frames == [[42]])
    }

    @Test func `a disconnected endpoint gets nothing more`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        try router.bind("tcp://127.0.0.1:*")
        let endpoint = try router.lastEndpoint()
        var dealer = try Socket(.dealer, in: context)
        try dealer.connect(endpoint)
        try dealer.sendWhenPossible([1])
        try dealer.disconnect(endpoint)
        // The connection ends in the background, and sends fail from then on.
        let deadline = ContinuousClock.now + patience
        var outcome = SendOutcome.sent
        while outcome == .sent, ContinuousClock.now < deadline {
            outcome = try dealer.send([[2]])
        }
        #expect(outcome == .wouldBlock)
    }

    @Test func `a port is taken until it is unbound`() throws {
        let context = try Context()
        var first = try Socket(.router, in: context)
        try first.bind("tcp://127.0.0.1:*")
        let endpoint = try first.lastEndpoint()
        var second = try Socket(.router, in: context)
        let failure = errorOf { try second.bind(endpoint) }
        #expect(failure?.isAddressInUse == true)
        #expect(failure?.address == endpoint.description)
        #expect(failure?.description.contains("zmq_bind: Address already in use") == true)

        try first.startMonitor()
        try first.unbind(endpoint)
        _ = try first.nextEvent { $0 == .closed }
        #expect(errorOf { try second.bind(endpoint) } == nil)
    }

    @Test func `a name that is no interface cannot be bound to`() throws {
        let context = try Context()
        var router = try Socket(.router, in: context)
        let failure = errorOf { try router.bind("tcp://no-such-interface:*") }
        #expect(failure?.address == "tcp://no-such-interface:*")
    }

    private func errorOf(_ body: () throws -> Void) -> ZeroMQError? {
        do {
            try body()
            return nil
        } catch {
            return error as? ZeroMQError
        }
    }

    private func routingIDOfLeavingPeer(
        of router: inout Socket,
        in context: Context
    ) throws -> RoutingID {
        var dealer = try Socket(.dealer, in: context)
        try dealer.connect(router.lastEndpoint())
        try dealer.sendWhenPossible([1])
        return try #require(try router.nextMessage().routingID)
    }

    private func boundPair(
        in context: Context,
        options: SocketOptions = SocketOptions()
    ) throws -> Socket {
        var socket = try Socket(.pair, in: context, options: options)
        try socket.bind("inproc://pair")
        return socket
    }

    private func connectedPair(
        in context: Context,
        options: SocketOptions = SocketOptions()
    ) throws -> Socket {
        var socket = try Socket(.pair, in: context, options: options)
        try socket.connect("inproc://pair")
        return socket
    }
}
