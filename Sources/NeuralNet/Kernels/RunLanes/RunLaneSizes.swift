public import TrainingModel

/// The memory of a group of runs, counted in vectors.
@usableFromInline
package struct RunLaneSizes: Sendable, Hashable {
    /// The samples that a buffer has room for: a batch, or what is evaluated at a time.
    @usableFromInline
    package let capacity: Int

    /// Weights and biases; the velocities need as many again.
    @usableFromInline
    package let parameters: Int

    /// The outputs of all hidden layers.
    @usableFromInline
    package let activations: Int

    /// Two buffers for the widest layer behind the inputs.
    @usableFromInline
    package let deltas: Int

    /// The inputs of a shuffled batch, else none.
    @usableFromInline
    package let inputs: Int

    /// The classes of a shuffled batch, else none.
    @usableFromInline
    package let labels: Int

    /// The optimizer's settings.
    @usableFromInline
    package let settings: Int

    /// The partial sums of one batch.
    @usableFromInline
    package let sums: Int

    /// Counts what a training needs.
    ///
    /// - Parameter configuration: The network, the batch and whether it is shuffled.
    @usableFromInline
    package init(configuration: TrainingConfiguration) {
        let shape = configuration.shape
        let capacity = max(configuration.batch, PackNumerics.sumLength)
        let hidden = shape.layers.dropFirst().dropLast()
        let widest = shape.layers.dropFirst().max() ?? 0
        self.capacity = capacity
        parameters = shape.parameterCount
        activations = capacity * hidden.reduce(0, +)
        deltas = 2 * capacity * widest
        inputs = configuration.shuffle ? configuration.batch * shape.inputCount : 0
        labels = configuration.shuffle ? configuration.batch : 0
        settings = RunLaneSetting.allCases.count
        sums = PackNumerics.sumCount(samples: capacity)
    }

    /// All of it.
    package var vectorCount: Int {
        2 * parameters + activations + deltas + inputs + labels + settings + 2 * sums
    }
}
