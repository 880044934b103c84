/// One layer's gradient over a batch and, without storing it, the step of SGD.
///
/// g[o][i] = Σₛ δ[s][o]·a[s][i] for a weight and Σₛ δ[s][o] for a bias.
@usableFromInline
struct GradientStep<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    @usableFromInline let memory: RunLaneMemory
    /// δ, shape [count, outputs].
    @usableFromInline let delta: UnsafeMutablePointer<Vector>
    /// The number of samples.
    @usableFromInline let count: Int
    @usableFromInline let rule: UpdateRule

    @inlinable
    init(
        layer: LinearLayer,
        memory: RunLaneMemory,
        delta: UnsafeMutablePointer<Vector>,
        count: Int,
        rule: UpdateRule
    ) {
        self.layer = layer
        self.memory = memory
        self.delta = delta
        self.count = count
        self.rule = rule
    }

    /// Steps along the gradient for the inputs at `input`, shape [count, inputs].
    @inlinable
    func run<Source: LaneSource>(_ source: Source.Type, _ input: UnsafeRawPointer)
    where Source.Vector == Vector {
        let inputs = layer.inputs
        var index = 0
        while inputs - index >= 4 {
            weights(LaneQuad<Vector>.self, source, input, at: index)
            index += 4
        }
        if inputs - index >= 2 {
            weights(LanePair<Vector>.self, source, input, at: index)
            index += 2
        }
        if inputs > index { weights(LaneSingle<Vector>.self, source, input, at: index) }
        biases()
    }

    /// The weights of all outputs for as many inputs as `Row` has places.
    @inlinable
    @inline(__always)
    func weights<Source: LaneSource, Row: LaneRow>(
        _ row: Row.Type,
        _ source: Source.Type,
        _ input: UnsafeRawPointer,
        at index: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let outputs = layer.outputs
        var unit = 0
        while outputs - unit >= 4 {
            tile(TileQuad<Row>.self, source, input, unit, index)
            unit += 4
        }
        if outputs - unit >= 2 {
            tile(TilePair<Row>.self, source, input, unit, index)
            unit += 2
        }
        if outputs > unit { tile(TileSingle<Row>.self, source, input, unit, index) }
    }

    /// A tile: its rows are outputs, its places inputs.
    @inlinable
    @inline(__always)
    func tile<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        _ input: UnsafeRawPointer,
        _ unit: Int,
        _ index: Int
    ) where Source.Vector == Vector, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let outputs = layer.outputs
        let factor = delta + unit
        var sums = Tile { _ in Tile.Row(repeating: Vector()) }
        for sample in 0..<count {
            let row = Tile.Row(source, input, at: sample * inputs + index, stride: 1)
            sums.add({ factor[sample * outputs + $0] }, times: row)
        }
        let update = ParameterUpdate<Vector, Target>(memory: memory, rule: rule)
        let first = layer.weightOffset + unit * inputs + index
        sums.forEachRow { unit, row in
            row.forEach { index, sum in update.step(first + unit * inputs + index, along: sum) }
        }
    }

    /// The biases of all outputs.
    @inlinable
    @inline(__always)
    func biases() {
        let outputs = layer.outputs
        var unit = 0
        while outputs - unit >= 4 {
            biases(LaneQuad<Vector>.self, at: unit)
            unit += 4
        }
        while outputs > unit {
            biases(LaneSingle<Vector>.self, at: unit)
            unit += 1
        }
    }

    /// The biases of as many outputs as `Row` has places.
    @inlinable
    @inline(__always)
    func biases<Row: LaneRow>(_ row: Row.Type, at unit: Int) where Row.Vector == Vector {
        let outputs = layer.outputs
        let factor = UnsafeRawPointer(delta + unit)
        var sums = Row(repeating: Vector())
        for sample in 0..<count {
            sums.add(Row(LaneMatrix<Vector>.self, factor, at: sample * outputs, stride: 1))
        }
        let update = ParameterUpdate<Vector, Target>(memory: memory, rule: rule)
        sums.forEach { update.step(layer.biasOffset + unit + $0, along: $1) }
    }
}
