/// Decides who may connect to the CURVE sockets of a context.
///
/// It lives on the loop that owns those sockets: make it before the first bind, add it to the
/// loop's poller, and call ``serve(limit:)`` at each turn. Then the handler cannot die unnoticed:
/// an error of `serve` is an error of the loop, which ends the process. Were it gone all the same,
/// the enforced domain of ``SocketSecurity/curveServer(secretKey:domain:)`` rejects every peer.
public struct ZAPHandler: ~Copyable {
    private var socket: Socket
    private let decide: (ZAPRequest) -> ZAPDecision

    /// Opens the handler of `context`; `decide` is called on the loop's thread.
    ///
    /// Throws ``ZeroMQError`` with ``ZeroMQError/isAddressInUse`` when the context has one already.
    public init(
        in context: Context,
        decide: @escaping (ZAPRequest) -> ZAPDecision
    ) throws {
        var socket = try Socket(.reply, in: context)
        try socket.bind("inproc://zeromq.zap.01")
        self.decide = decide
        self.socket = socket
    }

    /// Answers the requests that wait, at most `limit`, and returns how many there were.
    @discardableResult
    public mutating func serve(limit: Int = 256) throws -> Int {
        for count in 0..<limit {
            guard let received = try socket.receive(maximumFrames: ZAPRequest.maximumFrameCount)
            else { return count }
            let outcome = try socket.send(reply(to: received))
            guard outcome == .sent else {
                throw ZeroMQError(.malformedMessage, "a ZAP reply was not taken: \(outcome)")
            }
        }
        return limit
    }

    /// The handler's socket as libzmq knows it, for a ``Poller``.
    var pointer: UnsafeMutableRawPointer { socket.pointer }

    private func reply(to received: Received) -> [[UInt8]] {
        guard case .message(let message) = received else {
            return ZAPDecision.replyToMalformed([])
        }
        do {
            let request = try ZAPRequest(frames: message.frames)
            return decide(request).reply(to: request.requestID)
        } catch {
            // Only a socket of this process can send such a thing: it is answered and not accepted.
            return ZAPDecision.replyToMalformed(message.frames)
        }
    }
}

@available(*, unavailable, message: "a handler stays on the thread that made it")
extension ZAPHandler: Sendable {}
