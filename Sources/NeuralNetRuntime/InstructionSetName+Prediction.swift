internal import NeuralNet
public import TrainingModel

// The networks go through the kernels that counted the accuracies of their trainings, so for the
// samples of a training logits and classes agree with its accuracy exactly.
extension InstructionSetName {
    /// The class that each of some trained networks predicts for each sample.
    ///
    /// - Parameters:
    ///   - shape: The widths of all networks.
    ///   - activation: What their hidden units make of their sums.
    ///   - parameters: The parameters of each network in PyTorch's flat order, shape [P].
    ///   - features: The samples in row-major order, shape [samples, inputs].
    /// - Returns: The classes, shape [networks, samples].
    /// - Precondition: The parameters fit the shape, and the processor has the instruction set.
    public func predictedClasses(
        of shape: NetworkShape,
        activation: Activation,
        parameters: [[Float]],
        features: [Float]
    ) -> [[Int32]] {
        predictors(of: shape, activation, parameters).flatMap {
            $0.predictedClasses(of: features)
        }
    }

    /// The logits of some trained networks for each sample, with equal bits by all instruction
    /// sets.
    ///
    /// ``Softmax/probabilities(of:)`` turns a sample's logits into probabilities.
    ///
    /// - Parameters:
    ///   - shape: The widths of all networks.
    ///   - activation: What their hidden units make of their sums.
    ///   - parameters: The parameters of each network in PyTorch's flat order, shape [P].
    ///   - features: The samples in row-major order, shape [samples, inputs].
    /// - Returns: The logits, shape [networks, samples · classes], each network's row-major.
    /// - Precondition: The parameters fit the shape, and the processor has the instruction set.
    public func logits(
        of shape: NetworkShape,
        activation: Activation,
        parameters: [[Float]],
        features: [Float]
    ) -> [[Float]] {
        predictors(of: shape, activation, parameters).flatMap { $0.logits(of: features) }
    }

    /// Loads networks into the lanes of as few predictors as hold them.
    private func predictors(
        of shape: NetworkShape,
        _ activation: Activation,
        _ parameters: [[Float]]
    ) -> [ClassPredictor] {
        var rest = parameters[...]
        return kernels.runLaneGroups(for: parameters.count).map { kernels in
            let networks = Array(rest.prefix(kernels.laneCount))
            rest = rest.dropFirst(networks.count)
            return ClassPredictor(
                kernels: kernels,
                shape: shape,
                activation: activation,
                networks: networks
            )
        }
    }
}
