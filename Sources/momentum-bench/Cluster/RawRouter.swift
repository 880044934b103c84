internal import Glibc
internal import HostSystem
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

/// A ``RawRouter`` in a process of its own, as the coordinator is.
final class RawRouterProcess {
    private let program: String
    private let cores: [Int]
    private let keys: CurveKeyPair
    private let clientKeys: CurveKeyPair
    private var inputPipe: Descriptor

    /// The running process.
    private(set) var process: PinnedProcess

    /// How to reach it.
    let access: ClusterAccess

    /// Starts a router at an endpoint that the system chooses.
    ///
    /// - Throws: ``BenchmarkError``, `HostError` or `ZeroMQError` if it cannot be started.
    init(_ program: String, on cores: [Int]) throws {
        self.program = program
        self.cores = cores
        keys = try .generate()
        clientKeys = try .generate()
        let endpoint: Endpoint
        (process, inputPipe, endpoint) = try Self.start(program, "tcp://127.0.0.1:0", keys, cores)
        access = ClusterAccess(
            endpoint: endpoint,
            security: .curveClient(serverKey: keys.publicKey, keys: clientKeys)
        )
    }

    /// Kills the process and starts another one at the same endpoint.
    ///
    /// - Throws: ``BenchmarkError``, `HostError` or `ZeroMQError` if it cannot be started.
    func crashAndResume() throws {
        process.kill()
        (process, inputPipe, _) = try Self.start(program, access.endpoint, keys, cores)
    }

    private static func start(
        _ program: String,
        _ endpoint: Endpoint,
        _ keys: CurveKeyPair,
        _ cores: [Int]
    ) throws -> (PinnedProcess, Descriptor, Endpoint) {
        let input = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        let process = try PinnedProcess(
            [program, "bench", "router", "\(endpoint)"],
            on: cores,
            streams: ChildStreams(input: input.reading, output: output.writing)
        )
        try input.writing.write(Array((keys.secretKey.text + "\n").utf8))
        let line = try output.reading.read(limit: 1_024)
        let text = String(decoding: line, as: UTF8.self).split(separator: "\n").first ?? ""
        return (process, input.writing, try Endpoint(String(text)))
    }
}
