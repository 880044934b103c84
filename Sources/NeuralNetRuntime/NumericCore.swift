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
    /// - Returns: The checkpoint of a pack that uses every axis.
    /// - Throws: ``NeuralNetRuntimeError`` never for this pack; see
    ///   ``InstructionSetName/makePackTrainer(dataset:configuration:runs:)``.
    public static func canary(_ instructionSet: InstructionSetName) throws -> [UInt8] {
        let plain = Setting(momentum: 0.9, batch: 7, layers: [2, 9, 7, 3])
        let configuration = TrainingConfiguration(PackShape(plain), epochs: 3, shuffle: true)
        // Each axis of runs has a run in which it is not what it usually is.
        let runs = Axis.ofRuns.enumerated().map { index, axis in
            var setting = plain
            if case .boolean = axis.kind { setting[axis] = true } else { setting[axis] = 0.25 }
            return RunConfiguration(setting, seed: UInt64(index + 1))
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
