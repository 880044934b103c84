internal import HostSystem
internal import Logging
internal import NeuralNetRuntime
internal import SweepCoordination
internal import SweepModel
internal import SweepWorker
internal import Testing
internal import TrainingModel
internal import ZeroMQ

/// The worker's real loop and training threads, against a coordinator in memory with a clock that a
/// test plays.
@Suite(.timeLimit(.minutes(5)))
struct WorkerLoopTests {
    private let signals: Mailbox<ProcessSignal>

    init() throws { signals = try Mailbox() }

    private func loop(
        to coordinator: MemoryCoordinator,
        slots: Int = 2,
        _ change: (inout WorkerOptions) -> Void = { _ in }
    ) throws -> WorkerLoop {
        var options = WorkerOptions(
            endpoint: "tcp://127.0.0.1:1",
            security: .plain,
            slots: slots,
            instructionSet: .best,
            build: "test",
            label: "test"
        )
        change(&options)
        return try WorkerLoop(
            options: options,
            link: coordinator,
            signals: signals,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { coordinator.now }
        )
    }

    private func results(_ coordinator: MemoryCoordinator) -> Int {
        coordinator.records.count { if case .result = $0 { true } else { false } }
    }

    @Test(arguments: [1, 3])
    func `a worker trains all runs, and leaves when it is told that they are done`(
        slots: Int
    ) throws {
        let coordinator = try MemoryCoordinator(runs: 100)
        #expect(try loop(to: coordinator, slots: slots).run() == .goodbye)
        #expect(coordinator.progress.runs.finished == 100)
        #expect(results(coordinator) >= 100 / 16)
    }

    /// Each sample of a class is in the other fold, so that what is measured differs.
    @Test func `runs of each fold are trained and measured on its parts`() throws {
        let coordinator = try MemoryCoordinator(runs: 20, split: .folds(count: 2, SplitDraw()))
        #expect(try loop(to: coordinator, slots: 2).run() == .goodbye)
        #expect(coordinator.progress.runs.finished == 40)
        var losses: Set<[Float]> = []
        for case .epochs(_, let block) in coordinator.records {
            #expect(block.metrics == Metric.standard + Metric.heldOut)
            for lane in 0..<block.runCount {
                losses.insert(Array(block.column(.validationLoss, lane: lane)))
            }
        }
        #expect(losses.count >= 40)
    }

    @Test func `a stopped worker gives back what it has not finished, and says goodbye`() throws {
        let coordinator = try MemoryCoordinator(runs: 16, epochs: 1_000_000)
        var isStopped = false
        coordinator.onTurn = { [signals] coordinator in
            let isTraining = coordinator.records.contains {
                if case .epochs = $0 { true } else { false }
            }
            guard isTraining, !isStopped else { return }
            isStopped = true
            _ = signals.post(.terminate)
        }
        #expect(try loop(to: coordinator).run() == .stopped)
        #expect(coordinator.progress.workers == 0)
        let ends = coordinator.records.compactMap {
            if case .attemptEnded(_, let end) = $0 { end } else { nil }
        }
        #expect(!ends.isEmpty && ends.allSatisfy { $0 == .released })
    }

    /// Otherwise it would be heard of again with its next heartbeat only, after a second.
    @Test func `a worker says hello as soon as its link has another connection`() throws {
        let coordinator = try MemoryCoordinator(runs: 16, epochs: 1_000_000)
        var (breakTime, returnTime) = (Instant?.none, Instant?.none)
        coordinator.onTurn = { [signals] coordinator in
            if breakTime == nil, !coordinator.records.isEmpty {
                breakTime = coordinator.now
                return coordinator.reconnect()
            }
            guard let breakTime, coordinator.now > breakTime + .milliseconds(20),
                coordinator.progress.workers == 1, returnTime == nil
            else { return }
            returnTime = coordinator.now
            _ = signals.post(.terminate)
        }
        #expect(try loop(to: coordinator).run() == .stopped)
        let pause = try #require(returnTime) - (try #require(breakTime))
        #expect(pause < .milliseconds(100))
    }

    @Test func `a second signal ends a worker that cannot give anything back`() throws {
        let coordinator = try MemoryCoordinator(runs: 16, epochs: 1_000_000)
        coordinator.isStoreFull = true
        var turns = 0
        coordinator.onTurn = { [signals] _ in
            turns += 1
            if turns == 30 || turns == 40 { _ = signals.post(.interrupt) }
        }
        #expect(try loop(to: coordinator).run() == .stopped)
        #expect(turns < 60, "without the second signal it waits for ten seconds of the clock")
    }

    /// Method: the smallest spool, and a store that is full for three seconds of the clock.
    @Test func `nothing is lost while the coordinator's disk is full`() throws {
        let coordinator = try MemoryCoordinator(runs: 64, epochs: 40)
        let full = Instant.zero + .seconds(1)..<Instant.zero + .seconds(4)
        coordinator.onTurn = { $0.isStoreFull = full.contains($0.now) }
        let loop = try loop(to: coordinator) { $0.spoolBytes = 0 }
        #expect(try loop.run() == .goodbye)
        #expect(coordinator.progress.runs.finished == 64)
    }

    @Test func `a dataset with other bytes is refused`() throws {
        let coordinator = try MemoryCoordinator(runs: 1)
        coordinator.damagesDataset = true
        coordinator.onTurn = { [signals] coordinator in
            let isRefused = coordinator.records.contains {
                if case .attemptEnded(_, .refused) = $0 { true } else { false }
            }
            if isRefused { _ = signals.post(.terminate) }
        }
        #expect(try loop(to: coordinator).run() == .stopped)
        #expect(results(coordinator) == 0)
    }

    @Test func `a key that is not allowed is told as the reason`() throws {
        let coordinator = try MemoryCoordinator(runs: 1)
        coordinator.failure = .refused(status: 400)
        let loop = try loop(to: coordinator) { $0.connectTimeout = .seconds(3) }
        let exit = try loop.run()
        guard case .refused(let reason) = exit else {
            Issue.record("\(exit)")
            return
        }
        #expect(reason.contains("does not allow this key"))
    }

    @Test func `an empty loop gives up without an answer`() throws {
        let coordinator = try MemoryCoordinator(runs: 1)
        coordinator.failure = .mechanismMismatch
        let loop = try loop(to: coordinator, slots: 1) { $0.connectTimeout = .seconds(3) }
        guard case .refused = try loop.run() else {
            Issue.record("a wrong mechanism is a refusal")
            return
        }
    }
}
