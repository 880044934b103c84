/// The widths of a fully connected ReLU network, from its inputs to its classes.
///
/// `[2, 50, 3]` has two inputs, one hidden layer of 50 units and three classes. ReLU follows
/// each linear layer but the last, whose outputs are the logits of a softmax.
public struct NetworkShape: Sendable, Hashable {
    /// The widths in order: the inputs, each hidden layer, the classes.
    public let layers: [Int]

    /// The linear layers in order, one fewer than ``layers``.
    public let linearLayers: [LinearLayer]

    /// The number of weights and biases of all layers, P.
    public let parameterCount: Int

    /// Lays out a network with the given widths.
    ///
    /// - Parameter layers: The widths, for example `[2, 50, 3]`.
    /// - Precondition: At least two widths, each at least 1, and a parameter count that fits `Int`.
    public init(layers: [Int]) {
        precondition(layers.count >= 2, "a network has inputs and outputs, not layers \(layers)")
        precondition(layers.allSatisfy { $0 >= 1 }, "each layer is at least 1 wide, not \(layers)")
        var linearLayers: [LinearLayer] = []
        var offset = 0
        for (inputs, outputs) in zip(layers, layers.dropFirst()) {
            let layer = LinearLayer(inputs: inputs, outputs: outputs, weightOffset: offset)
            linearLayers.append(layer)
            offset = layer.endOffset
        }
        self.layers = layers
        self.linearLayers = linearLayers
        parameterCount = offset
    }

    /// The number of features that one sample has.
    public var inputCount: Int { layers[0] }

    /// The number of classes that the network distinguishes.
    public var classCount: Int { layers[layers.count - 1] }
}

/// One fully connected layer of a network: where its numbers are in the flat parameter list.
///
/// The layer computes z[o] = b[o] + Σᵢ w[o][i]·a[i]. The flat order is PyTorch's
/// `model.parameters()`: the weight, shape [outputs, inputs] in row-major order, then the bias.
///
/// - Source: PyTorch, `torch.nn.Linear`, section "Variables".
public struct LinearLayer: Sendable, Hashable {
    /// The number of values that come in; at least 1.
    public let inputs: Int

    /// The number of values that go out; at least 1.
    public let outputs: Int

    /// The index of w[0][0] in the flat parameter list.
    public let weightOffset: Int

    /// The number of weights, inputs · outputs.
    public var weightCount: Int { inputs * outputs }

    /// The index of b[0] in the flat parameter list.
    public var biasOffset: Int { weightOffset + weightCount }

    /// The index after b[outputs − 1], where the next layer begins.
    public var endOffset: Int { biasOffset + outputs }

    /// The index of w[output][input] in the flat parameter list.
    ///
    /// - Parameters:
    ///   - output: The unit of this layer, in 0..<``outputs``.
    ///   - input: The unit of the layer before, in 0..<``inputs``.
    /// - Returns: The index, row-major.
    public func weightIndex(output: Int, input: Int) -> Int {
        weightOffset + output * inputs + input
    }
}
