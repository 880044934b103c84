internal import NeuralNet
internal import TrainingModel

/// A trained network that only tells the class of a sample.
struct Classifier {
    private let shape: NetworkShape
    private let parameters: [Float]
    private var inputs: [Float]
    private var outputs: [Float]

    /// Wraps parameters in PyTorch's flat order, or returns `nil` if they do not fit the layers.
    init?(layers: [Int], parameters: [Float]) {
        shape = NetworkShape(layers: layers)
        guard parameters.count == shape.parameterCount else { return nil }
        self.parameters = parameters
        let width = layers.max() ?? 0
        inputs = [Float](repeating: 0, count: width)
        outputs = [Float](repeating: 0, count: width)
    }

    /// The largest logit's place for a sample with two features; the first one among equals.
    ///
    /// - Parameters:
    ///   - x: The first feature.
    ///   - y: The second feature.
    /// - Returns: The number of a class.
    mutating func predictedClass(x: Float, y: Float) -> Int {
        inputs[0] = x
        inputs[1] = y
        forward()
        var best = 0
        for index in 1..<shape.classCount where inputs[index] > inputs[best] { best = index }
        return best
    }

    /// Replaces the inputs by the logits: z = W·a + b for each layer, max(0, z) between layers.
    private mutating func forward() {
        let layers = shape.linearLayers
        for (place, layer) in layers.enumerated() {
            for output in 0..<layer.outputs {
                let row = layer.weightOffset + output * layer.inputs
                var sum = parameters[layer.biasOffset + output]
                for input in 0..<layer.inputs { sum += parameters[row + input] * inputs[input] }
                outputs[output] = place == layers.count - 1 ? sum : max(0, sum)
            }
            swap(&inputs, &outputs)
        }
    }
}
