public import TrainingModel

/// Where the numbers of one run lie whose lanes are units, and the buffers it trains in.
///
/// The buffers serve all runs of a group in turn; one thread at a time uses them.
@usableFromInline
package struct UnitLaneMemory {
    /// The offsets in the buffers.
    @usableFromInline
    package let sizes: UnitLaneSizes

    /// The run's weights and biases.
    @usableFromInline
    package let parameters: UnsafeMutablePointer<Float>

    /// The run's velocities, laid out like the parameters.
    @usableFromInline
    package let velocities: UnsafeMutablePointer<Float>

    /// The run's optimizer settings, each in all lanes of its vector.
    @usableFromInline
    package let settings: UnsafeMutablePointer<Float>

    /// The weights by inputs of the step at hand.
    @usableFromInline
    package let transposed: UnsafeMutablePointer<Float>

    /// The outputs of all layers.
    @usableFromInline
    package let activations: UnsafeMutablePointer<Float>

    /// Two buffers for deltas.
    @usableFromInline
    package let deltas: UnsafeMutablePointer<Float>

    /// The inputs of a batch, in its order.
    @usableFromInline
    package let inputs: UnsafeMutablePointer<Float>

    /// The classes of a batch, in its order.
    @usableFromInline
    package let labels: UnsafeMutablePointer<Float>

    /// The logits of a vector full of samples, then their losses.
    @usableFromInline
    package let logits: UnsafeMutablePointer<Float>

    /// Finds the offsets of a run in the memory of its group.
    ///
    /// - Parameters:
    ///   - sizes: What the training needs.
    ///   - storage: Zeroed memory for ``UnitLaneSizes/floatCount(runCount:)`` Floats.
    ///   - run: The index of the run.
    ///   - runCount: The runs of the group.
    @usableFromInline
    package init(
        sizes: UnitLaneSizes,
        storage: UnsafeMutablePointer<Float>,
        run: Int,
        runCount: Int
    ) {
        var next = storage
        func take(_ count: Int) -> UnsafeMutablePointer<Float> {
            defer { next += count }
            return next
        }
        self.sizes = sizes
        transposed = take(sizes.transposed)
        activations = take(sizes.activations)
        deltas = take(2 * sizes.delta)
        inputs = take(sizes.inputs)
        labels = take(sizes.labels)
        logits = take(sizes.logits)
        next += run * (2 * sizes.parameters + sizes.settings)
        parameters = take(sizes.parameters)
        velocities = take(sizes.parameters)
        settings = take(sizes.settings)
    }
}

/// The memory of runs whose lanes are units, counted in Floats.
@usableFromInline
package struct UnitLaneSizes: Sendable {
    /// The layers with their offsets.
    @usableFromInline
    package let layers: [UnitLaneLayer]

    /// The samples that the buffers have room for: a batch, or what is evaluated at a time.
    @usableFromInline
    package let capacity: Int

    /// The numbers of a row that stand in one panel.
    @usableFromInline
    package let panelWidth: Int

    /// The lanes of a vector.
    @usableFromInline
    package let laneCount: Int

    /// Parameters of one run; the velocities need as many again.
    @usableFromInline
    package let parameters: Int

    /// The weights by inputs, which all runs make in turn.
    @usableFromInline
    package let transposed: Int

    /// The outputs of all layers for a batch.
    @usableFromInline
    package let activations: Int

    /// One of two buffers for deltas.
    @usableFromInline
    package let delta: Int

    /// The Floats from one sample to the next in the copy of a batch's inputs.
    @usableFromInline
    package let inputStride: Int

    /// The copy of a batch's inputs.
    @usableFromInline
    package let inputs: Int

    /// The classes of a batch, filled up to whole vectors.
    @usableFromInline
    package let labels: Int

    /// The optimizer's settings of one run.
    @usableFromInline
    package let settings: Int

    /// The logits of as many samples as a vector has lanes, and their losses.
    @usableFromInline
    package let logits: Int

    /// Counts what a training needs.
    ///
    /// - Parameters:
    ///   - configuration: The network, the batch and whether it is shuffled.
    ///   - laneCount: The lanes of a vector.
    ///   - panelVectors: The vectors of a row in one panel.
    @usableFromInline
    package init(configuration: TrainingConfiguration, laneCount: Int, panelVectors: Int) {
        let width = laneCount * panelVectors
        let capacity = max(configuration.batch, PackNumerics.sumLength)
        let linear = configuration.shape.linearLayers
        var layers: [UnitLaneLayer] = []
        var (parameters, transposed, activations, widest) = (0, 0, 0, 0)
        for (index, layer) in linear.enumerated() {
            let paddedInputs = (layer.inputs + 3) / 4 * 4
            let paddedOutputs = (layer.outputs + 3) / 4 * 4
            let panels = PanelMatrix.size(
                rows: paddedInputs,
                columns: layer.outputs,
                panelWidth: width
            )
            let biases = PanelMatrix.size(rows: 1, columns: layer.outputs, panelWidth: width)
            let stride = Self.oddStride(biases)
            layers.append(
                UnitLaneLayer(
                    layer: layer,
                    weightOffset: parameters,
                    biasOffset: parameters + panels,
                    transposedOffset: transposed,
                    activationOffset: activations,
                    rowStride: stride,
                    paddedInputs: paddedInputs,
                    paddedOutputs: paddedOutputs
                )
            )
            parameters += panels + biases
            activations += capacity * stride
            widest = max(widest, stride)
            if index > 0 {
                transposed += PanelMatrix.size(
                    rows: paddedOutputs,
                    columns: layer.inputs,
                    panelWidth: width
                )
            }
        }
        let classes = configuration.shape.classCount
        self.layers = layers
        self.capacity = capacity
        self.laneCount = laneCount
        panelWidth = width
        self.parameters = parameters
        self.transposed = transposed
        self.activations = activations
        delta = capacity * widest
        inputStride = Self.oddStride((configuration.shape.inputCount + 15) / 16 * 16)
        inputs = configuration.batch * inputStride
        labels = (capacity + laneCount - 1) / laneCount * laneCount
        settings = RunLaneSetting.allCases.count * laneCount
        logits = (classes + 1) * laneCount
    }

    /// All of it for a number of runs.
    ///
    /// - Parameter runCount: The runs.
    /// - Returns: The Floats.
    package func floatCount(runCount: Int) -> Int {
        let perRun = 2 * parameters + settings
        return runCount * perRun + transposed + activations + 2 * delta + inputs + labels + logits
    }

    /// A distance of rows that is an odd number of cache lines of 16 Floats.
    private static func oddStride(_ count: Int) -> Int {
        let lines = (count + 15) / 16
        return (lines % 2 == 0 ? lines + 1 : lines) * 16
    }
}

/// Where the numbers of one layer lie in the memory of a run whose lanes are units, in Floats.
@usableFromInline
package struct UnitLaneLayer: Sendable {
    /// The layer in PyTorch's order.
    @usableFromInline
    package let layer: LinearLayer

    /// The panels of the weights by outputs: [inputs, outputs], from the parameters' start on.
    @usableFromInline
    package let weightOffset: Int

    /// The biases, filled up to whole panels.
    @usableFromInline
    package let biasOffset: Int

    /// The panels of the weights by inputs, [outputs, inputs], for the way back; 0 inputs in the
    /// first layer, which has no way back.
    @usableFromInline
    package let transposedOffset: Int

    /// The outputs of a batch, one row a sample.
    @usableFromInline
    package let activationOffset: Int

    /// The Floats from one sample to the next in outputs and deltas.
    ///
    /// An odd number of cache lines, so that the rows of a batch do not fall into the same few
    /// sets of the first cache.
    @usableFromInline
    package let rowStride: Int

    /// Inputs and outputs, filled up to a multiple of four for the transposition.
    @usableFromInline
    package let paddedInputs: Int

    /// See ``paddedInputs``.
    @usableFromInline
    package let paddedOutputs: Int
}
