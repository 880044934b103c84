public import TrainingModel

/// Where the numbers of a group of runs lie: each scalar of the network is a vector, a lane a run.
///
/// All matrices are row-major, a row a sample or an output, and hold vectors of ``laneCount``
/// Floats. One group belongs to one trainer and is used by one thread at a time.
@usableFromInline
package struct RunLaneMemory {
    /// The runs of the group, W.
    @usableFromInline
    package let laneCount: Int

    /// The network's linear layers.
    @usableFromInline
    package let layers: [LinearLayer]

    /// The samples that the buffers below have room for, S.
    @usableFromInline
    package let capacity: Int

    /// The parameters in PyTorch's flat order, shape [P].
    @usableFromInline
    package let parameters: UnsafeMutableRawPointer

    /// The velocities, in the order of ``parameters``.
    @usableFromInline
    package let velocities: UnsafeMutableRawPointer

    /// The outputs of each hidden layer, one layer after the other, each of shape [S, units].
    @usableFromInline
    package let activations: UnsafeMutableRawPointer

    /// The derivatives of the loss by a layer's sums: two buffers of shape [S, widest layer].
    @usableFromInline
    package let deltas: UnsafeMutableRawPointer

    /// The inputs of a batch whose samples differ from lane to lane, shape [S, inputs].
    @usableFromInline
    package let inputs: UnsafeMutableRawPointer

    /// The classes of such a batch, shape [S].
    @usableFromInline
    package let labels: UnsafeMutableRawPointer

    /// The optimizer's settings, one vector for each ``RunLaneSetting``.
    @usableFromInline
    package let settings: UnsafeMutableRawPointer

    /// The sums of the losses of each ``PackNumerics/sumLength`` samples of a batch.
    @usableFromInline
    package let lossSums: UnsafeMutableRawPointer

    /// The counts of rightly classified samples, in groups like ``lossSums``.
    @usableFromInline
    package let correctCounts: UnsafeMutableRawPointer

    /// The size of the allocation.
    let byteCount: Int

    private let storage: UnsafeMutableRawPointer

    /// Allocates the memory, all zero.
    ///
    /// - Parameters:
    ///   - laneCount: The runs of the group.
    ///   - configuration: The training, which fixes the sizes.
    @usableFromInline
    package init(laneCount: Int, configuration: TrainingConfiguration) {
        let sizes = RunLaneSizes(configuration: configuration)
        let vectorBytes = laneCount * MemoryLayout<Float>.stride
        let bytes = sizes.vectorCount * vectorBytes
        let storage = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        storage.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        var next = storage
        func take(_ vectors: Int) -> UnsafeMutableRawPointer {
            defer { next += vectors * vectorBytes }
            return next
        }
        self.laneCount = laneCount
        layers = configuration.shape.linearLayers
        capacity = sizes.capacity
        parameters = take(sizes.parameters)
        velocities = take(sizes.parameters)
        activations = take(sizes.activations)
        deltas = take(sizes.deltas)
        inputs = take(sizes.inputs)
        labels = take(sizes.labels)
        settings = take(sizes.settings)
        lossSums = take(sizes.sums)
        correctCounts = take(sizes.sums)
        precondition(next == storage + bytes, "the sizes add up to the allocation")
        byteCount = bytes
        self.storage = storage
    }

    /// Gives the memory back; nothing may use it afterwards.
    package func deallocate() {
        storage.deallocate()
    }
}

extension RunLaneMemory {
    /// The number of classes.
    @inlinable package var classCount: Int { layers[layers.count - 1].outputs }

    /// The units of all hidden layers.
    @inlinable package var hiddenUnitCount: Int {
        layers.reduce(0) { $0 + $1.outputs } - classCount
    }

    /// The units of the widest layer behind the inputs.
    @inlinable package var widestOutput: Int {
        layers.reduce(0) { Swift.max($0, $1.outputs) }
    }
}
