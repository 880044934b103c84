internal import Glibc
internal import HostSystem
internal import ZeroMQ

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
