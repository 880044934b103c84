import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Trainings that leave hidden units out, in some runs of a pack.
@Suite struct DropoutTrainingTests {
    /// Sixteen runs that differ in all else, too; every fourth one leaves none out.
    private static let runs = PackVariety.runs.enumerated().map { index, run in
        var setting = run.setting
        setting.dropout = [0, 0.5, 0.1, 0.75][index % 4]
        return RunConfiguration(setting, seed: run.seed, generatorOffset: run.generatorOffset)
    }

    private static let shapes = [
        TestShape([2, 3], batch: 7, rows: 20),
        TestShape([2, 50, 3], batch: 20, rows: 150),
        TestShape([5, 7, 6, 4], batch: 9, rows: 32),
        TestShape([3, 17, 1, 9, 2], batch: 70, rows: 141),
        TestShape([64, 128, 64, 10], batch: 32, rows: 45),
        TestShape([20, 83, 3], batch: 13, rows: 40),
    ]

    private static func configuration(
        _ shape: TestShape,
        _ activation: Activation,
        epochs: Int,
        shuffle: Bool = true
    ) -> TrainingConfiguration {
        var setting = Setting(batch: shape.batch, layers: shape.layers)
        setting.activation = activation
        return TrainingConfiguration(PackShape(setting), epochs: epochs, shuffle: shuffle)
    }

    @Test(arguments: shapes, [Activation.relu, .gelu])
    func `a run with dropout has the same bits in every pack, lane and instruction set`(
        shape: TestShape,
        activation: Activation
    ) {
        let dataset = shape.makeDataset()
        let shuffle = activation == .relu
        let configuration = Self.configuration(shape, activation, epochs: 2, shuffle: shuffle)
        let alone = Self.runs.map {
            TrainedPack(.baseline, dataset, configuration, [$0], mapping: .runs)
        }
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                for lanes in [2..<3, 5..<8, 7..<12, 0..<16] {
                    let pack = TrainedPack(
                        instructionSet,
                        dataset,
                        configuration,
                        Array(Self.runs[lanes]),
                        mapping: mapping
                    )
                    for (lane, expected) in alone[lanes].enumerated() {
                        let comment: Comment = "\(mapping) \(instructionSet) \(lanes) \(lane)"
                        #expect(pack.metrics[lane] == expected.metrics[0], comment)
                        let areEqual = pack.parameters[lane] == expected.parameters[0]
                        #expect(areEqual, comment)
                    }
                }
            }
        }
    }

    /// One of them diverges, so that numbers overflow beside those of others.
    @Test(arguments: LaneMapping.allCases, Activation.allCases)
    func `runs that leave no unit out keep their bits beside others`(
        mapping: LaneMapping,
        activation: Activation
    ) {
        let shape = TestShape([2, 13, 5, 3], batch: 9, rows: 60)
        let wild = Setting(momentum: 0, learningRate: 10, weightDecay: 10)
        let plain = PackVariety.runs[0..<7] + [RunConfiguration(wild, seed: 1)]
        let dataset = shape.makeDataset()
        let configuration = Self.configuration(shape, activation, epochs: 6)
        let runs = zip(plain, Self.runs[8..<16]).flatMap { [$0, $1] }
        let alone = TrainedPack(.best, dataset, configuration, Array(plain), mapping: mapping)
        let mixed = TrainedPack(.best, dataset, configuration, runs, mapping: mapping)
        for lane in plain.indices {
            #expect(mixed.metrics[2 * lane] == alone.metrics[lane])
            #expect(mixed.divergedEpochs[2 * lane] == alone.divergedEpochs[lane])
            let areEqual = mixed.parameters[2 * lane] == alone.parameters[lane]
            #expect(areEqual)
        }
        #expect(alone.divergedEpochs[7] != nil)
    }

    /// The reference draws the same masks.
    ///
    /// Few epochs, so that rounding has no time to grow.
    @Test(arguments: shapes, LaneMapping.allCases)
    func `a run with dropout agrees with the reference trainer`(
        shape: TestShape,
        mapping: LaneMapping
    ) throws {
        let dataset = shape.makeDataset()
        for activation in [Activation.relu, .tanh] {
            let configuration = Self.configuration(shape, activation, epochs: 2)
            let pack = TrainedPack(.best, dataset, configuration, Self.runs, mapping: mapping)
            for (lane, run) in Self.runs.enumerated() {
                let reference = ReferenceTrainer(
                    dataset: dataset,
                    training: configuration,
                    run: run
                )
                .train()
                try #require(pack.metrics[lane].count == reference.epochs.count)
                for (ours, expected) in zip(pack.metrics[lane], reference.epochs) {
                    let losses = [expected.lastBatchLoss, expected.meanBatchLoss, expected.loss]
                    for (ours, expected) in zip(ours, losses) {
                        #expect(abs(Double(ours) - expected) < 2e-5)
                    }
                }
                let distances = zip(pack.parameters[lane], reference.parameters).map {
                    abs(Double(Float(bitPattern: $0)) - $1)
                }
                #expect(distances.reduce(0, max) < 2e-5)
            }
        }
    }

    @Test func `a training with dropout goes on from a checkpoint with the same bits`() throws {
        let shape = TestShape([3, 11, 7, 4], batch: 6, rows: 40)
        try ResumedTraining(
            dataset: shape.makeDataset(),
            configuration: Self.configuration(shape, .silu, epochs: 4),
            runs: Array(Self.runs[0..<7])
        ).expectEqualBits()
    }

    @Test(arguments: LaneMapping.allCases)
    func `a pack with dropout takes the memory of its formula`(mapping: LaneMapping) {
        for shape in Self.shapes {
            let configuration = Self.configuration(shape, .relu, epochs: 1)
            for instructionSet in InstructionSetName.supported {
                let kernels = instructionSet.kernels
                let trainer = PackTrainer(
                    dataset: shape.makeDataset(),
                    configuration: configuration,
                    runs: Self.runs,
                    kernels: kernels,
                    mapping: mapping
                )
                let plan = kernels.plan(
                    mapping,
                    for: configuration,
                    runCount: 16,
                    extras: .dropout
                )
                let planned = plan.reduce(0) {
                    $0 + $1.bytes(for: configuration, extras: .dropout)
                }
                let bytes = PackMemory.bytes(
                    configuration: configuration,
                    runCount: 16,
                    extras: .dropout
                )
                #expect(trainer.allocatedBytes == planned)
                #expect(planned <= bytes)
            }
        }
    }

    /// What dropout has left since it was written.
    @Test(
        arguments: [
            (Activation.relu, 0x74ee_4a79_fd64_fba0 as UInt64), (.gelu, 0x5a12_1c42_b1b9_e20a),
        ]
    )
    func `the bits of a training with dropout stay what they were`(
        activation: Activation,
        expected: UInt64
    ) {
        let shape = TestShape([4, 13, 9, 3], batch: 8, rows: 50)
        let configuration = Self.configuration(shape, activation, epochs: 5)
        let pack = TrainedPack(.best, shape.makeDataset(), configuration, Self.runs)
        #expect(pack.digest == expected)
    }
}
