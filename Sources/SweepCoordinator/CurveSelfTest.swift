internal import SweepAccess
internal import ZeroMQ

/// Proves at start that an unknown key is kept out and a known one is let in.
///
/// A library without CURVE, a handler that is not asked or a domain that is not enforced would let
/// everybody in, without a word (libzmq, curve_server.cpp). So a socket with the very settings of
/// the real one is tried first, on a port of its own.
struct CurveSelfTest: ~Copyable {
    /// How long the two handshakes may take.
    private static let limit = Duration.seconds(5)

    private var known: Socket
    private var unknown: Socket
    private let server: Socket

    /// Binds a server with `options` on a free port of this machine and connects both clients.
    ///
    /// - Parameters:
    ///   - options: The settings of the real socket.
    ///   - serverKey: The server's public key.
    ///   - knownKeys: A pair that the handler accepts.
    ///   - context: The context of the handler.
    /// - Throws: ``ZeroMQ/ZeroMQError`` if a socket cannot be made.
    init(
        options: SocketOptions,
        serverKey: CurveKey,
        knownKeys: CurveKeyPair,
        in context: Context
    ) throws {
        var server = try Socket(.router, in: context, options: options)
        try server.bind("tcp://127.0.0.1:*")
        let endpoint = try server.lastEndpoint()
        let known = try Self.client(of: endpoint, serverKey, keys: knownKeys, in: context)
        let unknown = try Self.client(of: endpoint, serverKey, keys: .generate(), in: context)
        self.server = server
        self.known = known
        self.unknown = unknown
    }

    /// Waits for both handshakes while `handler` answers.
    ///
    /// - Throws: ``SweepAccess/AccessError`` unless exactly the known key is accepted.
    mutating func run(_ handler: inout ZAPHandler) throws {
        var knownOutcome: Bool?
        var unknownOutcome: Bool?
        let deadline = ContinuousClock.now + Self.limit
        while knownOutcome == nil || unknownOutcome == nil {
            let remaining = ContinuousClock.now.duration(to: deadline)
            guard remaining > .zero else { break }
            var poller = Poller()
            poller.add(handler)
            poller.add(monitorOf: known)
            poller.add(monitorOf: unknown)
            try poller.wait(upTo: remaining)
            try handler.serve()
            knownOutcome = try Self.outcome(&known) ?? knownOutcome
            unknownOutcome = try Self.outcome(&unknown) ?? unknownOutcome
        }
        guard knownOutcome == true, unknownOutcome == false else {
            throw AccessError(
                .selfTest,
                "the self-test of the encryption failed: the known key was "
                    + "\(Self.word(knownOutcome)), the unknown one \(Self.word(unknownOutcome)); "
                    + "nothing was served"
            )
        }
    }

    private static func client(
        of endpoint: Endpoint,
        _ serverKey: CurveKey,
        keys: CurveKeyPair,
        in context: Context
    ) throws -> Socket {
        var options = SocketOptions()
        options.security = .curveClient(serverKey: serverKey, keys: keys)
        var client = try Socket(.dealer, in: context, options: options)
        try client.startMonitor()
        try client.connect(endpoint)
        return client
    }

    /// Whether the client got in, if that is decided.
    private static func outcome(_ client: inout Socket) throws -> Bool? {
        var outcome: Bool?
        for event in try client.monitorEvents() {
            switch event.kind {
            case .handshakeSucceeded: outcome = true
            case .handshakeFailed(.refused): outcome = false
            default: continue
            }
        }
        return outcome
    }

    private static func word(_ outcome: Bool?) -> String {
        switch outcome {
        case true?: "let in"
        case false?: "refused"
        case nil: "not answered"
        }
    }
}
