public import ZeroMQ

/// A bare ROUTER that answers as it is asked to: what libzmq with CURVE costs without a sweep.
///
/// The first byte of a frame says how many answers it wants, the next four, little-endian, how many
/// bytes each has.
public struct RawRouter {
    /// The bytes of a question's head.
    static let headBytes = 5

    /// The ZAP domain of the socket.
    private static let domain = "bench"

    /// Answers until `input` ends.
    ///
    /// - Parameters:
    ///   - endpoint: Where to listen; port 0 lets the system choose.
    ///   - secretKey: The key that peers must know the public half of.
    ///   - input: A descriptor that can be read once whoever measures has ended.
    ///   - listening: Told the real endpoint.
    /// - Throws: `ZeroMQError` if the endpoint cannot be bound.
    public static func run(
        at endpoint: Endpoint,
        secretKey: CurveSecretKey,
        input: CInt,
        listening: (Endpoint) -> Void
    ) throws {
        let context = try Context()
        var options = SocketOptions()
        options.security = .curveServer(secretKey: secretKey, domain: domain)
        var handler = try ZAPHandler(in: context) { _ in .accept(userID: "bench") }
        var socket = try Socket(.router, in: context, options: options)
        try socket.bind(endpoint)
        listening(try socket.lastEndpoint())
        while true {
            var poller = Poller()
            poller.add(socket)
            poller.add(handler)
            let end = poller.add(descriptor: input)
            try poller.wait(upTo: nil)
            if poller.isReadable(end) || poller.hasFailed(end) { return }
            try handler.serve()
            while let received = try socket.receive() {
                guard case .message(let message) = received, let peer = message.routingID,
                    let frame = message.frames.first, frame.count >= headBytes
                else { continue }
                let size = (1...4).reduce(0) { $0 | Int(frame[$1]) << (8 * ($1 - 1)) }
                for _ in 0..<frame[0] {
                    _ = try socket.send([UInt8](repeating: 0, count: size), to: peer)
                }
            }
        }
    }

    /// A question for `answers` answers of `answerBytes` bytes, itself `bytes` long if its head
    /// fits.
    static func question(bytes: Int, answers: Int, answerBytes: Int) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: max(headBytes, bytes))
        frame[0] = UInt8(clamping: answers)
        for index in 1...4 {
            frame[index] = UInt8(truncatingIfNeeded: answerBytes >> (8 * (index - 1)))
        }
        return frame
    }
}
