import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// What the optimizers of the kernels do, held to the reference trainer and to closed forms.
@Suite struct OptimizerTests {
    /// In ten epochs of three batches a cycle has its lowest momentum, 0, in exactly one step.
    @Test(
        arguments: OptimizerVariety.all,
        [
            TestShape([2, 3], batch: 7, rows: 20),
            TestShape([5, 7, 6, 4], batch: 12, rows: 32),
            TestShape([70, 20, 3], batch: 14, rows: 40),
        ]
    )
    func `every run agrees with the reference trainer`(
        variety: OptimizerVariety,
        shape: TestShape
    ) throws {
        let dataset = shape.makeDataset()
        let configuration = variety.configuration(shape, epochs: 10, shuffle: true)
        let packs = [LaneMapping.runs, .units].map {
            TrainedPack(.best, dataset, configuration, variety.runs, mapping: $0)
        }
        for (lane, run) in variety.runs.enumerated() {
            let reference = ReferenceTrainer(dataset: dataset, training: configuration, run: run)
                .train()
            for pack in packs {
                try #require(pack.metrics[lane].count == reference.epochs.count)
                for (ours, expected) in zip(pack.metrics[lane], reference.epochs) {
                    let losses = [expected.lastBatchLoss, expected.meanBatchLoss, expected.loss]
                    for (ours, expected) in zip(ours, losses) {
                        #expect(abs(Double(ours) - expected) < 2e-5, "run \(lane)")
                    }
                }
                let distances = zip(pack.parameters[lane], reference.parameters).map {
                    abs(Double(Float(bitPattern: $0)) - $1)
                }
                #expect(distances.reduce(0, max) < 2e-5, "run \(lane)")
            }
        }
    }

    private static let shape = TestShape([6, 9, 4], batch: 30, rows: 30)

    /// The parameters before and after the one step of a training.
    private static func step(_ setting: Setting) -> [(before: Float, after: Float)] {
        let shape = Self.shape
        var pack = Setting.standard(with: setting.optimizer)
        pack.batch = shape.batch
        pack.layers = shape.layers
        let trainer = PackTrainer(
            dataset: shape.makeDataset(),
            configuration: TrainingConfiguration(PackShape(pack), epochs: 1, shuffle: false),
            runs: [RunConfiguration(setting, seed: 3)],
            kernels: InstructionSetName.best.kernels
        )
        let before = trainer.parameters(ofLane: 0)
        _ = trainer.trainEpoch()
        return Array(zip(before, trainer.parameters(ofLane: 0)))
    }

    /// The gradient of that step: a step of plain SGD with η = 1 goes along it.
    private static let gradient = step(Setting(learningRate: 1)).map {
        Double($0.before - $0.after)
    }

    @Test(arguments: Optimizer.allCases.dropFirst(), [0, 0.9])
    func `the first step of an optimizer with means is what its formula says`(
        optimizer: Optimizer,
        momentum: Double
    ) {
        var setting = Setting.standard(with: optimizer)
        setting.momentum = momentum
        setting.learningRate = 0.125
        setting.epsilon = 0.01
        setting.weightDecay = optimizer == .adamw ? 0.5 : 0
        for ((before, after), gradient) in zip(Self.step(setting), Self.gradient) {
            // Corrected means are the gradient and its square; α of RMSprop is not corrected.
            let share = optimizer == .rmsprop ? 1 - setting.beta2 : 1
            let quotient = gradient / (share.squareRoot() * abs(gradient) + 0.01)
            let kept = optimizer == .adamw ? 1 - 0.125 * 0.5 : 1
            let expected = Double(before) * kept - 0.125 * quotient
            #expect(abs(Double(after) - expected) < 1e-5)
        }
    }

    @Test func `a gradient longer than the largest norm is shortened to it, a shorter one kept`() {
        let norm = Self.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
        var setting = Setting(learningRate: 1)
        for limit in [norm / 3, norm / 1.25] {
            setting.clipNorm = limit
            for ((before, after), gradient) in zip(Self.step(setting), Self.gradient) {
                #expect(abs(Double(before - after) - gradient * limit / norm) < 2e-6)
            }
        }
        setting.clipNorm = norm * 1.25
        let isKept =
            Self.step(setting).map(\.after.bitPattern)
            == Self.step(Setting(learningRate: 1)).map(\.after.bitPattern)
        #expect(isKept)
    }

    @Test(arguments: OptimizerVariety.all)
    func `the memory of a pack is what its formula says`(variety: OptimizerVariety) {
        for shape in PackVariety.shapes {
            let configuration = variety.configuration(shape, epochs: 1, shuffle: true)
            for runCount in [1, 3, 7, 16] {
                let runs = Array(variety.runs.suffix(runCount))
                let clips = runs.contains { $0.setting.clipNorm > 0 }
                let bytes = PackMemory.bytes(
                    configuration: configuration,
                    runCount: runCount,
                    clips: clips
                )
                for mapping in LaneMapping.allCases.map(Optional.init) + [nil] {
                    let kernels = InstructionSetName.best.kernels
                    let trainer = PackTrainer(
                        dataset: shape.makeDataset(),
                        configuration: configuration,
                        runs: runs,
                        kernels: kernels,
                        mapping: mapping
                    )
                    #expect(trainer.allocatedBytes <= bytes)
                    let plan = kernels.plan(
                        mapping,
                        for: configuration,
                        runCount: runCount,
                        clips: clips
                    )
                    var rest = runs[...]
                    let planned = plan.reduce(0) { sum, group in
                        let members = rest.prefix(group.runCount)
                        rest = rest.dropFirst(group.runCount)
                        let clips = members.contains { $0.setting.clipNorm > 0 }
                        return sum + group.bytes(for: configuration, clips: clips)
                    }
                    #expect(trainer.allocatedBytes == planned)
                }
            }
        }
    }
}
