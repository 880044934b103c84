internal import NeuralNet

/// A trained network that only answers: which class?
struct Classifier {
    private let shape: NetworkShape
    private let parameters: [Float]

    /// Wraps parameters in PyTorch's flat order, or returns `nil` if they do not fit the layers.
    init?(layers: [Int], parameters: [Float]) {
        shape = NetworkShape(layers: layers)
        guard parameters.count == shape.parameterCount else { return nil }
        self.parameters = parameters
    }

    /// The largest logit's place for a sample; the first one among equals.
    ///
    /// - Parameter sample: The features, as many as the network has inputs.
    func predictedClass(of sample: [Float]) -> Int {
        let logits = logits(of: sample)
        var best = 0
        for (index, logit) in logits.enumerated() where logit > logits[best] { best = index }
        return best
    }

    /// The outputs before the softmax: z = W·max(0, …) + b.
    func logits(of sample: [Float]) -> [Float] {
        var activations = sample
        for (index, layer) in shape.linearLayers.enumerated() {
            var outputs: [Float] = []
            outputs.reserveCapacity(layer.outputs)
            for output in 0..<layer.outputs {
                let row = layer.weightOffset + output * layer.inputs
                var sum = parameters[layer.biasOffset + output]
                for input in 0..<layer.inputs {
                    sum += parameters[row + input] * activations[input]
                }
                outputs.append(sum)
            }
            let isLast = index == shape.linearLayers.count - 1
            activations = isLast ? outputs : outputs.map { max(0, $0) }
        }
        return activations
    }
}
