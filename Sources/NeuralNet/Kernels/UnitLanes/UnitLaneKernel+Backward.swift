public import CLaneVectors
public import TrainingModel

extension UnitLaneKernel {
    /// Goes back from the logits' delta, which is in the first delta buffer, with one step of
    /// SGD; a narrow head has gone back already.
    @inlinable
    static func backward(_ memory: UnitLaneMemory, _ count: Int, _ rule: UpdateRule) {
        let runs = Block.runCount
        var delta = memory.deltas
        var inputDelta = memory.deltas + memory.sizes.delta * runs
        for index in memory.sizes.layers.indices.reversed() {
            let layout = memory.sizes.layers[index]
            if memory.sizes.hasNarrowHead, index == memory.sizes.layers.count - 1 { continue }
            guard index > 0 else {
                let stride = memory.sizes.inputStride
                step(memory, layout, memory.inputs, stride, delta, count, rule)
                return
            }
            let inputLayout = memory.sizes.layers[index - 1]
            let input = memory.activations + inputLayout.activationOffset * runs
            // The delta of the inputs needs the weights as they were before this step.
            transpose(memory, layout)
            forEachPanel(memory, columns: layout.layer.inputs) { panel, first, vectors in
                let rows = layout.paddedOutputs * memory.sizes.width.panelWidth
                let weights = memory.transposed + (layout.transposedOffset + panel * rows) * runs
                let product = PanelProduct<Block, DeltaEpilogue<Vector>, Target>(
                    factors: delta,
                    rowStride: layout.rowStride,
                    termStride: 1,
                    panel: weights,
                    panelStride: width.panelVectors,
                    terms: layout.layer.outputs,
                    epilogue: DeltaEpilogue(
                        slopes: slopes(memory, inputLayout, at: first),
                        output: vectorPointer(inputDelta + first * runs),
                        stride: inputLayout.rowStride / Block.unitCount
                    )
                )
                product.run(rows: count, vectors: vectors)
            }
            step(memory, layout, input, inputLayout.rowStride, delta, count, rule)
            swap(&delta, &inputDelta)
        }
    }

    /// The slopes of a hidden layer's units from unit `first` on.
    @inlinable
    @inline(__always)
    static func slopes(
        _ memory: UnitLaneMemory,
        _ layout: UnitLaneLayer,
        at first: Int
    ) -> HiddenSlopes<Vector> {
        let keepsSlopes = memory.sizes.hidden.keepsSlopes
        let numbers = keepsSlopes ? memory.slopes : memory.activations
        return HiddenSlopes(
            vectorPointer(numbers + (layout.activationOffset + first) * Block.runCount),
            of: memory.sizes.hidden
        )
    }

    /// Steps along the gradient of one layer.
    ///
    /// - Parameters:
    ///   - memory: The block.
    ///   - layout: The layer.
    ///   - input: The layer's inputs, one row a sample.
    ///   - inputStride: The distance of two samples in `input`.
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
        let units = Block.unitCount
        let update = update(memory, rule)
        let rowVectors = layout.rowStride / units
        forEachPanel(memory, columns: layout.layer.outputs) { panel, first, vectors in
            let rows = layout.paddedInputs * memory.sizes.width.panelWidth
            let columns = delta + first * Block.runCount
            let product = PanelProduct<Block, StepEpilogue<Vector, Target>, Target>(
                factors: input,
                rowStride: 1,
                termStride: inputStride,
                panel: columns,
                panelStride: rowVectors,
                terms: count,
                epilogue: StepEpilogue(
                    update: update,
                    first: (layout.weightOffset + panel * rows) / units,
                    stride: width.panelVectors
                )
            )
            product.run(rows: layout.layer.inputs, vectors: vectors)
            let biases = (layout.biasOffset + first) / units
            var vector = 0
            while vectors - vector >= 4 {
                stepBiases(LaneQuad<Vector>.self, vector)
                vector += 4
            }
            while vectors > vector {
                stepBiases(LaneSingle<Vector>.self, vector)
                vector += 1
            }
            func stepBiases<Row: LaneVectorRow>(_ row: Row.Type, _ vector: Int)
            where Row.Vector == Vector {
                let column = UnsafeRawPointer(vectorPointer(columns) + vector)
                var sums = Row(repeating: Vector())
                for sample in 0..<count {
                    let index = sample * rowVectors
                    sums = sums + Row(LaneMatrix<Vector>.self, column, at: index, stride: 1)
                }
                update.step(biases + vector, along: sums)
            }
        }
    }

    /// The optimizer's rule on the block's parameters.
    @inlinable
    @inline(__always)
    static func update(
        _ memory: UnitLaneMemory,
        _ rule: UpdateRule
    ) -> ParameterUpdate<Vector, Target> {
        let kept = rule == .stored ? memory.gradients : memory.velocities
        return ParameterUpdate(
            parameters: vectorPointer(memory.parameters),
            velocities: vectorPointer(kept),
            settings: vectorPointer(memory.settings),
            rule: rule
        )
    }

    /// Writes a layer's weights by inputs, from the panels by outputs.
    @inlinable
    static func transpose(_ memory: UnitLaneMemory, _ layout: UnitLaneLayer) {
        let runs = Block.runCount
        let panelWidth = memory.sizes.width.panelWidth
        let source = PanelMatrix(
            base: memory.parameters + layout.weightOffset * runs,
            panelWidth: panelWidth,
            rowCapacity: layout.paddedInputs
        )
        let target = PanelMatrix(
            base: memory.transposed + layout.transposedOffset * runs,
            panelWidth: panelWidth,
            rowCapacity: layout.paddedOutputs
        )
        for output in stride(from: 0, to: layout.layer.outputs, by: panelWidth) {
            for input in stride(from: 0, to: layout.layer.inputs, by: panelWidth) {
                transposeSquare(
                    source.base + source.index(input, output) * runs,
                    target.base + target.index(output, input) * runs,
                    rows: min(layout.layer.inputs - input, panelWidth),
                    columns: min(layout.layer.outputs - output, panelWidth),
                    stride: panelWidth
                )
            }
        }
    }

    /// Exchanges rows and columns within two panels whose rows are `stride` numbers apart.
    @inlinable
    @inline(__always)
    static func transposeSquare(
        _ source: UnsafeMutablePointer<Float>,
        _ target: UnsafeMutablePointer<Float>,
        rows: Int,
        columns: Int,
        stride distance: Int
    ) {
        let runs = Block.runCount
        guard runs == 1 else {
            for row in 0..<rows {
                for column in 0..<columns {
                    let from = source + (row * distance + column) * runs
                    let to = target + (column * distance + row) * runs
                    Block.copy(from, to: to)
                }
            }
            return
        }
        for column in stride(from: 0, to: columns, by: 4) {
            for row in stride(from: 0, to: rows, by: 4) {
                clanevectors_transpose4(
                    source + row * distance + column,
                    distance,
                    target + column * distance + row,
                    distance
                )
            }
        }
    }
}
