public import TrainingModel

/// Where the numbers of one block of runs lie whose lanes are units, and the buffers it trains in.
///
/// Where one run has a number, a block of R runs has R numbers side by side. The buffers serve all
/// blocks of a group in turn; one thread at a time uses them.
@usableFromInline
package struct UnitLaneMemory {
    /// The offsets in the buffers.
    @usableFromInline
    package let sizes: UnitLaneSizes

    /// The weights and biases of the block's runs.
    @usableFromInline
    package let parameters: UnsafeMutablePointer<Float>

    /// The velocities, laid out like the parameters; of Adam the means of the gradients.
    @usableFromInline
    package let velocities: UnsafeMutablePointer<Float>

    /// The gradients, laid out like the parameters; none where none are shortened.
    @usableFromInline
    package let gradients: UnsafeMutablePointer<Float>

    /// The sums of the gradients' squares in Double, one of each run; none like ``gradients``.
    @usableFromInline
    package let squareSums: UnsafeMutableRawPointer

    /// The optimizer's settings, a vector for each ``RunLaneSetting``: lane l is run l mod R.
    @usableFromInline
    package let settings: UnsafeMutablePointer<Float>

    /// The weights by inputs of the step at hand.
    @usableFromInline
    package let transposed: UnsafeMutablePointer<Float>

    /// The outputs of all layers.
    @usableFromInline
    package let activations: UnsafeMutablePointer<Float>

    /// The slopes of the hidden units, laid out like ``activations``; none where
    /// ``HiddenUnits/keepsSlopes`` is false.
    @usableFromInline
    package let slopes: UnsafeMutablePointer<Float>

    /// Two buffers for deltas.
    @usableFromInline
    package let deltas: UnsafeMutablePointer<Float>

    /// The inputs of a batch, in its order.
    @usableFromInline
    package let inputs: UnsafeMutablePointer<Float>

    /// The classes of a batch, in its order.
    @usableFromInline
    package let labels: UnsafeMutablePointer<Float>

    /// The logits by classes, shape [classes, samples], then their losses and which are right.
    @usableFromInline
    package let logits: UnsafeMutablePointer<Float>

    /// The inputs of a narrow head with a sample a lane, shape [inputs, samples].
    @usableFromInline
    package let columns: UnsafeMutablePointer<Float>

    /// The weight of each class, a vector each with the same number in all lanes, and a vector of
    /// ``HeadSamples/batchShare``; none where all classes count alike.
    @usableFromInline
    package let classWeights: UnsafeMutablePointer<Float>

    /// What the lanes draw their ``DropoutFactors`` with, in the order that these say; none where
    /// no units are left out.
    @usableFromInline
    package let masks: UnsafeMutablePointer<Float>

    /// Finds the offsets of a block in the memory of its group.
    ///
    /// - Parameters:
    ///   - sizes: What the training needs.
    ///   - storage: Zeroed memory for ``UnitLaneSizes/floatCount(runCount:)`` Floats.
    ///   - block: The index of the block.
    @usableFromInline
    package init(sizes: UnitLaneSizes, storage: UnsafeMutablePointer<Float>, block: Int) {
        var next = storage
        func take(_ count: Int) -> UnsafeMutablePointer<Float> {
            defer { next += count }
            return next
        }
        let runs = sizes.width.runsPerBlock
        self.sizes = sizes
        transposed = take(sizes.transposed * runs)
        activations = take(sizes.activations * runs)
        slopes = take(sizes.slopes * runs)
        deltas = take(2 * sizes.delta * runs)
        inputs = take(sizes.inputs * runs)
        labels = take(sizes.labels * runs)
        logits = take(sizes.logits * runs)
        columns = take(sizes.columns)
        gradients = take(sizes.gradients * runs)
        squareSums = UnsafeMutableRawPointer(take(sizes.squareSums))
        classWeights = take(sizes.classWeights)
        masks = take(sizes.masks)
        next += block * sizes.blockFloats
        parameters = take(sizes.parameters * runs)
        velocities = take(sizes.momentCount * sizes.parameters * runs)
        settings = take(sizes.settings)
    }
}

extension UnitLaneMemory {
    /// An array of what the optimizer keeps of each parameter.
    ///
    /// Not stored in an array, which would be counted at each copy of this.
    func moment(_ index: Int) -> UnsafeMutablePointer<Float> {
        velocities + index * sizes.parameters * sizes.width.runsPerBlock
    }
}

/// The memory of runs whose lanes are units, counted in numbers of a block unless stated otherwise.
@usableFromInline
package struct UnitLaneSizes: Sendable {
    /// How lanes are used.
    @usableFromInline
    package let width: UnitLaneWidth

    /// What the hidden units do.
    @usableFromInline
    package let hidden: HiddenUnits

    /// The layers with their offsets.
    @usableFromInline
    package let layers: [UnitLaneLayer]

    /// Whether the last layer is a ``NarrowHead``.
    @usableFromInline
    package let hasNarrowHead: Bool

    /// The samples that the buffers have room for: a batch, or what is evaluated at a time; filled
    /// up to whole vectors.
    @usableFromInline
    package let capacity: Int

    /// Parameters of one block; each of the moments needs as many again.
    @usableFromInline
    package let parameters: Int

    /// The numbers that the optimizer keeps of each parameter.
    @usableFromInline
    package let momentCount: Int

    /// The gradients, where they are shortened, which all blocks make in turn.
    @usableFromInline
    package let gradients: Int

    /// A Double for each lane where gradients are shortened, in Floats.
    @usableFromInline
    package let squareSums: Int

    /// The weights by inputs, which all blocks make in turn.
    @usableFromInline
    package let transposed: Int

    /// The outputs of all layers for a batch.
    @usableFromInline
    package let activations: Int

    /// The slopes of all hidden layers for a batch, or none.
    @usableFromInline
    package let slopes: Int

    /// One of two buffers for deltas.
    @usableFromInline
    package let delta: Int

    /// The distance of two samples in the copy of a batch's inputs.
    @usableFromInline
    package let inputStride: Int

    /// The copy of a batch's inputs.
    @usableFromInline
    package let inputs: Int

    /// The classes of a batch.
    @usableFromInline
    package let labels: Int

    /// The optimizer's settings of one block, in Floats.
    @usableFromInline
    package let settings: Int

    /// The classes.
    @usableFromInline
    package let classCount: Int

    /// The logits of a batch by classes and their losses.
    @usableFromInline
    package let logits: Int

    /// The inputs of a narrow head by samples, in Floats; else none.
    @usableFromInline
    package let columns: Int

    /// The weights of the classes and of a batch, in Floats; else none.
    @usableFromInline
    package let classWeights: Int

    /// What the masks of dropout are drawn with, in Floats; else none.
    @usableFromInline
    package let masks: Int

    /// Counts what a training needs.
    ///
    /// - Parameters:
    ///   - configuration: The network, the batch, whether it is shuffled, and the optimizer.
    ///   - width: How lanes are used.
    ///   - extras: What steps of some runs have.
    @usableFromInline
    package init(
        configuration: TrainingConfiguration,
        width: UnitLaneWidth,
        extras: StepExtras
    ) {
        let clips = extras.contains(.clipping)
        let optimizer = configuration.pack.setting.optimizer
        let shape = configuration.shape
        let capacity = width.padded(max(configuration.batch, PackNumerics.sumLength))
        let hasNarrowHead = width.hasNarrowHead(shape)
        var layers: [UnitLaneLayer] = []
        var (parameters, transposed, activations, widest) = (0, 0, 0, 0)
        for (index, layer) in shape.linearLayers.enumerated() {
            let isNarrow = hasNarrowHead && index == shape.linearLayers.count - 1
            let layout = UnitLaneLayer(
                layer: layer,
                width: width,
                isNarrow: isNarrow,
                weightOffset: parameters,
                transposedOffset: transposed,
                activationOffset: activations
            )
            layers.append(layout)
            parameters = layout.endOffset
            activations += isNarrow ? 0 : capacity * layout.rowStride
            widest = max(widest, layout.rowStride)
            if index > 0, !isNarrow { transposed += layout.transposedSize(width) }
        }
        self.width = width
        hidden = HiddenUnits(configuration, extras)
        self.layers = layers
        self.hasNarrowHead = hasNarrowHead
        self.capacity = capacity
        self.parameters = parameters
        momentCount = optimizer.momentCount
        gradients = clips ? parameters : 0
        squareSums = clips ? 2 * width.laneCount : 0
        self.transposed = transposed
        self.activations = activations
        // The last layer is behind the hidden ones, or in a narrow head nowhere.
        let hiddenActivations = hasNarrowHead ? activations : layers.last?.activationOffset ?? 0
        slopes = hidden.keepsSlopes ? hiddenActivations : 0
        delta = capacity * widest
        inputStride = width.rowStride(shape.inputCount)
        // Blocks of one run are measured on the samples where they are.
        inputs = (width.runsPerBlock == 1 ? configuration.batch : capacity) * inputStride
        labels = capacity
        settings = RunLaneSetting.count(optimizer, clips: clips) * width.laneCount
        // Behind the logits: the losses, and which samples are right.
        logits = (shape.classCount + 2) * capacity
        classCount = shape.classCount
        classWeights = configuration.classWeightVectors * width.laneCount
        masks = extras.contains(.dropout) ? configuration.dropoutVectors * width.laneCount : 0
        columns = hasNarrowHead ? width.padded(shape.layers[shape.layers.count - 2]) * capacity : 0
    }

    /// All of it for a number of runs.
    ///
    /// - Parameter runCount: The runs.
    /// - Returns: The Floats.
    package func floatCount(runCount: Int) -> Int {
        let runs = width.runsPerBlock
        let blocks = (runCount + runs - 1) / runs
        let buffers = transposed + activations + slopes + 2 * delta
        let shared = buffers + inputs + labels + logits + gradients
        return blocks * blockFloats + shared * runs + columns + squareSums + classWeights + masks
    }

    /// The Floats that each block has of its own.
    var blockFloats: Int { (1 + momentCount) * parameters * width.runsPerBlock + settings }
}

/// Where the numbers of one layer are in the memory of a block whose lanes are units, in numbers of
/// a block.
@usableFromInline
package struct UnitLaneLayer: Sendable {
    /// The layer in PyTorch's order.
    @usableFromInline
    package let layer: LinearLayer

    /// The panels of the weights, from the parameters' start on: [inputs, outputs], or [outputs,
    /// inputs] in a narrow head.
    @usableFromInline
    package let weightOffset: Int

    /// The biases, filled up to whole panels.
    @usableFromInline
    package let biasOffset: Int

    /// Where the next layer's parameters start.
    let endOffset: Int

    /// The panels of the weights by inputs, [outputs, inputs], for the way back; none in the first
    /// layer, which has no way back, and in a narrow head, whose weights are by inputs.
    @usableFromInline
    package let transposedOffset: Int

    /// The outputs of a batch, one row a sample; none in a narrow head.
    @usableFromInline
    package let activationOffset: Int

    /// The distance of two samples in outputs and deltas.
    @usableFromInline
    package let rowStride: Int

    /// Inputs and outputs, filled up to a multiple of four for the transposition.
    @usableFromInline
    package let paddedInputs: Int

    /// See ``paddedInputs``.
    @usableFromInline
    package let paddedOutputs: Int

    init(
        layer: LinearLayer,
        width: UnitLaneWidth,
        isNarrow: Bool,
        weightOffset: Int,
        transposedOffset: Int,
        activationOffset: Int
    ) {
        let panelWidth = width.panelWidth
        paddedInputs = (layer.inputs + 3) / 4 * 4
        paddedOutputs = (layer.outputs + 3) / 4 * 4
        let panels = PanelMatrix.size(
            rows: isNarrow ? paddedOutputs : paddedInputs,
            columns: isNarrow ? layer.inputs : layer.outputs,
            panelWidth: panelWidth
        )
        let biases = PanelMatrix.size(rows: 1, columns: layer.outputs, panelWidth: panelWidth)
        self.layer = layer
        self.weightOffset = weightOffset
        self.transposedOffset = transposedOffset
        self.activationOffset = activationOffset
        biasOffset = weightOffset + panels
        endOffset = weightOffset + panels + biases
        rowStride = width.rowStride(biases)
    }

    /// The memory of the panels by inputs.
    func transposedSize(_ width: UnitLaneWidth) -> Int {
        PanelMatrix.size(
            rows: paddedOutputs,
            columns: layer.inputs,
            panelWidth: width.panelWidth
        )
    }
}
