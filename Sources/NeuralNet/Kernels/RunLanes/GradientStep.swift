public import TrainingModel

/// One layer's gradient over a batch and, without storing it, the step of SGD.
///
/// g[o][i] = Σₛ δ[s][o]·a[s][i] for a weight and Σₛ δ[s][o] for a bias.
@usableFromInline
struct GradientStep<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    @usableFromInline let update: ParameterUpdate<Vector, Target>
    /// a, shape [count, inputs].
    @usableFromInline let input: UnsafeRawPointer
    /// The number of samples.
    @usableFromInline let count: Int

    @inlinable
    @inline(__always)
    init(
        layer: LinearLayer,
        update: ParameterUpdate<Vector, Target>,
        input: UnsafeRawPointer,
        count: Int
    ) {
        self.layer = layer
        self.update = update
        self.input = input
        self.count = count
    }

    /// Steps for as many inputs from `index` on as `Row` has vectors; with the biases if they are
    /// the first.
    @inlinable
    @inline(__always)
    func columns<Source: LaneSource, Row: LaneRow>(
        _ row: Row.Type,
        _ source: Source.Type,
        at index: Int,
        _ delta: UnsafeMutablePointer<Vector>
    ) where Source.Vector == Vector, Row.Vector == Vector {
        block(row, source, 0..<layer.outputs, index, delta, layer.outputs)
    }

    /// Steps for all inputs of some units.
    ///
    /// - Parameters:
    ///   - source: How the inputs lie.
    ///   - range: The units, outputs of this layer.
    ///   - delta: δ of those units, shape [count, `range.count`].
    @inlinable
    func rows<Source: LaneSource>(
        _ source: Source.Type,
        _ range: Range<Int>,
        _ delta: UnsafeMutablePointer<Vector>
    ) where Source.Vector == Vector {
        let inputs = layer.inputs
        let stride = range.count
        var index = 0
        if Target.hasWideRows {
            while inputs - index >= 4 {
                block(LaneQuad<Vector>.self, source, range, index, delta, stride)
                index += 4
            }
        }
        while inputs - index >= 3 {
            block(LaneTriple<Vector>.self, source, range, index, delta, stride)
            index += 3
        }
        if inputs - index >= 2 {
            block(LanePair<Vector>.self, source, range, index, delta, stride)
            index += 2
        }
        if inputs > index {
            block(LaneSingle<Vector>.self, source, range, index, delta, stride)
        }
    }

    /// Steps for a block, with the biases if its inputs are the first.
    @inlinable
    @inline(__always)
    func block<Source: LaneSource, Row: LaneRow>(
        _ row: Row.Type,
        _ source: Source.Type,
        _ range: Range<Int>,
        _ index: Int,
        _ delta: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        if index == 0 {
            units(RowWithBias<Row>.self, source, range, index, delta, stride)
        } else {
            units(row, source, range, index, delta, stride)
        }
    }

    /// Steps for a block: the units of `range` and the inputs from `index` on that `Row` holds.
    @inlinable
    @inline(__always)
    func units<Source: LaneSource, Row: LaneRow>(
        _ row: Row.Type,
        _ source: Source.Type,
        _ range: Range<Int>,
        _ index: Int,
        _ delta: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        var unit = range.lowerBound
        var delta = delta
        if Target.holds(rows: 4, of: Row.count) {
            while range.upperBound - unit >= 4 {
                tile(Tile4<Row>.self, source, unit, index, delta, stride)
                unit += 4
                delta += 4
            }
        }
        if range.upperBound - unit == 3, Target.holds(rows: 3, of: Row.count) {
            tile(Tile3<Row>.self, source, unit, index, delta, stride)
            return
        }
        while range.upperBound - unit >= 2 {
            tile(Tile2<Row>.self, source, unit, index, delta, stride)
            unit += 2
            delta += 2
        }
        if range.upperBound > unit {
            tile(Tile1<Row>.self, source, unit, index, delta, stride)
        }
    }

    /// A tile: its rows are outputs, its columns inputs.
    @inlinable
    @inline(never)
    func tile<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        _ unit: Int,
        _ index: Int,
        _ delta: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Source.Vector == Vector, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let input = input
        var sums = Tile { _ in Tile.Row(repeating: Vector()) }
        for sample in 0..<count {
            let row = Tile.Row(source, input, at: sample * inputs + index, stride: 1)
            sums.add({ delta[sample * stride + $0] }, times: row)
        }
        guard update.rule == .plain else {
            separateStep(along: sums, unit, index)
            return
        }
        // Vector by vector: next to the sums there are few registers.
        let firstWeight = layer.weightOffset + unit * inputs + index
        let firstBias = layer.biasOffset + unit
        sums.forEachRow { unit, row in
            row.forEach { column, sum in
                let isBias = column == Tile.Row.biasIndex
                let weight = firstWeight + unit * inputs + column
                update.plainStep(isBias ? firstBias + unit : weight, along: sum)
            }
        }
    }

    /// The steps of a tile by a rule that is not fused; apart, to keep the fused one short.
    @inlinable
    @inline(never)
    func separateStep<Tile: LaneTile>(along sums: Tile, _ unit: Int, _ index: Int)
    where Tile.Row.Vector == Vector {
        let rows = GradientRows<Tile.Row, Target>(
            update: update,
            firstWeight: layer.weightOffset + index,
            weightStride: layer.inputs,
            firstBias: layer.biasOffset
        )
        sums.handRows(from: unit, to: rows)
    }
}

/// The gradients of units on their way into a step that is not fused, a unit a row.
@usableFromInline
struct GradientRows<Row: LaneRow, Target: InstructionSet>: LaneRowConsumer {
    @usableFromInline let update: ParameterUpdate<Row.Vector, Target>
    /// The index of the first weight in the row of unit 0.
    @usableFromInline let firstWeight: Int
    /// The weights from one unit to the next.
    @usableFromInline let weightStride: Int
    /// The bias of unit 0.
    @usableFromInline let firstBias: Int

    @inlinable
    @inline(__always)
    init(
        update: ParameterUpdate<Row.Vector, Target>,
        firstWeight: Int,
        weightStride: Int,
        firstBias: Int
    ) {
        self.update = update
        self.firstWeight = firstWeight
        self.weightStride = weightStride
        self.firstBias = firstBias
    }

    @inlinable
    @inline(__always)
    package func take(_ index: Int, _ row: Row) {
        row.hand(
            to: GradientVectors(
                update: update,
                weight: firstWeight + index * weightStride,
                bias: firstBias + index
            )
        )
    }
}

/// The gradients of a unit's neighbouring weights, and maybe of its bias, on their way into a step
/// that is not fused.
@usableFromInline
struct GradientVectors<Vector: LaneVector, Target: InstructionSet>: LaneVectorConsumer {
    @usableFromInline let update: ParameterUpdate<Vector, Target>
    /// The index of the first weight; the others follow.
    @usableFromInline let weight: Int
    /// The index of the bias.
    @usableFromInline let bias: Int

    @inlinable
    @inline(__always)
    init(update: ParameterUpdate<Vector, Target>, weight: Int, bias: Int) {
        self.update = update
        self.weight = weight
        self.bias = bias
    }

    @inlinable
    @inline(__always)
    package func take<Row: LaneVectorRow>(_ row: Row) where Row.Vector == Vector {
        update.separateStep(weight, 1, along: row)
    }

    @inlinable
    @inline(__always)
    package func takeBias(_ vector: Vector) {
        update.separateStep(bias, 1, along: LaneSingle(repeating: vector))
    }
}
