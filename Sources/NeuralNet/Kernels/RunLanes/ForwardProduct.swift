/// One layer's outputs for a batch: z[s][o] = b[o] + Σᵢ w[o][i]·a[s][i], then ReLU if wanted.
@usableFromInline
struct ForwardProduct<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// The result, shape [count, outputs].
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The number of samples.
    @usableFromInline let count: Int
    @usableFromInline let isRectified: Bool

    @inlinable
    init(
        layer: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        output: UnsafeMutablePointer<Vector>,
        count: Int,
        isRectified: Bool
    ) {
        self.layer = layer
        self.parameters = parameters
        self.output = output
        self.count = count
        self.isRectified = isRectified
    }

    /// Multiplies with the inputs at `input`, shape [count, inputs].
    @inlinable
    func run<Source: LaneSource>(_ source: Source.Type, _ input: UnsafeRawPointer)
    where Source.Vector == Vector {
        var sample = 0
        while count - sample >= 4 {
            outputs(LaneQuad<Vector>.self, source, input, at: sample)
            sample += 4
        }
        if count - sample >= 2 {
            outputs(LanePair<Vector>.self, source, input, at: sample)
            sample += 2
        }
        if count > sample { outputs(LaneSingle<Vector>.self, source, input, at: sample) }
    }

    /// All outputs of as many samples as `Row` has places.
    @inlinable
    @inline(__always)
    func outputs<Source: LaneSource, Row: LaneRow>(
        _ row: Row.Type,
        _ source: Source.Type,
        _ input: UnsafeRawPointer,
        at sample: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let outputs = layer.outputs
        var unit = 0
        while outputs - unit >= 4 {
            tile(TileQuad<Row>.self, source, input, sample, unit)
            unit += 4
        }
        if outputs - unit >= 2 {
            tile(TilePair<Row>.self, source, input, sample, unit)
            unit += 2
        }
        if outputs > unit { tile(TileSingle<Row>.self, source, input, sample, unit) }
    }

    /// A tile: its rows are outputs, its places samples.
    @inlinable
    @inline(__always)
    func tile<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        _ input: UnsafeRawPointer,
        _ sample: Int,
        _ unit: Int
    ) where Source.Vector == Vector, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let bias = parameters + layer.biasOffset + unit
        let weight = parameters + layer.weightOffset + unit * inputs
        let firstInput = sample * inputs
        var sums = Tile { Tile.Row(repeating: bias[$0]) }
        for index in 0..<inputs {
            let row = Tile.Row(source, input, at: firstInput + index, stride: inputs)
            sums.add({ weight[$0 * inputs + index] }, times: row)
        }
        let target = output + sample * layer.outputs + unit
        sums.forEachRow { unit, row in
            row.forEach { sample, sum in
                target[sample * layer.outputs + unit] = isRectified ? sum.rectified() : sum
            }
        }
    }
}
