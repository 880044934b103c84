public import NeuralNet
public import TrainingModel

/// What a trained network comes to on samples.
public struct MeasuredNetwork: Hashable, Sendable {
    /// The mean loss; not finite where the network's numbers leave the finite ones.
    public let loss: Float

    /// The share of the samples that are classified right, in 0...1.
    public let accuracy: Float
}

extension InstructionSetName {
    /// Measures trained networks on samples, with the bits that a training would have measured on
    /// them after an epoch that ended with these parameters.
    ///
    /// - Parameters:
    ///   - networks: The parameters of each network in PyTorch's flat order, shape [P].
    ///   - shape: The widths of all networks.
    ///   - activation: What their hidden units make of their sums.
    ///   - dataset: The samples.
    /// - Returns: The loss and the accuracy of each network.
    /// - Precondition: The parameters and the samples fit the shape, and the processor has the
    ///   instruction set.
    public func measure(
        _ networks: [[Float]],
        of shape: NetworkShape,
        activation: Activation,
        on dataset: Dataset
    ) -> [MeasuredNetwork] {
        kernels.measure(networks, of: shape, activation: activation, on: dataset).map {
            MeasuredNetwork(loss: $0.meanLoss, accuracy: $0.accuracy)
        }
    }
}
