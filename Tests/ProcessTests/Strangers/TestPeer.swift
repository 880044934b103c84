import Digest
import Foundation
import NeuralNetRuntime
import SweepModel
import SweepTesting
import SweepWire
import Testing
import TrainingModel
import ZeroMQ

/// A peer that says what a test wants, over a socket of libzmq.
final class TestPeer {
    /// How long a peer waits for anything.
    private static let patience = Duration.seconds(10)

    /// The number of the worker that the peer says it is.
    let worker: WorkerID

    private let context: Context
    private var socket: Socket

    /// Connects in the background.
    ///
    /// - Parameters:
    ///   - endpoint: Where to connect.
    ///   - security: With which keys.
    ///   - queuesAhead: Whether messages may be sent before the handshake is over.
    /// - Throws: An error if there is no socket left.
    init(to endpoint: Endpoint, security: SocketSecurity, queuesAhead: Bool = false) throws {
        var entropy = SystemRandomNumberGenerator()
        worker = WorkerID(entropy.next() >> 1)
        context = try Context()
        var options = SocketOptions()
        options.security = security
        options.queuesOnlyWhenConnected = !queuesAhead
        // The other side's limits are to be met, not our own.
        options.maximumMessageSizeBytes = 64 << 20
        var socket = try Socket(.dealer, in: context, options: options)
        try socket.startMonitor()
        try socket.connect(endpoint)
        self.socket = socket
    }

    /// How the handshake ended.
    func handshake() throws -> MonitorEvent.Kind {
        try wait("a handshake") {
            for event in try socket.monitorEvents() {
                switch event.kind {
                case .handshakeSucceeded, .handshakeFailed: return event.kind
                default: continue
                }
            }
            return nil
        }
    }

    /// Sends a message of these frames as soon as the connection is there.
    func send(_ frames: [[UInt8]]) throws {
        _ = try wait("room to send") { try socket.send(frames) == .sent ? true : nil }
    }

    /// Sends a message of the protocol.
    func send(_ message: WorkerMessage, session: SessionID = .none, sequence: UInt64 = 0) throws {
        let envelope = WorkerEnvelope(
            session: session,
            sequence: SequenceNumber(sequence),
            message: message
        )
        try send([envelope.encoded()])
    }

    /// The next message, or `nil` if none comes within `limit`.
    func receive(within limit: Duration = TestPeer.patience) throws -> CoordinatorEnvelope? {
        let deadline = ContinuousClock.now + limit
        while true {
            if case .message(let message) = try socket.receive() {
                return try CoordinatorEnvelope(decoding: message.frames[0])
            }
            guard ContinuousClock.now < deadline else { return nil }
            try poll(until: deadline)
        }
    }

    /// The first message that `isWanted`; others are passed over.
    func receive(where isWanted: (CoordinatorMessage) -> Bool) throws -> CoordinatorEnvelope {
        while let envelope = try receive() {
            if isWanted(envelope.message) { return envelope }
        }
        throw Impatience(what: "a certain message")
    }

    /// Introduces itself as a worker that takes no work.
    func hello() throws -> Hello { try Self.hello(of: worker) }

    /// What a worker that takes no work says first.
    static func hello(of worker: WorkerID) throws -> Hello {
        Hello(
            versions: Limits.protocolVersions,
            worker: worker,
            label: "test",
            build: "test",
            core: NumericCore.identifier,
            canary: Digest(sha256: try NumericCore.canary(.best)),
            slots: 0,
            prefetch: 0,
            inventory: []
        )
    }

    /// Says HELLO and returns the session of the WELCOME.
    ///
    /// A WELCOME is dropped while a peer has not read what came before, so HELLO is said again.
    func join() throws -> SessionID {
        for _ in 0..<5 {
            try send(.hello(try hello()))
            while let envelope = try receive(within: Self.patience / 5) {
                if case .welcome = envelope.message { return envelope.session }
            }
        }
        throw Impatience(what: "a WELCOME")
    }

    private func wait<Value>(_ what: String, _ attempt: () throws -> Value?) throws -> Value {
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            if let value = try attempt() { return value }
            try poll(until: min(deadline, .now + .milliseconds(20)))
        }
        throw Impatience(what: what)
    }

    private func poll(until deadline: ContinuousClock.Instant) throws {
        var poller = Poller()
        poller.add(socket)
        poller.add(monitorOf: socket)
        try poller.wait(upTo: max(.zero, ContinuousClock.now.duration(to: deadline)))
    }
}
