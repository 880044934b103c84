import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A training that is taken up again after each of its epochs.
struct ResumedTraining {
    let dataset: Dataset
    let configuration: TrainingConfiguration
    let runs: [RunConfiguration]

    /// Expects that it ends with the bits of one that was never interrupted, with each instruction
    /// set.
    func expectEqualBits() throws {
        let whole = try makeTrainer(.best)
        var checkpoints = [whole.checkpoint()]
        for _ in 0..<configuration.epochs {
            _ = whole.trainEpoch()
            checkpoints.append(whole.checkpoint())
        }
        for instructionSet in InstructionSetName.supported {
            for (epochs, checkpoint) in checkpoints.enumerated() {
                let resumed = try makeTrainer(instructionSet)
                try resumed.restore(checkpoint)
                while !resumed.isOver { _ = resumed.trainEpoch() }
                // Compared outside of the macro, which would print some thousand numbers.
                let endsAlike = resumed.checkpoint() == checkpoints[configuration.epochs]
                #expect(endsAlike, "\(instructionSet) after \(epochs) epochs")
            }
        }
    }

    private func makeTrainer(_ instructionSet: InstructionSetName) throws -> PackTrainer {
        try instructionSet.makePackTrainer(
            dataset: dataset,
            configuration: configuration,
            runs: runs
        )
    }
}
