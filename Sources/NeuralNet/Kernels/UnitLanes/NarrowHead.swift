public import TrainingModel

/// The last layer of a single run with so few classes that they would leave most lanes empty.
///
/// Its lanes are samples on the way forward and inputs on the way back. Each sum still runs over
/// its index in order, so the bits are those of every other mapping. The logits, then their deltas,
/// are by classes: shape [classes, capacity].
@usableFromInline
enum NarrowHead<Vector: LaneRegister, Target: InstructionSet> {
    /// The kernel of the other layers.
    @usableFromInline
    typealias Kernel = UnitLaneKernel<SingleBlock<Vector>, Target>

    /// The layout of the last layer.
    @inlinable
    static func head(_ memory: UnitLaneMemory) -> UnitLaneLayer {
        memory.sizes.layers[memory.sizes.layers.count - 1]
    }

    /// The layout of the layer before, whose outputs are the inputs.
    @inlinable
    static func inputLayout(_ memory: UnitLaneMemory) -> UnitLaneLayer {
        memory.sizes.layers[memory.sizes.layers.count - 2]
    }

    /// Computes the logits of all samples, in panels of inputs: a sum goes on where it stopped.
    @inlinable
    static func forward(_ memory: UnitLaneMemory, _ count: Int) {
        let lanes = Vector.scalarCount
        let capacity = memory.sizes.capacity
        let inputLayout = inputLayout(memory)
        let input = memory.activations + inputLayout.activationOffset
        let layout = head(memory)
        for sample in stride(from: 0, to: count, by: lanes) {
            for unit in stride(from: 0, to: layout.layer.inputs, by: lanes) {
                Vector.transpose(
                    input + sample * inputLayout.rowStride + unit,
                    inputLayout.rowStride,
                    memory.columns + unit * capacity + sample,
                    capacity
                )
            }
        }
        let panelWidth = memory.sizes.width.panelWidth
        for first in stride(from: 0, to: layout.layer.inputs, by: panelWidth) {
            let product = PanelProduct<SingleBlock<Vector>, HeadEpilogue<Vector>, Target>(
                factors: memory.parameters + layout.weightOffset + first * layout.paddedOutputs,
                rowStride: panelWidth,
                termStride: 1,
                panel: memory.columns + first * capacity,
                panelStride: capacity / lanes,
                terms: min(layout.layer.inputs - first, panelWidth),
                epilogue: HeadEpilogue(
                    biases: memory.parameters + layout.biasOffset,
                    output: Kernel.vectorPointer(memory.logits),
                    stride: capacity / lanes,
                    startsWithBiases: first == 0
                )
            )
            product.run(rows: layout.layer.outputs, vectors: (count + lanes - 1) / lanes)
        }
    }

    /// The delta of the inputs, then one step of the layer.
    @inlinable
    static func backward(_ memory: UnitLaneMemory, _ count: Int, _ rule: UpdateRule) {
        let lanes = Vector.scalarCount
        let capacity = memory.sizes.capacity
        let layout = head(memory)
        let inputLayout = inputLayout(memory)
        let input = memory.activations + inputLayout.activationOffset
        let rowVectors = inputLayout.rowStride / lanes
        let update = Kernel.update(memory, rule)
        Kernel.forEachPanel(memory, columns: layout.layer.inputs) { panel, first, vectors in
            let offset = layout.weightOffset + first * layout.paddedOutputs
            let delta = PanelProduct<SingleBlock<Vector>, DeltaEpilogue<Vector>, Target>(
                factors: memory.logits,
                rowStride: 1,
                termStride: capacity,
                panel: memory.parameters + offset,
                panelStride: Kernel.width.panelVectors,
                terms: layout.layer.outputs,
                epilogue: DeltaEpilogue(
                    slopes: Kernel.slopes(memory, inputLayout, at: first),
                    output: Kernel.vectorPointer(memory.deltas + first),
                    stride: rowVectors
                )
            )
            delta.run(rows: count, vectors: vectors)
            let step = PanelProduct<SingleBlock<Vector>, StepEpilogue<Vector, Target>, Target>(
                factors: memory.logits,
                rowStride: capacity,
                termStride: 1,
                panel: input + first,
                panelStride: rowVectors,
                terms: count,
                epilogue: StepEpilogue(
                    update: update,
                    first: offset / lanes,
                    stride: Kernel.width.panelVectors
                )
            )
            step.run(rows: layout.layer.outputs, vectors: vectors)
        }
        let gradient = Kernel.losses(memory)
        for lane in 0..<lanes { gradient[lane] = 0 }
        var unit = 0
        while layout.layer.outputs - unit >= 4 {
            let delta = memory.logits + unit * capacity
            // Four sums side by side, since each waits for its own last addition.
            var sums = (Float(0), Float(0), Float(0), Float(0))
            for sample in 0..<count {
                sums.0 += delta[sample]
                sums.1 += delta[sample + capacity]
                sums.2 += delta[sample + 2 * capacity]
                sums.3 += delta[sample + 3 * capacity]
            }
            (gradient[unit], gradient[unit + 1]) = (sums.0, sums.1)
            (gradient[unit + 2], gradient[unit + 3]) = (sums.2, sums.3)
            unit += 4
        }
        while unit < layout.layer.outputs {
            let delta = memory.logits + unit * capacity
            gradient[unit] = (0..<count).reduce(Float(0)) { $0 + delta[$1] }
            unit += 1
        }
        let sums = LaneSingle(repeating: Kernel.vectorPointer(gradient)[0])
        update.step(layout.biasOffset / lanes, along: sums)
    }
}

/// The epilogue of a narrow head's forward product: rows are classes, lanes samples.
@usableFromInline
struct HeadEpilogue<Vector: LaneVector>: ProductEpilogue {
    /// The bias of each class.
    @usableFromInline let biases: UnsafePointer<Float>
    /// The logits, one row a class.
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The vectors from one class to the next.
    @usableFromInline let stride: Int
    /// Whether these are the first terms; others go on with the sums so far.
    @usableFromInline let startsWithBiases: Bool

    @inlinable
    @inline(__always)
    init(
        biases: UnsafePointer<Float>,
        output: UnsafeMutablePointer<Vector>,
        stride: Int,
        startsWithBiases: Bool
    ) {
        self.biases = biases
        self.output = output
        self.stride = stride
        self.startsWithBiases = startsWithBiases
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector {
        startsWithBiases ? Vector(repeating: biases[row]) : output[row * stride + column]
    }

    @inlinable
    @inline(__always)
    package func finish<Row: LaneVectorRow>(_ row: Int, _ column: Int, _ sums: Row)
    where Row.Vector == Vector {
        sums.store(to: output + row * stride + column, stride: 1)
    }
}
