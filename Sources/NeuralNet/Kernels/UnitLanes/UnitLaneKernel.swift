public import TrainingModel

/// The training of a block of runs whose units share vectors, for wide networks and narrow packs.
///
/// - `Block`: the runs of a block, and the vector that holds as many units as fit.
/// - `Target`: the instruction set that the code is compiled for.
@usableFromInline
package enum UnitLaneKernel<Block: LaneBlock, Target: InstructionSet> {
    /// The vector of some units of all runs of a block.
    @usableFromInline
    package typealias Vector = Block.Vector

    /// How lanes are used; a row of a panel has as many vectors as a tile is wide.
    @inlinable package static var width: UnitLaneWidth {
        UnitLaneWidth(
            laneCount: Vector.scalarCount,
            runsPerBlock: Block.runCount,
            panelVectors: Target.registerCount >= 32 ? 4 : 2
        )
    }

    /// Trains on one batch: forward, loss, backward and one step of the optimizer.
    ///
    /// - Parameters:
    ///   - memory: The block.
    ///   - samples: The dataset.
    ///   - start: The index of the batch's first sample in the order.
    ///   - count: The number of samples.
    ///   - rule: The parts of the step that are in use.
    ///   - losses: The sum of the batch's losses of each run, which is set; R numbers.
    @inlinable
    package static func train(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ start: Int,
        _ count: Int,
        _ rule: StepRule,
        _ losses: UnsafeMutablePointer<Double>
    ) {
        gather(memory, samples, samples.orders.map { $0 + start }, start, count)
        let inputs = UnsafePointer(memory.inputs)
        forward(memory, inputs, memory.sizes.inputStride, count, isTraining: true)
        finishForward(memory, count)
        headDelta(memory, count, rule.head, losses)
        let update = rule.clips ? UpdateRule.stored : rule.update
        if memory.sizes.hasNarrowHead {
            NarrowHead<Vector, Target>.backward(memory, count, update)
        } else {
            scatterDeltas(memory, count)
        }
        backward(memory, count, update)
        guard rule.clips else { return }
        scaleGradients(memory)
        self.update(memory, rule.update).stepAll(
            along: vectorPointer(memory.gradients),
            count: memory.sizes.parameters / Block.unitCount
        )
    }

    /// Measures samples of the dataset and changes no parameter.
    ///
    /// - Parameters:
    ///   - memory: The block.
    ///   - samples: The dataset.
    ///   - start: The first sample.
    ///   - count: The number of samples, at most ``PackNumerics/sumLength``.
    ///   - losses: The sum of the losses of each run, which is set; R numbers.
    ///   - correctCounts: The rightly classified samples of each run, which are set; R numbers.
    @inlinable
    package static func evaluate(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ start: Int,
        _ count: Int,
        _ losses: UnsafeMutablePointer<Double>,
        _ correctCounts: UnsafeMutablePointer<Int>
    ) {
        if Block.runCount == 1 {
            let inputs = memory.sizes.layers[0].layer.inputs
            memory.labels.update(from: samples.labels + start, count: count)
            let features = samples.features + start * inputs
            forward(memory, features, inputs, count, isTraining: false)
        } else {
            gather(memory, samples, nil, start, count)
            let inputs = UnsafePointer(memory.inputs)
            forward(memory, inputs, memory.sizes.inputStride, count, isTraining: false)
        }
        finishForward(memory, count)
        measure(memory, count, losses, correctCounts)
    }

    /// Computes the logits of a narrow head, or puts those of the last layer side by side.
    @inlinable
    @inline(__always)
    static func finishForward(_ memory: UnitLaneMemory, _ count: Int) {
        if memory.sizes.hasNarrowHead {
            NarrowHead<Vector, Target>.forward(memory, count)
        } else {
            collectLogits(memory, count)
        }
    }

    /// Copies samples to where their rows do not fall into the same few sets of the cache, and
    /// where each run has its own.
    ///
    /// - Parameters:
    ///   - memory: The block, whose inputs and labels are set.
    ///   - samples: The dataset.
    ///   - orders: The samples of the first run; those of the next one stand `samples.count`
    ///     further on. `nil` for those from `start` on.
    ///   - start: The first sample in the dataset's order.
    ///   - count: The number of samples.
    @inlinable
    static func gather(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ orders: UnsafePointer<UInt32>?,
        _ start: Int,
        _ count: Int
    ) {
        let runs = Block.runCount
        let inputs = memory.sizes.layers[0].layer.inputs
        let stride = memory.sizes.inputStride * runs
        guard let orders else {
            for sample in 0..<count { share(memory, samples, start + sample, as: sample) }
            return
        }
        guard !samples.hasOneOrder else {
            for sample in 0..<count { share(memory, samples, Int(orders[sample]), as: sample) }
            return
        }
        for sample in 0..<count {
            let target = memory.inputs + sample * stride
            for run in 0..<runs {
                // Lanes that have no run follow the first one.
                let order = run < samples.runCount ? run * samples.count : 0
                let row = Int(orders[order + sample])
                let source = samples.features + row * inputs
                memory.labels[sample * runs + run] = samples.labels[row]
                for index in 0..<inputs { target[index * runs + run] = source[index] }
            }
        }
    }

    /// Copies one row of the dataset, as a sample of a batch, to all runs of the block.
    @inlinable
    @inline(__always)
    static func share(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ row: Int,
        as sample: Int
    ) {
        let runs = Block.runCount
        let inputs = memory.sizes.layers[0].layer.inputs
        let source = samples.features + row * inputs
        let target = memory.inputs + sample * memory.sizes.inputStride * runs
        Block.fill(memory.labels + sample * runs, with: samples.labels[row])
        for index in 0..<inputs { Block.fill(target + index * runs, with: source[index]) }
    }

    /// Runs all layers, but for a narrow head, for `count` rows that are `stride` apart; in the
    /// training with the slopes of the hidden units.
    @inlinable
    static func forward(
        _ memory: UnitLaneMemory,
        _ features: UnsafePointer<Float>,
        _ stride: Int,
        _ count: Int,
        isTraining: Bool
    ) {
        let runs = Block.runCount
        let hidden = memory.sizes.hidden
        let fused = isTraining ? hidden.trained : hidden.evaluated
        var input = features
        var inputStride = stride
        for (index, layout) in memory.sizes.layers.enumerated() {
            let isLast = index == memory.sizes.layers.count - 1
            if isLast, memory.sizes.hasNarrowHead { return }
            let output = memory.activations + layout.activationOffset * runs
            forEachPanel(memory, columns: layout.layer.outputs) { panel, first, vectors in
                let rows = layout.paddedInputs * memory.sizes.width.panelWidth
                let weights = memory.parameters + (layout.weightOffset + panel * rows) * runs
                let biases = memory.parameters + (layout.biasOffset + first) * runs
                let product = PanelProduct<Block, ForwardEpilogue<Vector>, Target>(
                    factors: input,
                    rowStride: inputStride,
                    termStride: 1,
                    panel: weights,
                    panelStride: width.panelVectors,
                    terms: layout.layer.inputs,
                    epilogue: ForwardEpilogue(
                        biases: vectorPointer(biases),
                        output: vectorPointer(output + first * runs),
                        stride: layout.rowStride / Block.unitCount,
                        activation: isLast ? .identity : fused
                    )
                )
                product.run(rows: count, vectors: vectors)
            }
            if !isLast, fused == .identity {
                hiddenPass(memory, index, count, isTraining: isTraining)
            }
            input = UnsafePointer(output)
            inputStride = layout.rowStride
        }
    }

    /// Draws which units of a hidden layer are left out.
    @inlinable
    static func drawFactors(_ memory: UnitLaneMemory, _ index: Int, _ count: Int) {
        let layout = memory.sizes.layers[index]
        let units = layout.layer.outputs
        let slopes = vectorPointer(memory.slopes + layout.activationOffset * Block.runCount)
        for sample in 0..<count {
            DropoutFactors<Vector, Target>(
                factors: slopes + sample * (layout.rowStride / Block.unitCount),
                masks: vectorPointer(memory.masks),
                layer: index,
                first: sample * units,
                step: Block.unitCount,
                vectors: (units + Block.unitCount - 1) / Block.unitCount
            )
            .draw()
        }
    }

    /// Makes the outputs of a hidden layer from its sums, and in the training the slopes; apart, to
    /// keep the way forward short where the products are fused with their activation.
    @inlinable
    @inline(never)
    static func hiddenPass(
        _ memory: UnitLaneMemory,
        _ index: Int,
        _ count: Int,
        isTraining: Bool
    ) {
        if isTraining, memory.sizes.hidden.drops { drawFactors(memory, index, count) }
        let layout = memory.sizes.layers[index]
        let runs = Block.runCount
        let offset = layout.activationOffset * runs
        let units = layout.layer.outputs
        let paddedUnits = memory.sizes.width.padded(units)
        HiddenPass<Vector, Target>(
            units: vectorPointer(memory.activations + offset),
            slopes: isTraining ? vectorPointer(memory.slopes + offset) : nil,
            hasFactors: isTraining && memory.sizes.hidden.drops,
            rows: count,
            vectors: paddedUnits / Block.unitCount,
            stride: layout.rowStride / Block.unitCount
        )
        .run(memory.sizes.hidden.activation)
        guard isTraining, paddedUnits > units else { return }
        // What fills up the last vector stays 0, so that weights there get no gradient.
        for sample in 0..<count {
            let row = memory.activations + offset + sample * layout.rowStride * runs
            for unit in units..<paddedUnits { Block.fill(row + unit * runs, with: 0) }
        }
    }

    /// Hands each panel's index, first column and number of vectors to `body`.
    @inlinable
    @inline(__always)
    static func forEachPanel(
        _ memory: UnitLaneMemory,
        columns: Int,
        _ body: (_ panel: Int, _ first: Int, _ vectors: Int) -> Void
    ) {
        let panelWidth = memory.sizes.width.panelWidth
        let units = Block.unitCount
        var first = 0
        while first < columns {
            let vectors = (min(columns - first, panelWidth) + units - 1) / units
            body(first / panelWidth, first, vectors)
            first += panelWidth
        }
    }

    /// The same numbers as vectors; they start at a multiple of a vector's lanes.
    @inlinable
    @inline(__always)
    static func vectorPointer(
        _ numbers: UnsafeMutablePointer<Float>
    )
        -> UnsafeMutablePointer<Vector>
    {
        UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: Vector.self)
    }
}
