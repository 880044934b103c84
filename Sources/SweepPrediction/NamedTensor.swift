internal import TrainingModel

/// A weight or bias with the name that it has in a PyTorch `Sequential` of linear layers and ReLUs.
package struct NamedTensor {
    /// For example `0.weight`; the linear layers have the even numbers.
    package let name: String

    /// The extents: [outputs, inputs] of a weight, [outputs] of a bias.
    package let shape: [Int]

    /// The places in the flat parameter list.
    package let range: Range<Int>

    /// The tensors of a network, in flat order.
    package static func all(of layers: [Int]) -> [NamedTensor] {
        NetworkShape(layers: layers).linearLayers.enumerated().flatMap { place, layer in
            [
                NamedTensor(
                    name: "\(2 * place).weight",
                    shape: [layer.outputs, layer.inputs],
                    range: layer.weightOffset..<layer.biasOffset
                ),
                NamedTensor(
                    name: "\(2 * place).bias",
                    shape: [layer.outputs],
                    range: layer.biasOffset..<layer.endOffset
                ),
            ]
        }
    }
}
