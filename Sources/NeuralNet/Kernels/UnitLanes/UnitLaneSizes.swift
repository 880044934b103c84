public import TrainingModel

/// The memory of runs whose lanes are units, counted in Floats.
@usableFromInline
package struct UnitLaneSizes: Sendable {
    /// The layers with their places.
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
