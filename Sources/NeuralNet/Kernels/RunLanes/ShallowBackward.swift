public import TrainingModel

/// The way back through both layers of a network of the form of ``ShallowForward``, with its step.
///
/// A few units at a time: for each sample their delta, the gradient of their weights into the
/// classes and of those from the inputs, all in registers; then the step of these weights, which
/// no later step reads. The sums run over the samples in order, as layer by layer.
@usableFromInline
struct ShallowBackward<Vector: LaneVector, Target: InstructionSet> {
    /// The layer of the units.
    @usableFromInline let hidden: LinearLayer
    @usableFromInline let update: ParameterUpdate<Vector, Target>
    /// The features, shape [count, 2].
    @usableFromInline let input: UnsafeRawPointer
    /// The units' outputs, shape [count, units].
    @usableFromInline let activations: UnsafeMutablePointer<Vector>
    /// δ of the logits, shape [count, classes].
    @usableFromInline let delta: UnsafeMutablePointer<Vector>
    /// The number of samples.
    @usableFromInline let count: Int

    @inlinable
    @inline(__always)
    init(
        hidden: LinearLayer,
        update: ParameterUpdate<Vector, Target>,
        input: UnsafeRawPointer,
        activations: UnsafeMutablePointer<Vector>,
        delta: UnsafeMutablePointer<Vector>,
        count: Int
    ) {
        self.hidden = hidden
        self.update = update
        self.input = input
        self.activations = activations
        self.delta = delta
        self.count = count
    }

    /// Goes back and steps.
    ///
    /// - Parameters:
    ///   - source: How the features lie.
    ///   - classes: Two or three.
    @inlinable
    func run<Source: LaneSource>(_ source: Source.Type, classes: Int)
    where Source.Vector == Vector {
        if classes == 3 {
            units(Tile3<LanePair<Vector>>.self, Tile3<LaneSingle<Vector>>.self, source)
        } else {
            units(Tile2<LanePair<Vector>>.self, Tile2<LaneSingle<Vector>>.self, source)
        }
    }

    /// All units, two at a time.
    @inlinable
    @inline(__always)
    func units<Source: LaneSource, Pairs: LaneTile, Singles: LaneTile>(
        _ pairs: Pairs.Type,
        _ singles: Singles.Type,
        _ source: Source.Type
    )
    where
        Source.Vector == Vector,
        Pairs.Row: LaneVectorRow,
        Pairs.Row.Vector == Vector,
        Singles.Row == LaneSingle<Vector>
    {
        var unit = 0
        while hidden.outputs - unit >= 2 {
            units(pairs, source, at: unit)
            unit += 2
        }
        if hidden.outputs > unit { units(singles, source, at: unit) }
        stepClassBiases(singles)
    }

    /// As many units from `unit` on as a row of `Tile` has vectors; its rows are classes.
    @inlinable
    @inline(never)
    func units<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        at unit: Int
    ) where Source.Vector == Vector, Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let stride = hidden.outputs
        let delta = delta
        let input = input
        let outputs = UnsafeRawPointer(activations + unit)
        let weights = UnsafeRawPointer(update.parameters + hidden.endOffset + unit)
        let classWeights = Tile {
            Tile.Row(LaneMatrix<Vector>.self, weights, at: $0 * stride, stride: 1)
        }
        var classGradients = Tile { _ in Tile.Row(repeating: Vector()) }
        var gradients = Tile2<Tile.Row> { _ in Tile.Row(repeating: Vector()) }
        var biasGradients = Tile.Row(repeating: Vector())
        for sample in 0..<count {
            let classDelta = delta + sample * Tile.rowCount
            let output = Tile.Row(LaneMatrix<Vector>.self, outputs, at: sample * stride, stride: 1)
            var unitDelta = Tile.Row(repeating: Vector())
            classWeights.add(to: &unitDelta) { classDelta[$0] }
            classGradients.add({ classDelta[$0] }, times: output)
            unitDelta = RectifiedLinear.deltas(unitDelta, outputs: output)
            gradients.add({ source.load(input, 2 * sample + $0) }, times: unitDelta)
            biasGradients = biasGradients + unitDelta
        }
        let first = hidden.endOffset + unit
        let classStep = StepRows<Tile.Row, Target>(
            update: update,
            first: first,
            rowStride: stride,
            vectorStride: 1
        )
        classGradients.handRows(from: 0, to: classStep)
        let weightIndex = hidden.weightOffset + 2 * unit
        let step = StepRows<Tile.Row, Target>(
            update: update,
            first: weightIndex,
            rowStride: 1,
            vectorStride: 2
        )
        gradients.handRows(from: 0, to: step)
        update.step(hidden.biasOffset + unit, along: biasGradients)
    }

    /// The biases of the classes, one row of `Tile` each.
    @inlinable
    @inline(never)
    func stepClassBiases<Tile: LaneTile>(_ tile: Tile.Type) where Tile.Row == LaneSingle<Vector> {
        let delta = delta
        let one = LaneSingle<Vector>(repeating: Vector(repeating: 1))
        var sums = Tile { _ in LaneSingle(repeating: Vector()) }
        for sample in 0..<count { sums.add({ delta[sample * Tile.rowCount + $0] }, times: one) }
        let first = hidden.endOffset + Tile.rowCount * hidden.outputs
        let step = StepRows<LaneSingle<Vector>, Target>(
            update: update,
            first: first,
            rowStride: 1,
            vectorStride: 1
        )
        sums.handRows(from: 0, to: step)
    }
}

/// Gradients on their way into the step.
@usableFromInline
struct StepRows<Row: LaneVectorRow, Target: InstructionSet>: LaneRowConsumer {
    @usableFromInline let update: ParameterUpdate<Row.Vector, Target>
    /// The index of the first parameter.
    @usableFromInline let first: Int
    /// The parameters from one row to the next.
    @usableFromInline let rowStride: Int
    /// The parameters from one vector of a row to the next.
    @usableFromInline let vectorStride: Int

    @inlinable
    @inline(__always)
    init(
        update: ParameterUpdate<Row.Vector, Target>,
        first: Int,
        rowStride: Int,
        vectorStride: Int
    ) {
        self.update = update
        self.first = first
        self.rowStride = rowStride
        self.vectorStride = vectorStride
    }

    @inlinable
    @inline(__always)
    package func take(_ index: Int, _ row: Row) {
        update.spreadStep(first + index * rowStride, vectorStride, along: row)
    }
}
