public import TrainingModel

/// The training of one run whose units share vectors, for networks that are wide enough.
///
/// - `Vector`: as many lanes as units that are computed at once.
/// - `Target`: the instruction set that the code is compiled for.
@usableFromInline
package enum UnitLaneKernel<Vector: LaneVector, Target: InstructionSet> {
    /// The vectors of a row in one panel: as many as a tile is wide.
    @inlinable package static var panelVectors: Int { Target.registerCount >= 32 ? 4 : 2 }

    /// Trains on one batch: forward, loss, backward and one step of SGD.
    ///
    /// - Parameters:
    ///   - memory: The run.
    ///   - samples: The dataset.
    ///   - start: The index of the batch's first sample in the order.
    ///   - count: The number of samples.
    ///   - rule: The parts of the step that are in use.
    /// - Returns: The sum of the batch's losses.
    @inlinable
    package static func train(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ start: Int,
        _ count: Int,
        _ rule: StepRule
    ) -> Double {
        gather(memory, samples, start, count)
        forward(memory, UnsafePointer(memory.inputs), memory.sizes.inputStride, count)
        let loss = softmaxDelta(memory, count, rule)
        backward(memory, count, rule.update)
        return loss
    }

    /// Measures samples of the dataset and changes no parameter.
    ///
    /// - Parameters:
    ///   - memory: The run.
    ///   - samples: The dataset.
    ///   - start: The first sample.
    ///   - count: The number of samples, at most ``PackNumerics/sumLength``.
    /// - Returns: The sum of the losses and the number of rightly classified samples.
    @inlinable
    package static func evaluate(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ start: Int,
        _ count: Int
    ) -> (loss: Double, correctCount: Int) {
        let inputs = memory.sizes.layers[0].layer.inputs
        forward(memory, samples.features + start * inputs, inputs, count)
        return measure(memory, samples.labels + start, count)
    }

    /// Copies a batch to where its rows do not fall into the same few sets of the cache.
    @inlinable
    static func gather(
        _ memory: UnitLaneMemory,
        _ samples: EpochSamples,
        _ start: Int,
        _ count: Int
    ) {
        let inputs = memory.sizes.layers[0].layer.inputs
        for sample in 0..<count {
            let row = samples.orders.map { $0[start + sample] } ?? start + sample
            let target = memory.inputs + sample * memory.sizes.inputStride
            target.update(from: samples.features + row * inputs, count: inputs)
            memory.labels[sample] = samples.labels[row]
        }
    }

    /// Runs all layers for `count` rows that are `stride` apart.
    @inlinable
    static func forward(
        _ memory: UnitLaneMemory,
        _ features: UnsafePointer<Float>,
        _ stride: Int,
        _ count: Int
    ) {
        var input = features
        var inputStride = stride
        for (index, layout) in memory.sizes.layers.enumerated() {
            let output = memory.activations + layout.activationOffset
            forEachPanel(memory, columns: layout.layer.outputs) { panel, first, vectors in
                let rows = layout.paddedInputs * memory.sizes.panelWidth
                let product = PanelProduct<ForwardEpilogue<Vector>, Target>(
                    factors: input,
                    rowStride: inputStride,
                    termStride: 1,
                    panel: memory.parameters + layout.weightOffset + panel * rows,
                    panelStride: panelVectors,
                    terms: layout.layer.inputs,
                    epilogue: ForwardEpilogue(
                        biases: vectorPointer(memory.parameters + layout.biasOffset + first),
                        output: vectorPointer(output + first),
                        stride: layout.rowStride / Vector.scalarCount,
                        isRectified: index < memory.sizes.layers.count - 1
                    )
                )
                product.run(rows: count, vectors: vectors)
            }
            input = UnsafePointer(output)
            inputStride = layout.rowStride
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
        let width = memory.sizes.panelWidth
        let lanes = Vector.scalarCount
        var first = 0
        while first < columns {
            let vectors = (min(columns - first, width) + lanes - 1) / lanes
            body(first / width, first, vectors)
            first += width
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
