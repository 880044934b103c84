import NeuralNet
import NeuralNetTesting
import Testing
import TrainingModel

/// Holds the reference trainer to PyTorch: tightly in Double, by the yardstick in Float.
@Suite struct ReferenceTrainerTests {
    @Test(arguments: ReferenceCase.Fixture.allCases)
    func `every run follows PyTorch in Double to nine digits`(
        fixture: ReferenceCase.Fixture
    ) throws {
        let reference = try ReferenceCase(fixture)
        for run in reference.runs {
            let trainer = ReferenceTrainer(
                dataset: reference.dataset,
                training: reference.training,
                run: run.configuration
            )
            let outcome = trainer.train()
            let ours = ReferenceCurves(outcome.epochs)
            #expect(outcome.divergedEpoch == nil)
            #expect(relativeDistance(ours.lastBatchLoss, run.float64.lastBatchLoss) < 1e-9)
            #expect(relativeDistance(ours.meanBatchLoss, run.float64.meanBatchLoss) < 1e-9)
            #expect(relativeDistance(ours.loss, run.float64.loss) < 1e-9)
            #expect(ours.correctCount == run.float64.correctCount)
            let distances = zip(outcome.parameters, run.finalParameters).map { abs($0 - $1) }
            #expect(distances.reduce(0, max) < 1e-9)
            #expect(run.worstRatio(of: ours, sampleCount: reference.dataset.count) <= 3)
        }
    }

    /// All optimizers, schedules, activations, initializations and losses, by the yardstick.
    @Test(arguments: HeldOutCase.names)
    func `every training with held-out samples agrees with PyTorch`(name: String) throws {
        let reference = try HeldOutCase(name)
        let samples = try #require(reference.table.dataset(.training, fold: reference.fold))
        let validation = reference.table.dataset(.validation, fold: reference.fold)
        for pack in reference.packs {
            for run in pack.runs {
                let epochs = ReferenceTrainer(
                    dataset: samples,
                    validation: validation,
                    training: pack.training,
                    run: run.configuration
                ).train().epochs
                let worst = reference.worst(run) { metric in
                    let part: SamplePart = metric.part == .validation ? .validation : .training
                    let count = reference.parts[part]?.count ?? 0
                    return epochs.map { $0.value(of: metric, sampleCount: count) }
                }
                let text =
                    "\(name) \(run.configuration.setting.optimizer) "
                    + "\(worst.metric.name) \(worst.ratio)"
                Attachment.record(text, named: "\(name).txt")
                #expect(worst.ratio <= 3, "\(text)")
            }
        }
    }

    /// Weight decay that multiplies each parameter by −99 a step overflows after some 150 steps.
    @Test func `a run that diverges stops in that epoch and keeps its numbers`() {
        let training = TrainingConfiguration(
            PackShape(Setting(batch: 7, layers: [2, 8, 3])),
            epochs: 50,
            shuffle: false
        )
        let outcome = ReferenceTrainer(
            dataset: .spiral(classes: 3, points: 20, noise: 0.2, seed: 1),
            training: training,
            run: RunConfiguration(Setting(momentum: 0, learningRate: 10, weightDecay: 10), seed: 1)
        ).train()
        #expect(outcome.divergedEpoch == outcome.epochs.count - 1)
        #expect(outcome.epochs.count < training.epochs)
        let firstInfinite = outcome.epochs.firstIndex { !$0.isFinite }
        #expect(firstInfinite == outcome.divergedEpoch)
    }

    /// Without momentum PyTorch keeps no velocity, so nothing dampens it or looks ahead along it.
    @Test(arguments: [
        RunConfiguration(Setting(momentum: 0, learningRate: 0.1, dampening: 0.5), seed: 2),
        RunConfiguration(Setting(momentum: 0, learningRate: 0.1, nesterov: true), seed: 2),
    ])
    func `without momentum its other settings change nothing`(run: RunConfiguration) {
        let shape = NetworkShape(layers: [2, 5, 2])
        let training = TrainingConfiguration(
            PackShape(Setting(batch: 4, layers: shape.layers)),
            epochs: 3,
            shuffle: true
        )
        let dataset = Dataset.spiral(classes: 2, points: 9, noise: 0.1, seed: 0)
        let plain = RunConfiguration(Setting(momentum: 0, learningRate: 0.1), seed: 2)
        let outcomes = [run, plain].map { run in
            ReferenceTrainer(dataset: dataset, training: training, run: run).train()
        }
        #expect(outcomes[0] == outcomes[1])
    }

    @Test func `without epochs the parameters stay as they were drawn`() {
        let shape = NetworkShape(layers: [2, 3, 2])
        let run = RunConfiguration(
            Setting(momentum: 0, learningRate: 0.1),
            seed: 6,
            generatorOffset: 11
        )
        let outcome = ReferenceTrainer(
            dataset: .spiral(classes: 2, points: 2, noise: 0, seed: 0),
            training: TrainingConfiguration(
                PackShape(Setting(batch: 1, layers: shape.layers)),
                epochs: 0,
                shuffle: true
            ),
            run: run
        ).train()
        var generator = run.makeGenerator()
        let expected = shape.initialParameters(drawnFrom: &generator)
        #expect(outcome.parameters == expected.map(Double.init))
        #expect(outcome.epochs.isEmpty)
    }

    /// The largest |a − b| / |b|; infinite when the counts differ.
    private func relativeDistance(_ ours: [Double], _ theirs: [Double]) -> Double {
        guard ours.count == theirs.count else { return .infinity }
        return zip(ours, theirs).map { abs($0 - $1) / abs($1) }.reduce(0, max)
    }
}

extension ReferenceMetrics {
    /// The value of a metric; counts as shares.
    fileprivate func value(of metric: Metric, sampleCount: Int) -> Double {
        switch metric {
        case .lastBatchLoss: lastBatchLoss
        case .meanBatchLoss: meanBatchLoss
        case .loss: loss
        case .accuracy: Double(correctCount) / Double(sampleCount)
        case .validationLoss: validationLoss ?? .nan
        case .validationAccuracy: Double(validationCorrectCount ?? 0) / Double(sampleCount)
        default: .nan
        }
    }
}
