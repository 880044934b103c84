import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Runs whose parameters are those of their best epoch, and that stop when it is long ago.
///
/// What a training without a choice measures is the oracle: the rule only cuts it.
@Suite struct EpochChoiceTests {
    private static let metrics = Metric.standard + Metric.heldOut + Metric.optional
    private static let lossColumn = 4
    private static let epochs = 24
    private static let rule = EarlyStopping(patience: 3, minimumDelta: 0.001)

    /// A training that overfits: some runs stop soon, others late or never, the last one diverges.
    private static let runs: [RunConfiguration] = {
        var runs: [RunConfiguration] = []
        for index in 0..<15 {
            let momentum = 0.06 * Double(index % 8)
            let setting = Setting(momentum: momentum, learningRate: 0.1 * Double(1 + index % 5))
            runs.append(RunConfiguration(setting, seed: UInt64(index)))
        }
        let wild = Setting(momentum: 0, learningRate: 10, weightDecay: 10)
        return runs + [RunConfiguration(wild, seed: 1)]
    }()

    private static let training = Dataset.spiral(classes: 3, points: 12, noise: 0.5, seed: 1)
    private static let validation = Dataset.spiral(classes: 3, points: 15, noise: 0.5, seed: 2)

    private static func configuration(_ choice: EpochChoice) -> TrainingConfiguration {
        TrainingConfiguration(
            PackShape(Setting(batch: 6, layers: [2, 11, 3])),
            epochs: epochs,
            shuffle: true,
            metrics: metrics,
            choice: choice
        )
    }

    private static func makeTrainer(
        _ choice: EpochChoice,
        _ runs: [RunConfiguration],
        _ instructionSet: InstructionSetName = .best,
        _ mapping: LaneMapping? = nil
    ) -> PackTrainer {
        PackTrainer(
            dataset: training,
            validation: validation,
            configuration: configuration(choice),
            runs: runs,
            kernels: instructionSet.kernels,
            mapping: mapping
        )
    }

    /// What a run comes to, from the numbers of a training to the last epoch.
    private struct Expected {
        let outcome: RunOutcome
        let metrics: [[Float]]
        let parameters: [UInt32]
    }

    /// Trains each run alone and to its end, and keeps the parameters of all epochs.
    private static func expected(_ choice: EpochChoice) -> [Expected] {
        runs.map { run in
            let trainer = makeTrainer(.final, [run])
            var metrics: [[Float]] = []
            var parameters: [[UInt32]] = []
            while let values = trainer.isOver ? nil : trainer.trainEpoch()[0] {
                metrics.append(values)
                parameters.append(trainer.parameters(ofLane: 0).map(\.bitPattern))
            }
            if case .diverged(let epoch) = trainer.outcomes[0] {
                return Expected(
                    outcome: .diverged(epoch: epoch),
                    metrics: metrics,
                    parameters: trainer.parameters(ofLane: 0).map(\.bitPattern)
                )
            }
            let losses = metrics.map { $0[lossColumn] }
            let count = choice.stoppingEpochCount(of: losses) ?? losses.count
            let selected = choice.epoch(of: losses.prefix(count)) ?? 0
            return Expected(
                outcome: .finished,
                metrics: Array(metrics.prefix(count)),
                parameters: parameters[selected]
            )
        }
    }

    private static func train(_ trainer: PackTrainer) -> [[[Float]]] {
        var metrics = [[[Float]]](repeating: [], count: trainer.runs.count)
        while !trainer.isOver {
            for (lane, values) in trainer.trainEpoch().enumerated() {
                if let values { metrics[lane].append(values) }
            }
        }
        return metrics
    }

    @Test(arguments: InstructionSetName.supported, LaneMapping.allCases)
    func `a run ends alike alone and beside others that stop before or after it`(
        instructionSet: InstructionSetName,
        mapping: LaneMapping
    ) {
        for choice in [EpochChoice.best, .stop(Self.rule)] {
            let expected = Self.expected(choice)
            for lanes in [0..<16, 3..<4, 5..<9, 7..<16] {
                let trainer = Self.makeTrainer(
                    choice,
                    Array(Self.runs[lanes]),
                    instructionSet,
                    mapping
                )
                let metrics = Self.train(trainer)
                for (lane, run) in lanes.enumerated() {
                    #expect(trainer.outcomes[lane] == expected[run].outcome)
                    #expect(metrics[lane] == expected[run].metrics)
                    let parameters = trainer.parameters(ofLane: lane).map(\.bitPattern)
                    let isSelected = parameters == expected[run].parameters
                    #expect(isSelected, "run \(run)")
                }
            }
        }
    }

    @Test func `the runs of these tests stop at different times, and some do not`() {
        let expected = Self.expected(.stop(Self.rule))
        let counts = expected.map(\.metrics.count)
        #expect(Set(counts).count > 4)
        #expect(counts.contains(Self.epochs))
        #expect(counts.dropLast().min() ?? 0 > Self.rule.patience)
        #expect(expected.map { $0.outcome == .finished } == counts.indices.map { $0 < 15 })
    }

    @Test func `a pack is over when each of its runs has stopped or diverged`() {
        let expected = Self.expected(.stop(Self.rule))
        // The last run diverges, in an epoch without metrics.
        let lanes = expected.indices.filter { expected[$0].metrics.count < Self.epochs - 1 }
        let trainer = Self.makeTrainer(.stop(Self.rule), lanes.map { Self.runs[$0] })
        _ = Self.train(trainer)
        let last = lanes.dropLast().map { expected[$0].metrics.count }.max()
        #expect(lanes.last == 15)
        #expect(trainer.epoch == last)
        #expect(trainer.epoch < Self.epochs)
    }

    @Test(arguments: 0...24)
    func `a resumed pack ends with the same bits after any epoch`(epochs: Int) throws {
        for choice in [EpochChoice.best, .stop(Self.rule)] {
            let whole = Self.makeTrainer(choice, Self.runs)
            for _ in 0..<epochs { _ = whole.trainEpoch() }
            let checkpoint = whole.checkpoint()
            // What a coordinator takes: three numbers for each parameter, the losses, and words.
            let floats = 3 * whole.parameters(ofLane: 0).count + Self.rule.patience + 1
            #expect(checkpoint.count <= 4_096 + 16 * (1_024 + 4 * floats))
            let rest = (epochs..<Self.epochs).map { _ in whole.trainEpoch() }
            for instructionSet in InstructionSetName.supported {
                let resumed = Self.makeTrainer(choice, Self.runs, instructionSet)
                try resumed.restore(checkpoint)
                let isTakenUp = resumed.checkpoint() == checkpoint
                #expect(isTakenUp)
                for metrics in rest { #expect(resumed.trainEpoch() == metrics) }
                let endsAlike = resumed.checkpoint() == whole.checkpoint()
                #expect(endsAlike)
                #expect(resumed.outcomes == whole.outcomes)
                for lane in Self.runs.indices {
                    let isSelected =
                        resumed.parameters(ofLane: lane).map(\.bitPattern)
                        == whole.parameters(ofLane: lane).map(\.bitPattern)
                    #expect(isSelected, "run \(lane)")
                }
            }
        }
    }

    @Test func `a checkpoint of another choice is refused, and without one it has no history`()
        throws
    {
        let rules: [EpochChoice] = [
            .final, .best, .stop(Self.rule), .stop(EarlyStopping(patience: 4, minimumDelta: 0.001)),
            .stop(EarlyStopping(patience: 3)),
        ]
        let checkpoints = rules.map { choice in
            let trainer = Self.makeTrainer(choice, Self.runs)
            _ = trainer.trainEpoch()
            return trainer.checkpoint()
        }
        #expect(checkpoints[0].starts(with: "MSPK2 ".utf8))
        for (index, choice) in rules.enumerated() {
            for (other, checkpoint) in checkpoints.enumerated() where other != index {
                let error = #expect(throws: CheckpointError.self) {
                    try Self.makeTrainer(choice, Self.runs).restore(checkpoint)
                }
                #expect(error?.code == .otherPack)
            }
        }
    }

    @Test func `every cut and every longer checkpoint is refused`() throws {
        let trainer = Self.makeTrainer(.stop(Self.rule), Array(Self.runs[0..<3]))
        for _ in 0..<3 { _ = trainer.trainEpoch() }
        let checkpoint = trainer.checkpoint()
        for count in 0..<checkpoint.count {
            #expect(throws: CheckpointError.self) {
                try trainer.restore(Array(checkpoint[0..<count]))
            }
        }
        let error = #expect(throws: CheckpointError.self) { try trainer.restore(checkpoint + [0]) }
        #expect(error?.code == .trailing)
        let isUntouched = trainer.checkpoint() == checkpoint
        #expect(isUntouched)
    }

    /// The first bytes after the settings are epochs and endings, which are garbled more often.
    @Test(arguments: UInt64(0)..<300)
    func `a garbled checkpoint never crashes`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let choice = seed % 2 == 0 ? EpochChoice.best : .stop(Self.rule)
        let trainer = Self.makeTrainer(choice, Array(Self.runs[10..<16]))
        for _ in 0..<random.next() % 20 { _ = trainer.trainEpoch() }
        var bytes = trainer.checkpoint()
        for _ in 0...random.next() % 6 {
            let index = Int(random.next() % UInt64(bytes.count))
            bytes[index] = random.next() % 2 == 0 ? 0 : UInt8(truncatingIfNeeded: random.next())
        }
        let resumed = Self.makeTrainer(choice, Array(Self.runs[10..<16]))
        do {
            try resumed.restore(bytes)
        } catch let error as CheckpointError {
            #expect(resumed.epoch == 0, "\(error) left the trainer as it was")
        }
        while !resumed.isOver { #expect(resumed.trainEpoch().count == 6) }
        #expect(resumed.parameters(ofLane: 0).count == trainer.parameters(ofLane: 0).count)
    }

    @Test(arguments: LaneMapping.allCases)
    func `a choice agrees with the reference trainer`(mapping: LaneMapping) throws {
        for choice in [EpochChoice.final, .best, .stop(Self.rule)] {
            let trainer = Self.makeTrainer(choice, Self.runs, .best, mapping)
            let metrics = Self.train(trainer)
            for (lane, run) in Self.runs.dropLast().enumerated() {
                let reference = ReferenceTrainer(
                    dataset: Self.training,
                    validation: Self.validation,
                    training: Self.configuration(choice),
                    run: run
                ).train()
                try #require(metrics[lane].count == reference.epochs.count, "run \(lane)")
                let losses = metrics[lane].map { $0[Self.lossColumn] }
                #expect(choice.epoch(of: losses) == reference.selectedEpoch)
                for (ours, exact) in zip(trainer.parameters(ofLane: lane), reference.parameters) {
                    #expect(abs(Double(ours) - exact) < 1e-3)
                }
            }
        }
    }

    @Test func `the memory of the best parameters and the last losses is stated`() {
        let (plain, stop) = (Self.configuration(.final), Self.configuration(.stop(Self.rule)))
        let parameters = plain.shape.parameterCount
        for runCount in 1...Limits.runsPerPack {
            let without = PackMemory.bytes(configuration: plain, runCount: runCount)
            let with = PackMemory.bytes(configuration: stop, runCount: runCount)
            #expect(with - without == runCount * 4 * (parameters + 2 * (Self.rule.patience + 1)))
            let trainer = Self.makeTrainer(.stop(Self.rule), Array(Self.runs[0..<runCount]))
            #expect(trainer.allocatedBytes <= with)
        }
        let best = PackMemory.choiceBytes(configuration: Self.configuration(.best), runCount: 3)
        #expect(best == 3 * 4 * parameters)
    }
}
