internal import SweepModel
internal import TrainingModel
internal import ZeroMQ

/// One connection to the coordinator: a socket of its own, given up as a whole when it fails.
///
/// libzmq never retries after some refusals and hammers after others, so each new try is a new
/// socket.
final class WorkerConnection {
    private var socket: Socket
    private var hasSucceeded = false

    /// Opens a socket that connects in the background.
    ///
    /// - Throws: ``ZeroMQError`` when the context is out of sockets.
    init(to endpoint: Endpoint, security: SocketSecurity, in context: Context) throws {
        var options = SocketOptions()
        options.sendLimit = 4 * Limits.messagesInFlight
        options.maximumMessageSizeBytes = Limits.frameSizeBytes
        options.linger = .seconds(1)
        options.security = security
        options.allowsIPv6 = Self.needsIPv6(endpoint)
        socket = try Socket(.dealer, in: context, options: options)
        try socket.startMonitor()
        try socket.connect(endpoint)
    }

    /// Whether the coordinator has no IPv4 address; a name that is not known yet may get one.
    private static func needsIPv6(_ endpoint: Endpoint) -> Bool {
        do {
            return endpoint.needsIPv6(resolved: try endpoint.resolvedAddresses())
        } catch {
            return false
        }
    }

    /// Adds the socket and its monitor to what a loop waits for.
    func add(to poller: inout Poller) {
        poller.add(socket)
        poller.add(monitorOf: socket)
    }

    /// The next message, or `nil` when none is waiting; messages of several frames are dropped.
    ///
    /// - Throws: ``ZeroMQError`` when the socket cannot be read.
    func receive() throws -> [UInt8]? {
        while let received = try socket.receive() {
            if case .message(let message) = received, let frame = message.frames.first {
                return frame
            }
        }
        return nil
    }

    /// Sends a message, or drops it while there is no connection: what matters is sent again.
    ///
    /// - Throws: ``ZeroMQError`` when the socket cannot be used.
    func send(_ frame: [UInt8]) throws {
        _ = try socket.send([frame])
    }

    /// How the last handshake since the last call ended, or `nil` if none did.
    ///
    /// - Throws: ``ZeroMQError`` when the monitor cannot be read.
    func handshake() throws -> HandshakeOutcome? {
        var outcome: HandshakeOutcome?
        for event in try socket.monitorEvents() {
            switch event.kind {
            case .handshakeSucceeded: hasSucceeded = true
            case .handshakeFailed(let failure): outcome = .failed(failure)
            default: continue
            }
        }
        // The socket learns of its new connection when it is asked; sooner it would drop a message.
        guard hasSucceeded, try socket.isWritable() else { return outcome }
        hasSucceeded = false
        return .succeeded
    }
}
