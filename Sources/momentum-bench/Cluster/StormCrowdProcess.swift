internal import Foundation
internal import HostSystem
internal import ZeroMQ

/// A ``StormCrowd`` in a process of its own; it ends with its owner.
final class StormCrowdProcess {
    /// The longest piece of its output that is read at once.
    private static let pieceSizeBytes = 64 << 10

    /// Where its workers stand, as it has told last.
    private(set) var report = CrowdReport()

    private let process: PinnedProcess

    /// Ends the process when it is closed.
    private let input: Descriptor

    private let output: Descriptor
    private var line: [UInt8] = []
    private var slot = 0

    /// Starts the process.
    ///
    /// - Parameters:
    ///   - crowd: The workers.
    ///   - program: The path of `momentum`.
    ///   - cores: Where it may run.
    /// - Throws: ``BenchmarkError`` or `HostError` if it cannot be started.
    init(_ crowd: StormCrowd, program: String, on cores: [Int]) throws {
        let input = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        process = try PinnedProcess(
            [
                program, "bench", "crowd", "\(crowd.endpoint)",
                "--first", "\(crowd.numbers.lowerBound)", "--workers", "\(crowd.numbers.count)",
                "--start-milliseconds", "\(Int(crowd.startTime / .milliseconds(1)))",
            ],
            on: cores,
            streams: ChildStreams(input: input.reading, output: output.writing)
        )
        // Not as arguments, which everybody on the machine can read.
        let keys = "\(crowd.serverKey.text)\n\(crowd.secretKey.text)\n"
        try input.writing.write(Array(keys.utf8))
        self.input = input.writing
        self.output = output.reading
    }

    /// Adds the output to what a loop waits for.
    func add(to poller: inout Poller) { slot = poller.add(descriptor: output.number) }

    /// Reads what `poller` found.
    ///
    /// - Throws: ``BenchmarkError`` if the process has ended or says what cannot be read.
    func read(_ poller: borrowing Poller) throws {
        guard poller.isReadable(slot) || poller.hasFailed(slot) else { return }
        let bytes = try output.read(limit: Self.pieceSizeBytes)
        guard !bytes.isEmpty else {
            try process.check()
            throw BenchmarkError("a process of workers says nothing any more")
        }
        line += bytes
        // The last line counts; what follows it is not whole yet.
        let lines = line.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        line = Array(lines[lines.count - 1])
        guard let last = lines.dropLast().last else { return }
        report = try JSONDecoder().decode(CrowdReport.self, from: Data(last))
    }
}
