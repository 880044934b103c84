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

    /// What the hidden units do.
    @usableFromInline
    package let hidden: HiddenUnits

    /// The samples that the buffers below have room for, S.
    @usableFromInline
    package let capacity: Int

    /// The parameters in PyTorch's flat order, shape [P].
    @usableFromInline
    package let parameters: UnsafeMutableRawPointer

    /// The velocities, in the order of ``parameters``; of Adam the means of the gradients.
    @usableFromInline
    package let velocities: UnsafeMutableRawPointer

    /// The gradients, in the order of ``parameters``; none where none are shortened.
    @usableFromInline
    package let gradients: UnsafeMutableRawPointer

    /// The sums of the gradients' squares in Double, one of each lane; none like ``gradients``.
    @usableFromInline
    package let squareSums: UnsafeMutableRawPointer

    /// The numbers that the optimizer keeps of each parameter.
    let momentCount: Int

    /// The bytes from ``velocities`` on to the next array of what the optimizer keeps.
    let momentBytes: Int

    /// The outputs of each hidden layer, one layer after the other, each of shape [S, units].
    @usableFromInline
    package let activations: UnsafeMutableRawPointer

    /// The slopes of the hidden units, laid out like ``activations``; none where
    /// ``HiddenUnits/keepsSlopes`` is false.
    @usableFromInline
    package let slopes: UnsafeMutableRawPointer

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

    /// The weight of each class, a vector each with the same number in all lanes, and a vector of
    /// ``HeadSamples/batchShare``; none where all classes count alike.
    @usableFromInline
    package let classWeights: UnsafeMutableRawPointer

    /// What the lanes draw their ``DropoutFactors`` with, in the order that these say; none where
    /// no units are left out.
    @usableFromInline
    package let masks: UnsafeMutableRawPointer

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
    ///   - extras: What steps of some runs have.
    @usableFromInline
    package init(laneCount: Int, configuration: TrainingConfiguration, extras: StepExtras) {
        let sizes = RunLaneSizes(configuration: configuration, extras: extras)
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
        hidden = HiddenUnits(configuration, extras)
        capacity = sizes.capacity
        parameters = take(sizes.parameters)
        momentCount = sizes.momentCount
        momentBytes = sizes.parameters * vectorBytes
        velocities = take(momentCount * sizes.parameters)
        gradients = take(sizes.gradients)
        squareSums = take(sizes.squareSums)
        activations = take(sizes.activations)
        slopes = take(sizes.slopes)
        deltas = take(sizes.deltas)
        inputs = take(sizes.inputs)
        labels = take(sizes.labels)
        settings = take(sizes.settings)
        masks = take(sizes.masks)
        classWeights = take(sizes.classWeights)
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
    /// The arrays of what the optimizer keeps of each parameter.
    ///
    /// Not stored, since a second array would be counted at each copy of this.
    var moments: [UnsafeMutableRawPointer] {
        (0..<momentCount).map { velocities + $0 * momentBytes }
    }

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

/// The memory of a group of runs, counted in vectors.
@usableFromInline
package struct RunLaneSizes: Sendable, Hashable {
    /// The samples that a buffer has room for: a batch, or what is evaluated at a time.
    @usableFromInline
    package let capacity: Int

    /// Weights and biases; each of the moments needs as many again.
    @usableFromInline
    package let parameters: Int

    /// The numbers that the optimizer keeps of each parameter.
    @usableFromInline
    package let momentCount: Int

    /// The gradients, where they are shortened.
    @usableFromInline
    package let gradients: Int

    /// A Double for each lane, where gradients are shortened.
    @usableFromInline
    package let squareSums: Int

    /// The outputs of all hidden layers.
    @usableFromInline
    package let activations: Int

    /// The slopes of all hidden layers, or none.
    @usableFromInline
    package let slopes: Int

    /// Two buffers for the widest layer behind the inputs.
    @usableFromInline
    package let deltas: Int

    /// The inputs of a shuffled batch, else none.
    @usableFromInline
    package let inputs: Int

    /// The classes of a shuffled batch, else none.
    @usableFromInline
    package let labels: Int

    /// The optimizer's settings.
    @usableFromInline
    package let settings: Int

    /// The weights of the classes and of a batch, else none.
    @usableFromInline
    package let classWeights: Int

    /// What the masks of dropout are drawn with, else none.
    @usableFromInline
    package let masks: Int

    /// The partial sums of one batch.
    @usableFromInline
    package let sums: Int

    /// Counts what a training needs.
    ///
    /// - Parameters:
    ///   - configuration: The network, the batch, whether it is shuffled, and the optimizer.
    ///   - extras: What steps of some runs have.
    @usableFromInline
    package init(configuration: TrainingConfiguration, extras: StepExtras) {
        let clips = extras.contains(.clipping)
        let optimizer = configuration.pack.setting.optimizer
        let shape = configuration.shape
        let capacity = max(configuration.batch, PackNumerics.sumLength)
        let hidden = shape.layers.dropFirst().dropLast()
        let widest = shape.layers.dropFirst().max() ?? 0
        self.capacity = capacity
        parameters = shape.parameterCount
        momentCount = optimizer.momentCount
        gradients = clips ? shape.parameterCount : 0
        squareSums = clips ? 2 : 0
        activations = capacity * hidden.reduce(0, +)
        slopes = HiddenUnits(configuration, extras).keepsSlopes ? activations : 0
        deltas = 2 * capacity * widest
        inputs = configuration.shuffle ? configuration.batch * shape.inputCount : 0
        labels = configuration.shuffle ? configuration.batch : 0
        settings = RunLaneSetting.count(optimizer, clips: clips)
        classWeights = configuration.classWeightVectors
        masks = extras.contains(.dropout) ? configuration.dropoutVectors : 0
        sums = PackNumerics.sumCount(samples: capacity)
    }

    /// All of it.
    package var vectorCount: Int {
        (1 + momentCount) * parameters + gradients + squareSums + activations + slopes + deltas
            + inputs + labels + settings + classWeights + masks + 2 * sums
    }
}

/// The samples of one step, or of one part of an evaluation.
@usableFromInline
package struct LaneBatch {
    /// The features, shape [``count``, inputs].
    @usableFromInline
    package let features: UnsafeRawPointer

    /// The classes as Floats, shape [``count``].
    @usableFromInline
    package let labels: UnsafeRawPointer

    /// The number of samples.
    @usableFromInline
    package let count: Int

    /// Whether all lanes see the same samples: then the elements are Floats, else lane vectors.
    @usableFromInline
    package let isShared: Bool

    /// Describes samples.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - labels: The classes.
    ///   - count: The number of samples.
    ///   - isShared: Whether the elements are Floats.
    @usableFromInline
    package init(
        features: UnsafeRawPointer,
        labels: UnsafeRawPointer,
        count: Int,
        isShared: Bool
    ) {
        self.features = features
        self.labels = labels
        self.count = count
        self.isShared = isShared
    }
}
