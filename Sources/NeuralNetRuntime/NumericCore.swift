internal import NeuralNet
internal import TrainingModel

/// The identity of the numeric core: workers whose cores differ must not train for one sweep.
public enum NumericCore {
    /// The version of the core; it changes whenever any run's bits change.
    public static let identifier = "momentum-core-1"

    /// The bytes that a small fixed training leaves behind, for a digest.
    ///
    /// Two workers with the same ``identifier`` must agree in each of them; one that does not has a
    /// broken compiler, processor or memory. Takes some milliseconds.
    ///
    /// - Parameter instructionSet: The kernels to try.
    /// - Returns: The checkpoint of a pack that uses every part of the optimizer.
    /// - Throws: ``NeuralNetRuntimeError`` never for this pack; see
    ///   ``InstructionSetName/makePackTrainer(dataset:configuration:runs:)``.
    public static func canary(_ instructionSet: InstructionSetName) throws -> [UInt8] {
        let configuration = TrainingConfiguration(
            PackShape(Setting(batch: 7, layers: [2, 9, 7, 3])),
            epochs: 3,
            shuffle: true
        )
        let settings = [
            Setting(momentum: 0, learningRate: 0.1),
            Setting(momentum: 0.9, learningRate: 0.1, dampening: 0.5),
            Setting(momentum: 0.9, learningRate: 0.05, nesterov: true),
            Setting(momentum: 0.5, learningRate: 0.1, weightDecay: 0.01),
            Setting(momentum: 0.99, learningRate: 0.2),
        ]
        let runs = settings.enumerated().map { index, setting in
            RunConfiguration(setting, seed: UInt64(index + 1))
        }
        let trainer = try instructionSet.makePackTrainer(
            dataset: .spiral(classes: 3, points: 20, noise: 0.2, seed: 1),
            configuration: configuration,
            runs: runs
        )
        for _ in 0..<configuration.epochs { _ = trainer.trainEpoch() }
        return trainer.checkpoint()
    }
}
