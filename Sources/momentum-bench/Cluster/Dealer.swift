internal import SweepModel
internal import TrainingModel
internal import ZeroMQ

/// One connection to a measured process, with the options that a worker's has, and its traffic.
final class Dealer {
    private(set) var traffic = Traffic()

    private var socket: Socket
    private var slot = 0

    /// Connects in the background.
    ///
    /// - Throws: `ZeroMQError` if the context is out of sockets.
    init(to endpoint: Endpoint, security: SocketSecurity, in context: Context) throws {
        var options = SocketOptions()
        options.sendLimit = 4 * Limits.messagesInFlight
        options.maximumMessageSizeBytes = Limits.frameSizeBytes
        options.security = security
        socket = try Socket(.dealer, in: context, options: options)
        try socket.connect(endpoint)
    }

    /// What is readable when something may have happened; see `Socket.descriptor()`.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be used.
    func descriptor() throws -> CInt { try socket.descriptor() }

    /// Whether the socket can send.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be used.
    func isWritable() throws -> Bool { try socket.isWritable() }

    /// Adds the socket to what a loop waits for.
    func add(to poller: inout Poller, whenWritable: Bool) {
        slot = poller.add(socket, for: whenWritable ? [.readable, .writable] : .readable)
    }

    /// Whether a message waits, as `poller` found.
    func isReadable(in poller: borrowing Poller) -> Bool { poller.isReadable(slot) }

    /// Whether the socket can send, as `poller` found.
    func isWritable(in poller: borrowing Poller) -> Bool { poller.isWritable(slot) }

    /// The next message, or `nil` when none is waiting.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be read.
    func receive() throws -> [UInt8]? {
        guard case .message(let message) = try socket.receive(), let frame = message.frames.first
        else { return nil }
        traffic.receivedCount += 1
        traffic.receivedBytes += frame.count
        return frame
    }

    /// Sends a message if there is a connection.
    ///
    /// - Returns: Whether it was sent.
    /// - Throws: `ZeroMQError` if the socket cannot be used.
    @discardableResult
    func send(_ frame: [UInt8]) throws -> Bool {
        guard try socket.send([frame]) == .sent else { return false }
        traffic.sentCount += 1
        traffic.sentBytes += frame.count
        return true
    }
}

/// Messages and their bytes in both directions, as a peer of the coordinator counts them.
struct Traffic {
    var sentCount = 0
    var sentBytes = 0
    var receivedCount = 0
    var receivedBytes = 0

    static func + (left: Traffic, right: Traffic) -> Traffic {
        Traffic(
            sentCount: left.sentCount + right.sentCount,
            sentBytes: left.sentBytes + right.sentBytes,
            receivedCount: left.receivedCount + right.receivedCount,
            receivedBytes: left.receivedBytes + right.receivedBytes
        )
    }
}
