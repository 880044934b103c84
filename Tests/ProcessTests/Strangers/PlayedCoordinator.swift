import SweepModel
import SweepTesting
import SweepWire
import Testing
import TrainingModel
import ZeroMQ

/// A coordinator without keys that a test plays, for one worker.
final class PlayedCoordinator {
    /// Where workers connect.
    let endpoint: Endpoint

    private let context: Context
    private var router: Socket
    private var peer: RoutingID?

    /// Listens on a port of its own.
    init() throws {
        context = try Context()
        var router = try Socket(.router, in: context)
        try router.bind("tcp://127.0.0.1:*")
        endpoint = try router.lastEndpoint()
        self.router = router
    }

    /// The next message of the worker.
    func receive() throws -> WorkerEnvelope {
        var poller = Poller()
        poller.add(router)
        try poller.wait(upTo: .seconds(10))
        guard case .message(let message) = try router.receive() else {
            throw Impatience(what: "a message of the worker")
        }
        peer = message.routingID
        return try WorkerEnvelope(decoding: message.frames[0])
    }

    /// Answers the worker that was heard last.
    func send(_ message: CoordinatorMessage, session: SessionID = .none) throws {
        let envelope = CoordinatorEnvelope(
            session: session,
            acknowledged: .none,
            message: message
        )
        _ = try router.send(envelope.encoded(), to: try #require(peer))
    }

    /// Welcomes the worker as a coordinator of `build` does.
    func welcome(build: String) throws {
        let terms = Welcome(
            version: Limits.protocolVersions.upperBound,
            incarnation: Incarnation(1),
            build: build,
            heartbeatInterval: .seconds(1),
            lease: .seconds(5),
            checkpointInterval: .seconds(30),
            verdicts: []
        )
        try send(.welcome(terms), session: SessionID(7))
    }
}
