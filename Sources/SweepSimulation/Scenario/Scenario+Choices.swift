internal import Digest
internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

extension Scenario {
    /// The name of the only numeric core here.
    static let core = "simulated"

    /// The digest that represents any content: shells compare bytes here, not digests.
    static let digest: Digest = {
        guard let digest = Digest(bytes: [UInt8](repeating: 7, count: Digest.byteCount)) else {
            preconditionFailure("\(Digest.byteCount) bytes make a digest")
        }
        return digest
    }()

    static func plan(seed: UInt64, using random: inout SplitMix64) -> SweepPlan {
        let shapes: [[AxisValue]] = [[[1, 1]], [[1, 1], [1, 2]]]
        let momenta: [[AxisValue]] = [[0], [0, 0.5], [0, 0.2, 0.9]]
        let seeds = UInt64(random.pick([1, 3, 8, 20]))
        let splits: [SplitRule] = [
            .none, .shares(HeldOutShares(validation: 0.2), SplitDraw()),
            .folds(count: 2, SplitDraw()), .folds(count: 3, SplitDraw()),
        ]
        var spec = SweepSpec(
            name: "simulated",
            dataset: .spiral(SpiralSource()),
            split: random.pick(splits),
            epochs: random.number(in: 1...8),
            shuffle: random.oneIn(2),
            axes: SweepAxes([
                .momentum: random.pick(momenta), .layers: random.pick(shapes),
            ]),
            seeds: random.oneIn(5) ? .notebook(seeds) : .paired(SeedList(0..<seeds))
        )
        spec.choice = choice(for: spec, seed: seed)
        return varied(spec, seed: seed).map { SweepPlan($0) } ?? SweepPlan(spec)
    }

    /// `spec` with other optimizers and schedules: in some of the sweeps, unless it gets too large.
    private static func varied(_ spec: SweepSpec, seed: UInt64) -> SweepSpec? {
        // Numbers of its own here, too.
        var random = SplitMix64(seed: seed.byteSwapped)
        guard random.oneIn(4) else { return nil }
        let optimizers: [[AxisValue]] = [
            ["adam"], ["sgd", "adam"], ["rmsprop", "sgd", "adamw"],
        ]
        let schedules: [[AxisValue]] = [
            ["constant"], ["step(2,0.1)"], ["constant", "cosine(to=0)"],
        ]
        var varied = spec
        varied.axes[.optimizer] = random.pick(optimizers)
        varied.axes[.schedule] = random.pick(schedules)
        varied.axes[.activation] = random.pick([["relu"], ["gelu", "tanh"]])
        let runsOfFold = varied.axes.settings.count * spec.seeds.seeds.count
        let isLarge = runsOfFold * (spec.split.foldCount ?? 1) > runsOfLargestSweep
        return isLarge ? nil : varied
    }

    /// The runs of the largest sweep that is simulated: 6 settings, 20 seeds, 3 folds.
    private static let runsOfLargestSweep = 360

    /// Which epoch is taken: each rule in some of the sweeps that have validation losses.
    private static func choice(for spec: SweepSpec, seed: UInt64) -> EpochChoice {
        // Numbers of its own, so that all else of a scenario stays what it was.
        var random = SplitMix64(seed: ~seed)
        guard spec.split.hasValidation, !random.oneIn(4) else { return .final }
        guard spec.seeds.isPaired, !random.oneIn(3) else { return .best }
        return .stop(
            EarlyStopping(
                patience: random.number(in: 1...3),
                minimumDelta: random.pick([0, 0.25])
            )
        )
    }

    static func coordinator(
        _ mode: Mode,
        datasetBytes: Int,
        using random: inout SplitMix64
    ) -> CoordinatorConfiguration {
        var configuration = CoordinatorConfiguration(
            build: "1.0",
            core: core,
            canary: digest,
            dataset: digest,
            datasetBytes: datasetBytes,
            seed: random.next()
        )
        configuration.expectedSlots = random.number(in: 1...8)
        configuration.times = times(mode, using: &random)
        configuration.retries = mode == .rough ? 1_000_000 : random.number(in: 1...3)
        configuration.failsFast = mode.hasPoison && random.oneIn(6)
        return configuration
    }

    private static func times(
        _ mode: Mode,
        using random: inout SplitMix64
    ) -> ServiceTimes {
        do throws(ServiceTimes.Fault) {
            return try ServiceTimes(
                lease: random.pick([.seconds(2), .seconds(5), .seconds(10)]),
                // So long that no worker could wait for all epochs of who uses it up.
                progressDeadline: mode == .hindered
                    ? .seconds(200) : random.pick([.seconds(8), .seconds(30)]),
                // Longer than the longest pause of a worker, where all of them must be heard.
                orphanGrace: mode == .refused
                    ? .seconds(60) : random.pick([.seconds(3), .seconds(20)]),
                checkpointInterval: random.pick([.milliseconds(100), .seconds(1), .seconds(30)])
            )
        } catch {
            preconditionFailure("\(error.name.rawValue): \(error)")
        }
    }

    static func workers(using random: inout SplitMix64) -> [WorkerConfiguration] {
        let messagesKept = random.pick([2, 8, 256])
        let messagesInFlight = random.pick([1, 4, 64])
        let partSizeBytes = random.pick([4, 16, 1 << 19])
        return (0..<random.number(in: 1...5)).map { index in
            var configuration = WorkerConfiguration(
                worker: WorkerID(UInt64(index) + 1),
                label: "worker \(index)",
                build: "1.0",
                core: core,
                canary: digest,
                slots: random.number(in: 1...3),
                prefetch: random.pick([0, 0, 1, 3]),
                seed: random.next()
            )
            configuration.longestBackOff = random.pick([.seconds(1), .seconds(10), .seconds(30)])
            configuration.welcomeTimeout = random.pick([.seconds(2), .seconds(10)])
            configuration.messagesKept = messagesKept
            configuration.messagesInFlight = messagesInFlight
            configuration.partSizeBytes = partSizeBytes
            return configuration
        }
    }

    static func poison(
        of plan: SweepPlan,
        using random: inout SplitMix64
    ) -> [FoldRun: Poison] {
        var poison: [FoldRun: Poison] = [:]
        for _ in 0..<random.number(in: 1...2) {
            let run = plan.run(atPlace: random.below(plan.runCount))
            poison[run.foldRun] = random.pick(Poison.allCases)
        }
        return poison
    }

    static func faults(
        _ mode: Mode,
        workers: Int,
        phase: Duration,
        using random: inout SplitMix64
    ) -> [Fault] {
        let allowed = FaultFamily.allCases.filter {
            $0.isAllowed(in: mode) && (!$0.needsOthers || workers > 1)
        }
        let families = allowed.filter { _ in random.oneIn(2) }
        guard !families.isEmpty else { return [] }
        return (0..<random.number(in: 0...40))
            .map { _ in
                let family = random.pick(families)
                let isFromStart = mode == .hindered && family.isHindrance
                return family.fault(
                    workers: workers,
                    within: isFromStart ? .zero : phase,
                    using: &random
                )
            }
            .sorted { $0.start < $1.start }
    }
}
