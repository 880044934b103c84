internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// Everything that a seed decides before the clock starts.
struct Scenario {
    /// How strictly the outcome can be told beforehand.
    enum Mode: CaseIterable {
        /// All faults, no poison, endless retries: every run has its quiet outcome.
        case rough

        /// Poison, few retries, only faults that never count against healthy runs: poisoned runs
        /// fail, all others have their quiet outcome.
        case poisoned

        /// Poison, few retries and all faults: the poisoned runs fail, some others may.
        case roughAndPoisoned

        /// No poison, few retries, workers that refuse everything beside one that does not: every
        /// run has its quiet outcome.
        case refused

        /// No poison, few retries, workers that keep packs or vanish with them, from their start
        /// and for ever, beside one that does not: every run has its quiet outcome in time.
        case hindered

        /// Whether there are runs that cannot be trained.
        var hasPoison: Bool { self == .poisoned || self == .roughAndPoisoned }
    }

    let seed: UInt64
    let mode: Mode
    let plan: SweepPlan
    var coordinator: CoordinatorConfiguration
    let workers: [WorkerConfiguration]
    let poison: [FoldRun: Poison]

    /// How long an epoch takes to train.
    let epochTime: Duration

    /// Epochs that a slot reports at once.
    let epochsPerBlock: Int

    /// How long a frame travels.
    let latency: ClosedRange<Duration>

    /// How long a commit takes.
    let commitTime: ClosedRange<Duration>

    /// Messages that the coordinator reads before it commits.
    let messagesPerTurn: Int

    /// How long a supervisor waits before it starts a worker again.
    let restartDelay: Duration

    /// Reports that a worker's spool takes before its slots wait.
    let spoolLimit: Int

    /// When a user ends the sweep, if one does.
    let cancelTime: Duration?

    /// Whether the sweep is started again if runs have failed, to give them another chance.
    let retriesFailed: Bool

    /// Whether poisoned runs can be trained then.
    let curesPoison: Bool

    /// What goes wrong.
    var faults: [Fault]

    /// When everything is well again.
    let healTime: Duration

    /// The bytes of the dataset.
    let dataset: [UInt8]

    /// Decides everything from `seed`.
    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        mode = random.pick([
            .rough, .rough, .rough, .poisoned, .roughAndPoisoned, .refused, .hindered,
        ])
        let plan = Self.plan(seed: seed, using: &random)
        self.plan = plan
        dataset = (0..<random.number(in: 1...64)).map { _ in
            UInt8(truncatingIfNeeded: random.next())
        }
        coordinator = Self.coordinator(
            mode,
            datasetBytes: dataset.count,
            using: &random
        )
        workers = Self.workers(using: &random)
        poison = mode.hasPoison ? Self.poison(of: plan, using: &random) : [:]
        epochTime = random.duration(in: .milliseconds(20)...(.milliseconds(600)))
        epochsPerBlock = random.number(in: 1...3)
        latency =
            .microseconds(
                100
            )...random.pick([.milliseconds(1), .milliseconds(20), .milliseconds(400)])
        commitTime =
            .microseconds(
                50
            )...random.pick([.milliseconds(1), .milliseconds(10), .milliseconds(300)])
        let messages = random.pick([1, 2, 8, 1_024])
        // Where each lost lease counts against its runs, the coordinator must keep up: one that
        // takes a single message with every slow commit leaves its workers without a word.
        messagesPerTurn =
            [.poisoned, .refused, .hindered].contains(mode) ? max(messages, 8) : messages
        restartDelay = random.duration(in: .milliseconds(100)...(.seconds(3)))
        healTime = random.duration(in: .seconds(5)...(.seconds(60)))
        spoolLimit = random.pick([0, 2, 50])
        cancelTime = random.oneIn(16) ? random.duration(in: .zero...(healTime * 2)) : nil
        retriesFailed = mode.hasPoison && random.oneIn(2)
        curesPoison = random.oneIn(2)
        faults = Self.faults(mode, workers: workers.count, phase: healTime, using: &random)
    }

    /// The same sweep on one worker, where nothing goes wrong.
    var quiet: Scenario {
        var scenario = self
        scenario.faults = []
        return Scenario(scenario, workers: [workers[0]], cancelTime: nil)
    }

    private init(
        _ scenario: Scenario,
        workers: [WorkerConfiguration],
        cancelTime: Duration?
    ) {
        seed = scenario.seed
        mode = scenario.mode
        plan = scenario.plan
        coordinator = scenario.coordinator
        self.workers = workers
        poison = scenario.poison
        epochTime = scenario.epochTime
        epochsPerBlock = scenario.epochsPerBlock
        latency = scenario.latency
        commitTime = scenario.commitTime
        messagesPerTurn = scenario.messagesPerTurn
        restartDelay = scenario.restartDelay
        faults = scenario.faults
        healTime = scenario.healTime
        spoolLimit = scenario.spoolLimit
        self.cancelTime = cancelTime
        retriesFailed = scenario.retriesFailed
        curesPoison = scenario.curesPoison
        dataset = scenario.dataset
    }
}

/// What is trained, as an assignment names it.
struct FoldRun: Hashable {
    /// The hyper-parameters and the seed.
    let configuration: RunConfiguration

    /// The fold that it holds out.
    let fold: Int
}

extension Run {
    /// The run as an assignment names it.
    var foldRun: FoldRun { FoldRun(configuration: configuration, fold: fold) }
}

/// What a run does to the worker that trains it.
enum Poison: CaseIterable {
    /// The worker process dies.
    case kills

    /// The slot gives up with a reason.
    case refuses

    /// The slot never ends an epoch.
    case hangs
}

extension Scenario {
    /// What the first poisoned lane of an assignment does to its worker.
    func poison(in assignment: Assignment) -> Poison? {
        guard !poison.isEmpty else { return nil }
        for run in assignment.runs {
            let run = FoldRun(configuration: run, fold: assignment.fold)
            if let poison = poison[run] { return poison }
        }
        return nil
    }

    /// Parts of the largest blob that a worker sends.
    private func partsPerBlob(_ worker: Int) -> Int {
        let largest = plan.groups.map {
            Limits.runsPerPack * max(16, $0.shape.parameterCount * MemoryLayout<Float>.size) + 8
        }
        let size = workers[worker].partSizeBytes
        return ((largest.max() ?? 0) + size - 1) / size
    }

    /// The most messages that a worker may keep: training waits at a limit, but each slot may end
    /// its epoch, and attempts may be given back.
    func mostKept(_ worker: Int) -> Int {
        let configuration = workers[worker]
        return configuration.messagesKept
            + configuration.slots * (2 * partsPerBlob(worker) + 3)
            + 4 * (configuration.slots + configuration.prefetch)
    }

    /// The most reports that a worker may spool: its slots wait once the spool is full, after what
    /// each of them says of the epoch that it is in.
    func mostSpooled(_ worker: Int) -> Int { spoolLimit + 1 + 3 * workers[worker].slots }

    /// How long a sweep may take once all is well.
    ///
    /// Deadlines that started just before must run out; then every run may have to be trained alone
    /// and in turn, with one message at a time, and every poisoned run takes its workers down until
    /// it stands alone and has used up its retries. While it is unknown how long a pack takes,
    /// each worker that keeps it may double the time until another one gets it, too.
    var livenessBound: Duration {
        let configuration = coordinator
        let backOff = workers.map { $0.longestBackOff + $0.welcomeTimeout }.max() ?? .zero
        let recovery =
            configuration.times.orphanGrace + configuration.times.lease * 3 + backOff * 2
            + configuration.times.progressDeadline + restartDelay + .seconds(120)
        let roundTrip = latency.upperBound * 2 + commitTime.upperBound * 3
        let parts = workers.indices.map { partsPerBlob($0) }.max() ?? 0
        let messages = plan.spec.epochs + 2 * parts + 3
        let run = epochTime * plan.spec.epochs + roundTrip * messages
        let deaths = poison.count * (2 * min(configuration.retries, 3) + 5)
        let patience =
            mode == .hindered
            ? configuration.times.progressDeadline * (1 << (workers.count - 1)) : .zero
        return recovery * (deaths + 1) + patience + run * plan.runCount * 3
    }
}
