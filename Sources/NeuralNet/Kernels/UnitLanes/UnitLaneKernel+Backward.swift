public import CLaneVectors
public import TrainingModel

extension UnitLaneKernel {
    /// Goes back from the logits' delta, which stands in the first delta buffer, with one step of
    /// SGD.
    @inlinable
    static func backward(_ memory: UnitLaneMemory, _ count: Int, _ rule: UpdateRule) {
        var delta = memory.deltas
        var inputDelta = memory.deltas + memory.sizes.delta
        for index in memory.sizes.layers.indices.reversed() {
            let layout = memory.sizes.layers[index]
            guard index > 0 else {
                let stride = memory.sizes.inputStride
                step(memory, layout, memory.inputs, stride, delta, count, rule)
                return
            }
            let inputLayout = memory.sizes.layers[index - 1]
            let input = memory.activations + inputLayout.activationOffset
            // The delta of the inputs needs the weights as they were before this step.
            transpose(memory, layout)
            forEachPanel(memory, columns: layout.layer.inputs) { panel, first, vectors in
                let rows = layout.paddedOutputs * memory.sizes.panelWidth
                let product = PanelProduct<DeltaEpilogue<Vector>, Target>(
                    factors: delta,
                    rowStride: layout.rowStride,
                    termStride: 1,
                    panel: memory.transposed + layout.transposedOffset + panel * rows,
                    panelStride: panelVectors,
                    terms: layout.layer.outputs,
                    epilogue: DeltaEpilogue(
                        gate: vectorPointer(input + first),
                        output: vectorPointer(inputDelta + first),
                        stride: inputLayout.rowStride / Vector.scalarCount
                    )
                )
                product.run(rows: count, vectors: vectors)
            }
            step(memory, layout, input, inputLayout.rowStride, delta, count, rule)
            swap(&delta, &inputDelta)
        }
    }

    /// Steps along the gradient of one layer.
    ///
    /// - Parameters:
    ///   - memory: The run.
    ///   - layout: The layer.
    ///   - input: The layer's inputs, one row a sample.
    ///   - inputStride: The Floats from one sample to the next in `input`.
    ///   - delta: The delta of the layer's outputs.
    ///   - count: The number of samples.
    ///   - rule: The form of the optimizer's rule.
    @inlinable
    static func step(
        _ memory: UnitLaneMemory,
        _ layout: UnitLaneLayer,
        _ input: UnsafeMutablePointer<Float>,
        _ inputStride: Int,
        _ delta: UnsafeMutablePointer<Float>,
        _ count: Int,
        _ rule: UpdateRule
    ) {
        let lanes = Vector.scalarCount
        let update = ParameterUpdate<Vector, Target>(
            parameters: vectorPointer(memory.parameters),
            velocities: vectorPointer(memory.velocities),
            settings: vectorPointer(memory.settings),
            rule: rule
        )
        forEachPanel(memory, columns: layout.layer.outputs) { panel, first, vectors in
            let rows = layout.paddedInputs * memory.sizes.panelWidth
            let product = PanelProduct<StepEpilogue<Vector, Target>, Target>(
                factors: input,
                rowStride: 1,
                termStride: inputStride,
                panel: delta + first,
                panelStride: layout.rowStride / lanes,
                terms: count,
                epilogue: StepEpilogue(
                    update: update,
                    first: (layout.weightOffset + panel * rows) / lanes,
                    stride: panelVectors
                )
            )
            product.run(rows: layout.layer.inputs, vectors: vectors)
            for vector in 0..<vectors {
                let column = vectorPointer(delta + first) + vector
                var sum = Vector()
                for sample in 0..<count { sum = sum + column[sample * layout.rowStride / lanes] }
                update.step((layout.biasOffset + first) / lanes + vector, along: sum)
            }
        }
    }

    /// Writes a layer's weights by inputs, from the panels by outputs.
    @inlinable
    static func transpose(_ memory: UnitLaneMemory, _ layout: UnitLaneLayer) {
        let source = PanelMatrix(
            base: memory.parameters + layout.weightOffset,
            panelWidth: memory.sizes.panelWidth,
            rowCapacity: layout.paddedInputs
        )
        let target = PanelMatrix(
            base: memory.transposed + layout.transposedOffset,
            panelWidth: memory.sizes.panelWidth,
            rowCapacity: layout.paddedOutputs
        )
        for output in stride(from: 0, to: layout.layer.outputs, by: 4) {
            for input in stride(from: 0, to: layout.layer.inputs, by: 4) {
                clanevectors_transpose(
                    source.base + source.index(input, output),
                    source.panelWidth,
                    target.base + target.index(output, input),
                    target.panelWidth
                )
            }
        }
    }
}
