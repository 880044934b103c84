/// What all runs of one pack have in common: the network and the course of the training.
public struct TrainingConfiguration: Sendable, Hashable {
    /// The widths of the network.
    public let shape: NetworkShape

    /// The number of samples of one step; the last batch of an epoch may be smaller.
    public let batch: Int

    /// The number of times the training goes through the whole dataset.
    public let epochs: Int

    /// Whether each epoch visits the samples in a new random order.
    public let shuffle: Bool

    /// Describes a training.
    ///
    /// - Parameters:
    ///   - shape: The widths of the network.
    ///   - batch: The number of samples of one step.
    ///   - epochs: The number of passes through the dataset.
    ///   - shuffle: Whether each epoch visits the samples in a new order.
    /// - Precondition: `batch` is at least 1 and `epochs` at least 0.
    public init(shape: NetworkShape, batch: Int, epochs: Int, shuffle: Bool) {
        precondition(batch >= 1, "a batch has at least one sample, not \(batch)")
        precondition(epochs >= 0, "epochs are counted from 0, not \(epochs)")
        self.shape = shape
        self.batch = batch
        self.epochs = epochs
        self.shuffle = shuffle
    }

    /// The number of 32-bit outputs that one whole run draws from the global generator.
    ///
    /// Parameters + 2·epochs, or parameters + 4·epochs with shuffle: each epoch of PyTorch's
    /// `DataLoader` draws one 64-bit base seed, and a shuffled one also the seed of its order. In
    /// the notebook's one-generator mode run k therefore starts k times this number further.
    public var generatorOutputsPerRun: Int {
        shape.parameterCount + (shuffle ? 4 : 2) * epochs
    }
}
