import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Trainings whose loss weighs classes, with smoothed labels in some runs.
@Suite struct ClassWeightTrainingTests {
    /// A network, a batch, and the number of samples of each class.
    private static let cases: [(layers: [Int], batch: Int, counts: [Int])] = [
        ([2, 9, 3], 7, [30, 4, 11]),
        ([4, 6, 5, 4], 70, [41, 20, 80, 1]),
        ([20, 83, 3], 13, [9, 9, 22]),
        ([3, 40, 17], 6, (1...17).map { $0 % 5 + 1 }),
        ([1, 1, 2], 1, [3, 2]),
    ]

    private static let shapes = cases.indices

    private static func configuration(
        _ shape: Int,
        _ classWeight: ClassWeight = .balanced,
        epochs: Int = 2,
        shuffle: Bool = true
    ) -> TrainingConfiguration {
        var setting = Setting(batch: cases[shape].batch, layers: cases[shape].layers)
        setting.classWeight = classWeight
        return TrainingConfiguration(PackShape(setting), epochs: epochs, shuffle: shuffle)
    }

    private static func dataset(_ shape: Int) -> Dataset {
        let layers = cases[shape].layers
        let labels = cases[shape].counts.enumerated().flatMap { label, count in
            [Int32](repeating: Int32(label), count: count)
        }
        var generator = MersenneTwister(seed: UInt64(shape))
        let features = labels.flatMap { label in
            (0..<layers[0]).map { column in
                Float((Int(label) + column) % 3) + generator.uniform(from: -0.5, to: 0.5)
            }
        }
        return Dataset(
            features: features,
            labels: labels,
            width: layers[0],
            classNames: cases[shape].counts.indices.map { "class \($0)" }
        )
    }

    @Test(arguments: shapes, [false, true])
    func `a run with weights has the same bits in every pack, lane and instruction set`(
        shape: Int,
        shuffle: Bool
    ) {
        let dataset = Self.dataset(shape)
        let configuration = Self.configuration(shape, shuffle: shuffle)
        let alone = PackVariety.runs.map {
            TrainedPack(.baseline, dataset, configuration, [$0], mapping: .runs)
        }
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                for lanes in [2..<3, 5..<8, 7..<12, 0..<16] {
                    let runs = Array(PackVariety.runs[lanes])
                    let pack = TrainedPack(
                        instructionSet,
                        dataset,
                        configuration,
                        runs,
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

    /// Few epochs, so that rounding has no time to grow.
    @Test(arguments: shapes, LaneMapping.allCases)
    func `a run with weights agrees with the reference trainer`(
        shape: Int,
        mapping: LaneMapping
    ) throws {
        let dataset = Self.dataset(shape)
        let configuration = Self.configuration(shape, shuffle: mapping == .units)
        let pack = TrainedPack(.best, dataset, configuration, PackVariety.runs, mapping: mapping)
        for (lane, run) in PackVariety.runs.enumerated() {
            let reference = ReferenceTrainer(dataset: dataset, training: configuration, run: run)
                .train()
            try #require(pack.metrics[lane].count == reference.epochs.count)
            for (ours, expected) in zip(pack.metrics[lane], reference.epochs) {
                let losses = [expected.lastBatchLoss, expected.meanBatchLoss, expected.loss]
                for (ours, expected) in zip(ours, losses) {
                    #expect(abs(Double(ours) - expected) < 1e-5)
                }
            }
            let distances = zip(pack.parameters[lane], reference.parameters).map {
                abs(Double(Float(bitPattern: $0)) - $1)
            }
            #expect(distances.reduce(0, max) < 1e-5)
        }
    }

    @Test(arguments: LaneMapping.allCases)
    func `weights of 1 leave the bits of runs without smoothing`(mapping: LaneMapping) {
        let shape = TestShape([13, 16, 5], batch: 9, rows: 70)
        let dataset = shape.makeDataset()
        let runs = PackVariety.runs.filter { $0.setting.labelSmoothing == 0 }
        let plain = shape.configuration(epochs: 2, shuffle: true)
        var setting = plain.pack.setting
        setting.classWeight = .balanced
        let weighted = TrainingConfiguration(PackShape(setting), epochs: 2, shuffle: true)
        let expected = TrainedPack(.best, dataset, plain, runs, mapping: mapping)
        let pack = TrainedPack(.best, dataset, weighted, runs, mapping: mapping)
        #expect(pack.metrics == expected.metrics)
        #expect(pack.parameters == expected.parameters)
    }

    @Test(arguments: LaneMapping.allCases)
    func `a class without training samples leaves all numbers finite`(mapping: LaneMapping) {
        let samples = Self.dataset(0)
        let dataset = Dataset(
            features: samples.features,
            labels: samples.labels.map { $0 == 2 ? 1 : $0 },
            width: 2,
            classNames: samples.classNames
        )
        let configuration = Self.configuration(0, epochs: 3)
        let pack = TrainedPack(.best, dataset, configuration, PackVariety.runs, mapping: mapping)
        #expect(pack.divergedEpochs.allSatisfy { $0 == nil })
        let areFinite = pack.metrics.joined().joined().allSatisfy { $0.isFinite }
        #expect(areFinite)
    }

    @Test func `a weighted training goes on from a checkpoint with the same bits`() throws {
        try ResumedTraining(
            dataset: Self.dataset(1),
            configuration: Self.configuration(1, epochs: 4),
            runs: Array(PackVariety.runs[0..<7])
        ).expectEqualBits()
    }

    /// What the weighted head has left since it was written.
    @Test func `the bits of a weighted training stay what they were`() {
        let pack = TrainedPack(
            .best,
            Self.dataset(0),
            Self.configuration(0, epochs: 5),
            PackVariety.runs
        )
        #expect(pack.digest == 0x7e3f_a11a_db71_9747)
    }
}
