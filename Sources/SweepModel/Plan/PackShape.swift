/// What all runs of a pack have in common, since they march in step through the lanes of one
/// vector.
public struct PackShape: Hashable, Sendable {
    /// Units of each layer, from the input to the output.
    public let layers: [Int]

    /// Samples in a mini-batch.
    public let batch: Int

    /// Describes the shape.
    public init(layers: [Int], batch: Int) {
        self.layers = layers
        self.batch = batch
    }

    /// Weights and biases of the network.
    public var parameterCount: Int {
        // A plain loop: the coordinator asks with every message about a pack.
        var count = 0
        for index in layers.indices.dropFirst() {
            count += (layers[index - 1] + 1) * layers[index]
        }
        return count
    }
}
