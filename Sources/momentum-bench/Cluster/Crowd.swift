internal import Digest
internal import HostSystem
internal import NeuralNetRuntime
internal import SweepAccess
internal import SweepCoordination
internal import SweepModel
internal import ZeroMQ

/// Many workers in one thread, each with its own machine and its own connection.
final class Crowd {
    /// How often each machine sees the time pass; real workers do it as often.
    private static let tickInterval = Duration.milliseconds(100)

    private let workers: [CrowdWorker]
    private let signals: SignalWatch
    private let clock = MonotonicClock()
    private var nextTicks: [Instant]

    /// Makes workers that begin to connect and, for now, train for ever.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - access: How to reach the coordinator.
    ///   - context: A context with a socket for each.
    ///   - signals: What ends the measurement.
    /// - Throws: `NeuralNetRuntimeError` if the canary cannot be trained.
    init(
        _ count: Int,
        access: ClusterAccess,
        in context: Context,
        signals: SignalWatch
    ) throws {
        self.signals = signals
        let canary = Digest(sha256: try NumericCore.canary(.best))
        let now = clock.now
        workers = (1...count).map { number in
            let configuration = WorkerConfiguration(
                worker: WorkerID(UInt64(number)),
                label: "bench/\(number)",
                build: "bench",
                core: NumericCore.identifier,
                canary: canary,
                slots: 1,
                prefetch: 1,
                seed: UInt64(number)
            )
            return CrowdWorker(configuration, access: access, in: context, at: now)
        }
        // Real workers do not see the time pass at the same moments.
        nextTicks = (0..<count).map { now + Self.tickInterval * (Double($0) / Double(count)) }
        for worker in workers { try worker.start(at: now) }
    }

    /// How often each worker has joined so far.
    var joinCounts: [Int] { workers.map(\.joinCount) }

    /// The attempts that each worker was given so far.
    var startedCounts: [Int] { workers.map(\.startedCount) }

    /// Attempts that were finished.
    var finishedCount: Int { workers.reduce(0) { $0 + $1.finishedCount } }

    /// Workers that were told that the sweep is over.
    var dismissedCount: Int { workers.count { $0.exit == .goodbye } }

    /// Messages and bytes of all workers.
    var traffic: Traffic { workers.reduce(Traffic()) { $0 + $1.traffic } }

    /// Lets attempts take about `pace` from now on, each worker a little more or less, so that
    /// they do not march in step.
    func train(for pace: Duration) {
        for (index, worker) in workers.enumerated() {
            worker.pace = pace * (0.75 + 0.5 * Double(index) / Double(workers.count))
        }
    }

    /// Works until `condition` holds, which is asked after each turn.
    ///
    /// - Throws: ``BenchmarkError`` if it does not hold within `limit`, or a signal arrives.
    func work(
        until goal: String,
        within limit: Duration,
        _ condition: () throws -> Bool
    ) throws {
        let deadline = clock.now + limit
        while try !condition() {
            guard clock.now < deadline else {
                throw BenchmarkError("not within \(limit): \(goal)")
            }
            try turn()
        }
    }

    private func turn() throws {
        var poller = Poller()
        poller.add(descriptor: signals.descriptor)
        for worker in workers { worker.add(to: &poller) }
        try poller.wait(upTo: .milliseconds(2))
        if let signal = signals.drain().first { throw BenchmarkError("stopped by \(signal)") }
        let now = clock.now
        for (index, worker) in workers.enumerated() {
            let ticks = now >= nextTicks[index]
            if ticks { nextTicks[index] = now + Self.tickInterval }
            try worker.turn(poller, ticks: ticks, at: now)
            guard let exit = worker.exit, exit != .goodbye else { continue }
            throw BenchmarkError("a worker left: \(exit)")
        }
    }
}
