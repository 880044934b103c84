/// What all runs of one pack have in common: the network, the course of the training and what is
/// recorded of it.
public struct TrainingConfiguration: Hashable, Sendable {
    /// The values of the axes in which only packs differ.
    public let pack: PackShape

    /// The number of times the training goes through the whole dataset.
    public let epochs: Int

    /// Whether each epoch visits the samples in a new random order.
    public let shuffle: Bool

    /// What is recorded of each run after each epoch; ``Metric/standard`` and perhaps more.
    public let metrics: [Metric]

    /// Which epoch is taken, and when a run stops early.
    public let choice: EpochChoice

    /// Describes a training.
    ///
    /// - Precondition: `epochs` is at least 0; where validation losses choose the epoch, they are
    ///   among the metrics.
    public init(
        _ pack: PackShape,
        epochs: Int,
        shuffle: Bool,
        metrics: [Metric] = Metric.standard,
        choice: EpochChoice = .final
    ) {
        precondition(epochs >= 0, "epochs are counted from 0, not \(epochs)")
        precondition(
            !choice.isByValidation || metrics.contains(.validationLoss),
            "an epoch is chosen by its validation loss, which is not recorded"
        )
        self.pack = pack
        self.epochs = epochs
        self.shuffle = shuffle
        self.metrics = metrics
        self.choice = choice
    }

    /// The widths of the network.
    public var shape: NetworkShape { pack.network }

    /// The number of samples of one step; the last batch of an epoch may be smaller.
    public var batch: Int { pack.batch }

    /// The number of 32-bit outputs that one epoch draws from a run's generator.
    ///
    /// Each epoch of PyTorch's `DataLoader` draws one 64-bit base seed, and a shuffled one also the
    /// seed of its order.
    public var generatorOutputsPerEpoch: Int { shuffle ? 4 : 2 }

    /// The number of 32-bit outputs that a run draws from the global generator in its first epochs.
    ///
    /// Initial parameters + outputs of the epochs. In the notebook's one-generator mode each run
    /// starts as much further as the runs before it have drawn in all of theirs.
    ///
    /// - Parameters:
    ///   - initialization: The distribution of the run's initial weights.
    ///   - epochCount: The epochs.
    /// - Returns: The number of outputs.
    public func generatorOutputs(_ initialization: Initialization, epochCount: Int) -> Int {
        shape.initialOutputs(initialization) + generatorOutputsPerEpoch * epochCount
    }
}

/// What all runs of a pack have in common, since they march in step through the lanes of one
/// vector.
public struct PackShape: Hashable, Sendable {
    /// The values of ``Axis/ofPacks``; the axes of runs have their defaults.
    public let setting: Setting

    /// The network.
    public let network: NetworkShape

    /// The shape of packs with runs of `setting`.
    public init(_ setting: Setting) {
        var shared = setting
        for axis in Axis.ofRuns { shared[axis] = axis.defaultValue }
        self.setting = shared
        network = NetworkShape(layers: setting.layers)
    }

    /// Units of each layer, from the input to the output.
    public var layers: [Int] { setting.layers }

    /// Samples in a mini-batch.
    public var batch: Int { setting.batch }

    /// Weights and biases of the network.
    public var parameterCount: Int { network.parameterCount }
}
