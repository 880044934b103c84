package import TrainingModel

/// A fully connected network in Double, written to be compared with a textbook.
///
/// Layer l computes z = W·a + b from the activations a of the layer before; its own activations are
/// f(z) with the function of ``activation``, except for the last layer, whose z are the logits.
///
/// - Source: Nielsen, "Neural Networks and Deep Learning", 2015, chapter 2, equations BP1 to BP4.
package struct ReferenceNetwork: Sendable {
    /// The widths of the network.
    package let shape: NetworkShape

    /// The weights and biases in the flat order of ``NetworkShape/linearLayers``, shape [P].
    package var parameters: [Double]

    /// What the hidden units make of their sums.
    package let activation: Activation

    /// Puts a network together.
    ///
    /// - Parameters:
    ///   - shape: The widths.
    ///   - parameters: The weights and biases in flat order.
    ///   - activation: What the hidden units make of their sums.
    /// - Precondition: There are as many parameters as the shape has.
    package init(shape: NetworkShape, parameters: [Double], activation: Activation = .relu) {
        precondition(
            parameters.count == shape.parameterCount,
            "\(parameters.count) parameters do not fill \(shape.layers)"
        )
        self.shape = shape
        self.parameters = parameters
        self.activation = activation
    }

    /// The activations of every layer for one sample.
    ///
    /// - Parameter sample: The features, shape [``NetworkShape/inputCount``].
    /// - Returns: First the sample itself, then each layer's activations; last the logits.
    package func activations(for sample: [Double]) -> [[Double]] {
        sums(for: sample).activations
    }

    /// z of every layer and the activations, which begin with the sample itself.
    private func sums(for sample: [Double]) -> (sums: [[Double]], activations: [[Double]]) {
        var allSums: [[Double]] = []
        var activations = [sample]
        let policy = activation.policy
        for (index, layer) in shape.linearLayers.enumerated() {
            let inputs = activations[index]
            var sums = Array(parameters[layer.biasOffset..<layer.endOffset])
            for output in 0..<layer.outputs {
                for input in 0..<layer.inputs {
                    let weight = parameters[layer.weightIndex(output: output, input: input)]
                    sums[output] += weight * inputs[input]
                }
            }
            allSums.append(sums)
            let isLast = index == shape.linearLayers.count - 1
            activations.append(isLast ? sums : sums.map { policy.output(of: $0) })
        }
        return (allSums, activations)
    }

    /// The logits of one sample.
    ///
    /// - Parameter sample: The features, shape [``NetworkShape/inputCount``].
    /// - Returns: One number for each class.
    package func logits(for sample: [Double]) -> [Double] {
        activations(for: sample)[shape.linearLayers.count]
    }

    /// The class of the largest logit; the first among equal ones, as in PyTorch's `argmax`.
    ///
    /// - Parameter logits: One number for each class.
    /// - Returns: The index of the class.
    package static func predictedClass(logits: [Double]) -> Int {
        var best = 0
        for index in logits.indices where logits[index] > logits[best] { best = index }
        return best
    }

    /// The loss of one sample, whose gradient is added to `gradient`.
    ///
    /// From the last layer back, with δ = ∂loss/∂z of a layer and a the activations before it:
    /// ∂loss/∂W = δ·aᵀ and ∂loss/∂b = δ; the layer before has δ = Wᵀ·δ times the
    /// derivative of its activation.
    ///
    /// - Parameters:
    ///   - sample: The features, shape [``NetworkShape/inputCount``].
    ///   - targets: What the sample's softmax is to be, one number for each class.
    ///   - gradient: Summed over samples in flat order, shape [P].
    /// - Returns: The sample's loss.
    package func addGradient(
        of sample: [Double],
        targets: [Double],
        to gradient: inout [Double]
    ) -> Double {
        let (sums, activations) = sums(for: sample)
        let logits = activations[shape.linearLayers.count]
        var delta = SoftmaxCrossEntropy.gradient(logits: logits, targets: targets)
        for (index, layer) in shape.linearLayers.enumerated().reversed() {
            let inputs = activations[index]
            var inputDelta = [Double](repeating: 0, count: layer.inputs)
            for output in 0..<layer.outputs {
                gradient[layer.biasOffset + output] += delta[output]
                for input in 0..<layer.inputs {
                    let weight = layer.weightIndex(output: output, input: input)
                    gradient[weight] += delta[output] * inputs[input]
                    inputDelta[input] += delta[output] * parameters[weight]
                }
            }
            // The first layer's inputs come from no activation.
            guard index > 0 else { break }
            delta = zip(inputDelta, sums[index - 1]).map { $0 * activation.policy.slope(at: $1) }
        }
        return SoftmaxCrossEntropy.loss(logits: logits, targets: targets)
    }
}
