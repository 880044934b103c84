package import ZeroMQ

/// A worker's way to its coordinator: one connection at a time, given up as a whole when it fails.
package protocol WorkerLink: AnyObject {
    /// Closes the connection if there is one, and opens a new one in the background.
    ///
    /// - Throws: An error that ends the worker when there are no sockets left.
    func connect() throws

    /// Closes the connection.
    func disconnect()

    /// Waits until something can be read from the connection or one of `descriptors`, or until a
    /// handshake has ended.
    ///
    /// - Throws: An error that ends the worker when it cannot wait.
    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws

    /// The next message, or `nil` when none is waiting.
    ///
    /// - Throws: An error that ends the worker when the socket cannot be read.
    func receive() throws -> [UInt8]?

    /// Sends a message, or drops it while there is no connection: what matters is sent again.
    ///
    /// - Throws: An error that ends the worker when the socket cannot be used.
    func send(_ frame: [UInt8]) throws

    /// How the last handshake since the last call ended, or `nil` if none did.
    ///
    /// A link connects again by itself, so a handshake may succeed more than once.
    ///
    /// - Throws: An error that ends the worker when that cannot be read.
    func handshake() throws -> HandshakeOutcome?
}

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

/// How a handshake with a coordinator ended.
package enum HandshakeOutcome: Hashable, Sendable {
    /// Both sides are who they should be.
    case succeeded

    /// They did not come together.
    case failed(HandshakeFailure)
}
