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
