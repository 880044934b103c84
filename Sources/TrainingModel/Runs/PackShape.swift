/// What all runs of a pack have in common, since they march in step through the lanes of one
/// vector.
public struct PackShape: Hashable, Sendable {
    /// The values of ``Axis/ofPacks``; the axes of runs have their defaults.
    public let setting: Setting

    /// The network.
    public let network: NetworkShape

    /// The shape of packs with runs of `setting`.
    public init(_ setting: Setting) {
        var shared = setting
        for axis in Axis.ofRuns { shared[axis] = axis.defaultValue }
        self.setting = shared
        network = NetworkShape(layers: setting.layers)
    }

    /// Units of each layer, from the input to the output.
    public var layers: [Int] { setting.layers }

    /// Samples in a mini-batch.
    public var batch: Int { setting.batch }

    /// Weights and biases of the network.
    public var parameterCount: Int { network.parameterCount }
}
