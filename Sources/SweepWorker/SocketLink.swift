internal import ZeroMQ

/// A link over real sockets, a new one for each connection.
final class SocketLink: WorkerLink {
    private let endpoint: Endpoint
    private let security: SocketSecurity
    private let context: Context
    private var connection: WorkerConnection?

    /// Prepares to connect to `endpoint`.
    init(to endpoint: Endpoint, security: SocketSecurity, in context: Context) {
        self.endpoint = endpoint
        self.security = security
        self.context = context
    }

    func connect() throws {
        connection = try WorkerConnection(to: endpoint, security: security, in: context)
    }

    func disconnect() { connection = nil }

    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws {
        var poller = Poller()
        for descriptor in descriptors { poller.add(descriptor: descriptor) }
        connection?.add(to: &poller)
        try poller.wait(upTo: limit)
    }

    func receive() throws -> [UInt8]? { try connection?.receive() }

    func send(_ frame: [UInt8]) throws { try connection?.send(frame) }

    func handshake() throws -> HandshakeOutcome? { try connection?.handshake() }
}
