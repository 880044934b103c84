import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A training that is taken up again ends with the bits of one that was never interrupted.
@Suite struct CheckpointTests {
    /// The order of the samples, and the activation.
    private static let kinds: [(Bool, Activation)] = [
        (false, .relu), (true, .relu), (true, .sigmoid), (false, .gelu),
    ]

    /// Settings of every kind, and one run that diverges in the third epoch or so.
    private let runs =
        PackVariety.runs[0..<6] + [
            RunConfiguration(Setting(momentum: 0, learningRate: 10, weightDecay: 10), seed: 1)
        ]

    private func makeTrainer(
        _ instructionSet: InstructionSetName,
        shuffle: Bool,
        _ activation: Activation = .relu
    ) throws -> PackTrainer {
        let shape = TestShape([3, 11, 4], batch: 6, rows: 40, activation)
        return try instructionSet.makePackTrainer(
            dataset: shape.makeDataset(),
            configuration: shape.configuration(epochs: 8, shuffle: shuffle),
            runs: Array(runs)
        )
    }

    @Test(arguments: 0...8, kinds)
    func `a resumed pack ends with the same bits`(
        epochs: Int,
        kind: (shuffle: Bool, activation: Activation)
    ) throws {
        let whole = try makeTrainer(.best, shuffle: kind.shuffle, kind.activation)
        var checkpoint = whole.checkpoint()
        var rest: [[[Float]?]] = []
        for epoch in 1...8 {
            let outcomes = whole.trainEpoch()
            if epoch == epochs { checkpoint = whole.checkpoint() }
            if epoch > epochs { rest.append(outcomes) }
        }
        for instructionSet in InstructionSetName.supported {
            let resumed = try makeTrainer(instructionSet, shuffle: kind.shuffle, kind.activation)
            try resumed.restore(checkpoint)
            #expect(resumed.epoch == epochs)
            // Compared outside of the macro, which would print some thousand numbers.
            let isTakenUp = resumed.checkpoint() == checkpoint
            #expect(isTakenUp)
            for outcomes in rest { #expect(resumed.trainEpoch() == outcomes) }
            let endsAlike = resumed.checkpoint() == whole.checkpoint()
            #expect(endsAlike)
        }
    }

    @Test func `a trainer may go back to an earlier checkpoint`() throws {
        let trainer = try makeTrainer(.best, shuffle: true)
        let start = trainer.checkpoint()
        let first = (0..<8).map { _ in trainer.trainEpoch() }
        try trainer.restore(start)
        for outcomes in first { #expect(trainer.trainEpoch() == outcomes) }
    }

    @Test func `the checkpoint of another pack is refused`() throws {
        let checkpoint = try makeTrainer(.best, shuffle: true).checkpoint()
        let other = try makeTrainer(.best, shuffle: false)
        let error = #expect(throws: CheckpointError.self) { try other.restore(checkpoint) }
        #expect(error?.code == .otherPack)
    }

    @Test func `every cut and every longer checkpoint is refused`() throws {
        let trainer = try makeTrainer(.best, shuffle: true)
        _ = trainer.trainEpoch()
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

    /// Garbled numbers may be accepted, since any Float may be a parameter; they never crash.
    @Test(arguments: 0..<200)
    func `a garbled checkpoint never crashes`(seed: UInt64) throws {
        let trainer = try makeTrainer(.best, shuffle: seed % 2 == 0)
        var bytes = trainer.checkpoint()
        var generator = MersenneTwister(seed: seed)
        for _ in 0...generator.next() % 8 {
            bytes[Int(generator.next()) % bytes.count] = UInt8(truncatingIfNeeded: generator.next())
        }
        do {
            try trainer.restore(bytes)
        } catch let error as CheckpointError {
            #expect(trainer.epoch == 0, "\(error) left the trainer as it was")
        }
        while trainer.epoch < 8 { #expect(trainer.trainEpoch().count == runs.count) }
    }
}
