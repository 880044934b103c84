internal import Foundation
internal import HostSystem
public import ZeroMQ

/// Workers of a ``ClusterBenchmark``'s storm in a process of their own, since one process may not
/// open files enough for all.
///
/// They train for ever, so that all leases stay open and their core is free for the connections;
/// who joins a restarted coordinator finishes one attempt, so that it gets another one.
///
/// The process that measures reads where they stand: a line of JSON whenever that has changed.
public struct StormCrowd {
    /// How often a line is printed at most.
    private static let reportInterval = Duration.milliseconds(100)

    /// How often each machine sees the time pass: heartbeats are seconds apart, and ten ticks a
    /// second of each of 10,000 workers would keep a core busy.
    private static let tickInterval = Duration.milliseconds(2_500)

    /// Attempts that each worker has in hand: two are trained, two wait.
    static let leasesPerWorker = 4

    /// Open files for each worker: its socket's mailbox, its connection, and a spare one while it
    /// connects anew.
    static let descriptorsPerWorker = 3

    /// Open files that the rest of a process needs.
    static let otherDescriptors = 200

    /// The coordinator's address.
    public var endpoint: Endpoint

    /// The coordinator's key.
    public var serverKey: CurveKey

    /// The key that the workers prove to have.
    public var secretKey: CurveSecretKey

    /// The workers' numbers.
    public var numbers: ClosedRange<Int>

    /// How long it takes until all have begun to connect, one after the other.
    public var startTime: Duration

    /// Describes some workers.
    ///
    /// - Parameters:
    ///   - endpoint: The coordinator's address.
    ///   - serverKey: The coordinator's key.
    ///   - secretKey: The key that the workers prove to have.
    ///   - numbers: The workers' numbers.
    ///   - startTime: How long it takes until all have begun to connect, one after the other.
    public init(
        endpoint: Endpoint,
        serverKey: CurveKey,
        secretKey: CurveSecretKey,
        numbers: ClosedRange<Int>,
        startTime: Duration
    ) {
        self.endpoint = endpoint
        self.serverKey = serverKey
        self.secretKey = secretKey
        self.numbers = numbers
        self.startTime = startTime
    }

    /// Plays the workers until `input` ends.
    ///
    /// - Parameters:
    ///   - input: A descriptor that can be read once whoever measures has ended.
    ///   - tell: Told each line.
    /// - Throws: ``BenchmarkError`` if a worker leaves or a signal arrives, and errors of sockets.
    public func run(input: CInt, tell: (String) -> Void) throws {
        let needed = Self.descriptorsPerWorker * numbers.count + Self.otherDescriptors
        let descriptors = try OpenFileLimit.raiseToHardLimit()
        guard descriptors >= needed else {
            throw BenchmarkError(
                "this process may open \(descriptors) files, \(numbers.count) workers need "
                    + "\(needed): raise the limit with ulimit -n"
            )
        }
        let signals = try SignalWatch()
        let keys = try CurveKeyPair(secretKey: secretKey)
        let crowd = try Crowd(
            numbers,
            slots: Self.leasesPerWorker / 2,
            prefetch: Self.leasesPerWorker / 2,
            tickInterval: Self.tickInterval,
            startTime: startTime,
            access: ClusterAccess(
                endpoint: endpoint,
                security: .curveClient(serverKey: serverKey, keys: keys)
            ),
            in: try Context(maximumSockets: 2 * numbers.count + 64),
            signals: signals
        )
        var last = CrowdReport()
        var nextLook = ContinuousClock.now
        try crowd.work(until: "the end of the input", within: nil) {
            guard ContinuousClock.now >= nextLook else { return false }
            nextLook = .now + Self.reportInterval
            let report = crowd.report
            if report != last {
                tell(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
            }
            last = report
            return try hasEnded(input)
        }
    }

    private func hasEnded(_ input: CInt) throws -> Bool {
        var poller = Poller()
        let slot = poller.add(descriptor: input)
        try poller.wait(upTo: .zero)
        return poller.isReadable(slot) || poller.hasFailed(slot)
    }
}

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

/// Where a crowd of workers stands; what its process tells of it as one line of JSON.
struct CrowdReport: Hashable, Codable {
    /// How often the coordinator was started that was joined last.
    var incarnation: UInt32 = 0

    /// The workers that have joined it.
    var joined = 0

    /// Those of them that it has given an attempt which they did not have before.
    var served = 0

    /// The attempts that all workers have in hand, until their results are acknowledged.
    var leases = 0

    /// Counts two crowds as one; who has only joined an earlier coordinator has not joined.
    static func + (left: CrowdReport, right: CrowdReport) -> CrowdReport {
        var sum = left.incarnation < right.incarnation ? right : left
        if left.incarnation == right.incarnation {
            sum.joined += right.joined
            sum.served += right.served
        }
        sum.leases = left.leases + right.leases
        return sum
    }
}
