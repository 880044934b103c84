/// One fully connected layer of a network: where its numbers stand in the flat parameter list.
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
