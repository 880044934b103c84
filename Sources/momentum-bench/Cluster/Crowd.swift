internal import Digest
internal import HostSystem
internal import NeuralNetRuntime
internal import SweepAccess
internal import SweepCoordination
internal import SweepModel
internal import ZeroMQ

/// Many workers in one thread, each with its own machine and its own connection.
///
/// A turn serves only workers that something has happened to, or whose time has come: with
/// thousands of workers, looking at all of them takes longer than the work itself.
final class Crowd {
    /// The longest wait of a turn, after which the goal is looked at again.
    private static let longestWait = Duration.milliseconds(2)

    /// What represents the signals among the workers' indices.
    private static let signalTag = -1

    /// The workers' numbers.
    private let numbers: ClosedRange<Int>

    private let slots: Int
    private let prefetch: Int
    private let tickInterval: Duration
    private let canary: Digest
    private let access: ClusterAccess
    private let context: Context
    private let signals: SignalWatch
    private let clock = MonotonicClock()
    private let readiness: ReadinessSet
    private var workers: [CrowdWorker] = []
    private var pace: Duration?

    /// When each worker sees the time pass next.
    private var nextTicks: [Instant] = []

    /// When each worker needs a turn even if nothing happens.
    private var nextTurns: [Instant] = []

    /// When the next worker starts, and how long after it the one behind.
    private var nextStart: Instant
    private let startInterval: Duration

    /// Makes workers that begin to connect and, for now, train for ever.
    ///
    /// - Parameters:
    ///   - numbers: The workers' numbers.
    ///   - slots: What each trains at once.
    ///   - prefetch: What each takes in advance.
    ///   - tickInterval: How often each machine sees the time pass; by default as often as that of
    ///     a real worker, which is 10 µs of work each time.
    ///   - startTime: How long it takes until all have begun to connect, one after the other.
    ///   - access: How to reach the coordinator.
    ///   - context: A context with a socket for each.
    ///   - signals: What ends the measurement.
    /// - Throws: `NeuralNetRuntimeError` if the canary cannot be trained, `HostError` or
    ///   `ZeroMQError` if descriptors or sockets are out.
    init(
        _ numbers: ClosedRange<Int>,
        slots: Int = 1,
        prefetch: Int = 1,
        tickInterval: Duration = WorkerDriver.tickInterval,
        startTime: Duration = .zero,
        access: ClusterAccess,
        in context: Context,
        signals: SignalWatch
    ) throws {
        self.numbers = numbers
        self.slots = slots
        self.prefetch = prefetch
        self.tickInterval = tickInterval
        self.access = access
        self.context = context
        self.signals = signals
        canary = Digest(sha256: try NumericCore.canary(.best))
        readiness = try ReadinessSet()
        nextStart = clock.now
        startInterval = startTime / numbers.count
        try readiness.add(signals.descriptor, tag: Self.signalTag)
        try startWorkers(at: nextStart)
    }

    /// How often each worker has joined so far.
    var joinCounts: [Int] { workers.map(\.joinCount) }

    /// The attempts that each worker was given to train so far.
    var startedCounts: [Int] { workers.map(\.startedCount) }

    /// Attempts that were finished.
    var finishedCount: Int { workers.reduce(0) { $0 + $1.finishedCount } }

    /// Workers that were told that the sweep is over.
    var dismissedCount: Int { workers.count { $0.exit == .goodbye } }

    /// Messages and bytes of all workers.
    var traffic: Traffic { workers.reduce(Traffic()) { $0 + $1.traffic } }

    /// The state of the workers.
    var report: CrowdReport { workers.reduce(CrowdReport()) { $0 + $1.report } }

    /// Lets attempts take about `pace` from now on, each worker a little more or less, so that
    /// they do not march in step.
    func train(for pace: Duration) {
        self.pace = pace
        for index in workers.indices {
            setPace(of: index)
            nextTurns[index] = .zero
        }
    }

    /// Works until `condition` holds, which is asked after each turn.
    ///
    /// - Parameters:
    ///   - goal: What holds then, as a text.
    ///   - limit: How long that may take; `nil` for ever.
    ///   - condition: Whether it holds.
    /// - Throws: ``BenchmarkError`` if it does not hold within `limit`, or a signal arrives, and
    ///   what `condition` throws.
    func work(
        until goal: String,
        within limit: Duration?,
        _ condition: () throws -> Bool
    ) throws {
        let deadline = limit.map { clock.now + $0 }
        while try !condition() {
            if let deadline, let limit, clock.now >= deadline {
                throw BenchmarkError("not within \(limit): \(goal)")
            }
            try turn()
        }
    }

    private func setPace(of index: Int) {
        workers[index].pace = pace.map {
            $0 * (0.75 + 0.5 * Double(index) / Double(numbers.count))
        }
    }

    private func startWorkers(at now: Instant) throws {
        while workers.count < numbers.count, now >= nextStart {
            let index = workers.count
            let number = numbers.lowerBound + index
            var configuration = WorkerConfiguration(
                worker: WorkerID(UInt64(number)),
                label: "bench/\(number)",
                build: "bench",
                core: NumericCore.identifier,
                canary: canary,
                slots: slots,
                prefetch: prefetch,
                seed: UInt64(number)
            )
            // One core does what each worker has its own for, so a handshake takes longer.
            configuration.welcomeTimeout = .seconds(30)
            // A slow return is a figure, no failure.
            configuration.orphanTimeout = .seconds(600)
            let worker = CrowdWorker(
                configuration,
                access: access,
                in: context,
                readiness: readiness,
                tag: index,
                at: now
            )
            workers.append(worker)
            setPace(of: index)
            // Real workers do not see the time pass at the same moments.
            let share = Double(index) / Double(numbers.count)
            nextTicks.append(now + tickInterval * share)
            nextTurns.append(now)
            nextStart = nextStart + startInterval
        }
    }

    private func turn() throws {
        let ready = try readiness.wait(upTo: timeUntilNextTurn)
        if ready.contains(Self.signalTag), let signal = signals.drain().first {
            throw BenchmarkError("stopped by \(signal)")
        }
        let now = clock.now
        try startWorkers(at: now)
        for tag in ready where tag != Self.signalTag { try serve(tag, at: now) }
        for index in nextTurns.indices where nextTurns[index] <= now { try serve(index, at: now) }
    }

    private var timeUntilNextTurn: Duration {
        guard let next = nextTurns.min() else { return .zero }
        return max(.zero, min(next - clock.now, Self.longestWait))
    }

    private func serve(_ index: Int, at now: Instant) throws {
        let ticks = now >= nextTicks[index]
        if ticks { nextTicks[index] = now + tickInterval }
        let worker = workers[index]
        try worker.turn(ticks: ticks, at: now)
        nextTurns[index] = min(nextTicks[index], worker.nextEnd ?? nextTicks[index])
        guard let exit = worker.exit, exit != .goodbye else { return }
        throw BenchmarkError("a worker left: \(exit)")
    }
}
