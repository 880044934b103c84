import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Runs that are also measured on samples that they are not trained on.
@Suite struct ValidationTests {
    private static let metrics = Metric.heldOut + Metric.standard

    private func configuration(
        _ shape: TestShape,
        epochs: Int,
        shuffle: Bool,
        metrics: [Metric] = metrics
    ) -> TrainingConfiguration {
        TrainingConfiguration(
            PackShape(Setting(batch: shape.batch, layers: shape.layers)),
            epochs: epochs,
            shuffle: shuffle,
            metrics: metrics
        )
    }

    /// The last third of the samples is held out; partial sums of both parts are incomplete.
    private func parts(_ shape: TestShape) -> (training: Dataset, validation: Dataset) {
        let dataset = shape.makeDataset()
        let count = dataset.count - dataset.count / 3
        return (dataset.rows(0..<count), dataset.rows(count..<dataset.count))
    }

    @Test(arguments: PackVariety.shapes, [false, true])
    func `validation has the same bits in every pack, lane and instruction set`(
        shape: TestShape,
        shuffle: Bool
    ) throws {
        let (training, validation) = parts(shape)
        let measured = configuration(shape, epochs: 2, shuffle: shuffle)
        let alone = PackVariety.runs.map {
            TrainedPack(.baseline, training, measured, [$0], mapping: .runs, validation: validation)
        }
        let plain = TrainedPack(
            .best,
            training,
            configuration(shape, epochs: 2, shuffle: shuffle, metrics: Metric.standard),
            PackVariety.runs
        )
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                for lanes in [0..<1, 4..<7, 2..<7, 0..<16] {
                    let pack = TrainedPack(
                        instructionSet,
                        training,
                        measured,
                        Array(PackVariety.runs[lanes]),
                        mapping: mapping,
                        validation: validation
                    )
                    for (lane, run) in lanes.enumerated() {
                        #expect(pack.metrics[lane] == alone[run].metrics[0])
                        // The training itself does not notice.
                        #expect(pack.metrics[lane].map { Array($0[2...]) } == plain.metrics[run])
                        let isUntouched = pack.parameters[lane] == plain.parameters[run]
                        #expect(isUntouched)
                    }
                }
            }
        }
    }

    @Test(arguments: LaneMapping.allCases)
    func `validation on the training samples gives the numbers of training`(mapping: LaneMapping) {
        let shape = TestShape([5, 7, 6, 4], batch: 9, rows: 131)
        let pack = TrainedPack(
            .best,
            shape.makeDataset(),
            configuration(shape, epochs: 3, shuffle: true),
            PackVariety.runs,
            mapping: mapping,
            validation: shape.makeDataset()
        )
        for values in pack.metrics.joined() { #expect(values[0...1] == values[4...5]) }
    }

    @Test(arguments: PackVariety.shapes, LaneMapping.allCases)
    func `validation agrees with the reference trainer`(
        shape: TestShape,
        mapping: LaneMapping
    ) throws {
        let (training, validation) = parts(shape)
        let measured = configuration(shape, epochs: 3, shuffle: true)
        let pack = TrainedPack(
            .best,
            training,
            measured,
            PackVariety.runs,
            mapping: mapping,
            validation: validation
        )
        for (lane, run) in PackVariety.runs.enumerated() {
            let reference = ReferenceTrainer(
                dataset: training,
                validation: validation,
                training: measured,
                run: run
            ).train()
            try #require(pack.metrics[lane].count == reference.epochs.count)
            for (ours, expected) in zip(pack.metrics[lane], reference.epochs) {
                let loss = try #require(expected.validationLoss)
                let correctCount = Double(try #require(expected.validationCorrectCount))
                #expect(abs(Double(ours[0]) - loss) < 1e-5)
                #expect(abs(Double(ours[1]) * Double(validation.count) - correctCount) < 1.5)
            }
        }
    }

    @Test(arguments: LaneMapping.allCases)
    func `a resumed pack goes on measuring its validation samples`(mapping: LaneMapping) throws {
        let shape = TestShape([3, 11, 4], batch: 6, rows: 60)
        let (training, validation) = parts(shape)
        func makeTrainer(_ validation: Dataset?) -> PackTrainer {
            PackTrainer(
                dataset: training,
                validation: validation,
                configuration: configuration(
                    shape,
                    epochs: 6,
                    shuffle: true,
                    metrics: validation == nil ? Metric.standard : Self.metrics
                ),
                runs: PackVariety.runs,
                kernels: InstructionSetName.best.kernels,
                mapping: mapping
            )
        }
        let whole = makeTrainer(validation)
        for _ in 0..<3 { _ = whole.trainEpoch() }
        let checkpoint = whole.checkpoint()
        let resumed = makeTrainer(validation)
        try resumed.restore(checkpoint)
        for _ in 0..<3 { #expect(resumed.trainEpoch() == whole.trainEpoch()) }
        let error = #expect(throws: CheckpointError.self) {
            try makeTrainer(nil).restore(checkpoint)
        }
        #expect(error?.code == .otherPack)
    }

    /// Features of 10³⁸ carry the logits of one run beyond all Floats, those of the others nearly;
    /// the training samples are tame.
    @Test(arguments: InstructionSetName.supported, LaneMapping.allCases)
    func `a run whose validation loss is not finite has diverged, recorded or not`(
        instructionSet: InstructionSetName,
        mapping: LaneMapping
    ) {
        let shape = TestShape([2, 8, 3], batch: 7, rows: 60)
        let wild = Dataset(
            features: [3e38, 3e38, -3e38, 3e38, 3e38, -3e38, -3e38, -3e38],
            labels: [0, 1, 2, 0],
            width: 2,
            classNames: ["a", "b", "c"]
        )
        for metrics in [Self.metrics, Metric.standard] {
            let pack = TrainedPack(
                instructionSet,
                shape.makeDataset(),
                configuration(shape, epochs: 2, shuffle: false, metrics: metrics),
                Array(PackVariety.runs[0..<3]),
                mapping: mapping,
                validation: wild
            )
            #expect(pack.divergedEpochs == [0, nil, nil])
            #expect(pack.metrics.map(\.count) == [0, 2, 2])
            let areMetricsFinite = pack.metrics.joined().joined().allSatisfy(\.isFinite)
            #expect(areMetricsFinite)
            let areFinite = pack.parameters.joined().allSatisfy {
                Float(bitPattern: $0).isFinite
            }
            #expect(areFinite)
        }
    }

    @Test(arguments: [(width: 3, classCount: 3), (2, 4)])
    func `validation samples that do not fit the network are refused`(
        width: Int,
        classCount: Int
    ) {
        let error = #expect(throws: NeuralNetRuntimeError.self) {
            try InstructionSetName.best.makePackTrainer(
                dataset: .spiral(classes: 3, points: 5, noise: 0, seed: 1),
                validation: Dataset(
                    features: Array(repeating: 0, count: width),
                    labels: [0],
                    width: width,
                    classNames: (0..<classCount).map(String.init)
                ),
                configuration: configuration(
                    TestShape([2, 5, 3], batch: 1, rows: 15),
                    epochs: 1,
                    shuffle: false
                ),
                runs: [RunConfiguration(Setting(momentum: 0, learningRate: 0.1), seed: 1)]
            )
        }
        #expect(error?.code == .unfittingShape)
    }

    @Test func `metrics of validation samples that there are not are refused`() {
        let error = #expect(throws: NeuralNetRuntimeError.self) {
            try InstructionSetName.best.makePackTrainer(
                dataset: .spiral(classes: 3, points: 5, noise: 0, seed: 1),
                configuration: configuration(
                    TestShape([2, 5, 3], batch: 1, rows: 15),
                    epochs: 1,
                    shuffle: false
                ),
                runs: [RunConfiguration(Setting(momentum: 0, learningRate: 0.1), seed: 1)]
            )
        }
        #expect(error?.code == .missingValidation)
    }
}

extension Dataset {
    /// Some of the samples.
    func rows(_ range: Range<Int>) -> Dataset {
        Dataset(
            features: Array(features[range.lowerBound * width..<range.upperBound * width]),
            labels: Array(labels[range]),
            width: width,
            classNames: classNames
        )
    }
}
