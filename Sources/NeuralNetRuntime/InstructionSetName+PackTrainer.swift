public import NeuralNet
public import TrainingModel

extension InstructionSetName {
    /// Prepares the training of a pack with the kernels for this instruction set.
    ///
    /// - Parameters:
    ///   - dataset: The samples to train on; shared by all runs.
    ///   - validation: Samples on which each run is measured after each epoch, if there are any; a
    ///     run whose loss on them is not finite stops there.
    ///   - configuration: The network and the course of the training.
    ///   - runs: The runs, 1 to ``Limits/runsPerPack``.
    /// - Returns: A trainer before its first epoch, for one thread.
    /// - Throws: ``NeuralNetRuntimeError`` when the network does not fit a dataset, the number of
    ///   runs is out of range, the pack is larger than ``PackMemory/limitBytes`` or metrics of
    ///   ``Metric/heldOut`` are named without `validation`.
    /// - Precondition: The processor has the instruction set, as ``choose(named:)`` makes sure.
    public func makePackTrainer(
        dataset: Dataset,
        validation: Dataset? = nil,
        configuration: TrainingConfiguration,
        runs: [RunConfiguration]
    ) throws -> PackTrainer {
        let shape = configuration.shape
        guard shape.inputCount == dataset.width, shape.classCount == dataset.classCount else {
            throw NeuralNetRuntimeError(
                .unfittingShape,
                "layers \(shape.layers) do not fit the dataset: it has \(dataset.width) features "
                    + "and \(dataset.classCount) classes"
            )
        }
        try Self.check(validation, for: configuration)
        guard (1...Limits.runsPerPack).contains(runs.count) else {
            throw NeuralNetRuntimeError(
                .unfittingRunCount,
                "a pack has 1 to \(Limits.runsPerPack) runs, not \(runs.count)"
            )
        }
        let bytes = PackMemory.bytes(
            configuration: configuration,
            runCount: runs.count,
            clips: runs.contains(where: \.clips)
        )
        guard bytes <= PackMemory.limitBytes else {
            throw NeuralNetRuntimeError(
                .tooLarge,
                "a pack of \(runs.count) runs of layers \(shape.layers) with batch "
                    + "\(configuration.batch) needs \(bytes) bytes; at most "
                    + "\(PackMemory.limitBytes) are allowed"
            )
        }
        return PackTrainer(
            dataset: dataset,
            validation: validation,
            configuration: configuration,
            runs: runs,
            kernels: kernels
        )
    }

    private static func check(
        _ validation: Dataset?,
        for configuration: TrainingConfiguration
    ) throws {
        let shape = configuration.shape
        guard let validation else {
            let missing = configuration.metrics.filter { $0.part == .validation }
            guard missing.isEmpty else {
                let names = missing.map(\.name).joined(separator: ", ")
                throw NeuralNetRuntimeError(
                    .missingValidation,
                    "there are no validation samples to measure \(names) on"
                )
            }
            return
        }
        guard shape.inputCount == validation.width, shape.classCount >= validation.classCount else {
            throw NeuralNetRuntimeError(
                .unfittingShape,
                "layers \(shape.layers) do not fit the validation samples: they have "
                    + "\(validation.width) features and \(validation.classCount) classes"
            )
        }
    }
}

/// Why no trainer could be made.
public struct NeuralNetRuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// No instruction set has this name.
        case unknownInstructionSet

        /// The processor, or its operating system, does not offer the instruction set.
        case missingInstructionSet

        /// The network's inputs or classes are not those of the dataset.
        case unfittingShape

        /// A metric is asked for that needs validation samples, and there are none.
        case missingValidation

        /// The number of runs is out of range.
        case unfittingRunCount

        /// The pack needs more memory than it may have.
        case tooLarge
    }

    /// The kind of failure.
    public let code: Code

    /// What failed, with which values, and what is allowed.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
