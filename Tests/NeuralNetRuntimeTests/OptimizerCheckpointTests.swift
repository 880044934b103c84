import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// What checkpoints hold of optimizers, and what is refused.
@Suite struct OptimizerCheckpointTests {
    private static let shape = TestShape([3, 5, 4], batch: 6, rows: 40)

    private func makeTrainer(_ setting: Setting) throws -> PackTrainer {
        var pack = Setting.standard(with: setting.optimizer)
        pack.batch = Self.shape.batch
        pack.layers = Self.shape.layers
        return try InstructionSetName.best.makePackTrainer(
            dataset: Self.shape.makeDataset(),
            configuration: TrainingConfiguration(PackShape(pack), epochs: 3, shuffle: false),
            runs: [RunConfiguration(setting, seed: 5)]
        )
    }

    private func checkpoint(_ setting: Setting) throws -> [UInt8] {
        let trainer = try makeTrainer(setting)
        _ = trainer.trainEpoch()
        return trainer.checkpoint()
    }

    @Test func `a checkpoint of plain SGD is what builds with eight axes wrote`() throws {
        let checkpoint = try checkpoint(Setting(momentum: 0.5, weightDecay: 0.25))
        let text = "MSPK2 3 false 40 3 4\n0.5 0.1 20 2-50-3 false 0.0 0.25 0.0 5 0\n"
        #expect(checkpoint.starts(with: Array(text.utf8)))
        // The epochs, how the run ended, and two Floats of each of the 44 parameters.
        #expect(checkpoint.count == text.utf8.count + 2 * 8 + 2 * 44 * 4)
    }

    @Test func `a setting of a later axis makes another pack`() throws {
        var settings = Optimizer.allCases.map(Setting.standard(with:))
        for axis in [Axis.beta2, .epsilon, .clipNorm] {
            settings.append(settings[1])
            settings[settings.count - 1][axis] = 0.25
        }
        settings.append(settings[1])
        settings[settings.count - 1].schedule = Schedule(.exponential(factor: 0.5))
        for (index, setting) in settings.enumerated() {
            let checkpoint = try checkpoint(setting)
            for (other, setting) in settings.enumerated() where other != index {
                let trainer = try makeTrainer(setting)
                let error = #expect(throws: CheckpointError.self) {
                    try trainer.restore(checkpoint)
                }
                #expect(error?.code == .otherPack)
            }
        }
    }

    @Test(arguments: Optimizer.allCases.dropFirst(), [-1, -.infinity, .nan] as [Float])
    func `a mean of squares that no run has is refused`(
        optimizer: Optimizer,
        number: Float
    ) throws {
        let setting = Setting.standard(with: optimizer)
        let checkpoint = try checkpoint(setting)
        for index in [0, 17, 43] {
            var garbled = checkpoint
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
            let offset = garbled.count - 4 * (index + 1)
            garbled.replaceSubrange(offset..<offset + 4, with: bytes)
            let trainer = try makeTrainer(setting)
            let error = #expect(throws: CheckpointError.self) { try trainer.restore(garbled) }
            #expect(error?.code == .outOfRange)
            #expect(trainer.epoch == 0)
        }
    }

    /// Any other number may be one of a run.
    @Test(arguments: OptimizerVariety.all, UInt64(0)..<40)
    func `a garbled checkpoint never crashes`(variety: OptimizerVariety, seed: UInt64) throws {
        func makeTrainer() throws -> PackTrainer {
            try InstructionSetName.best.makePackTrainer(
                dataset: Self.shape.makeDataset(),
                configuration: variety.configuration(Self.shape, epochs: 4, shuffle: false),
                runs: Array(variety.runs[0..<5])
            )
        }
        let trainer = try makeTrainer()
        _ = trainer.trainEpoch()
        var bytes = trainer.checkpoint()
        var random = SplitMix64(seed: seed)
        for _ in 0...random.next() % 6 {
            let index = Int(random.next() % UInt64(bytes.count))
            bytes[index] = UInt8(truncatingIfNeeded: random.next())
        }
        let resumed = try makeTrainer()
        do {
            try resumed.restore(bytes)
        } catch let error as CheckpointError {
            #expect(resumed.epoch == 0, "\(error) left the trainer as it was")
        }
        while resumed.epoch < 4 { #expect(resumed.trainEpoch().count == 5) }
    }
}
