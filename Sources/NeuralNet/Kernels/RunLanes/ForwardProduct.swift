/// One layer's outputs for some samples: z[s][o] = b[o] + Σᵢ w[o][i]·a[s][i], then ReLU if wanted.
@usableFromInline
struct ForwardProduct<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// a, shape [samples, inputs].
    @usableFromInline let input: UnsafeRawPointer
    /// The result, shape [samples, outputs].
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    @usableFromInline let isRectified: Bool

    @inlinable
    @inline(__always)
    init(
        layer: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        input: UnsafeRawPointer,
        output: UnsafeMutablePointer<Vector>,
        isRectified: Bool
    ) {
        self.layer = layer
        self.parameters = parameters
        self.input = input
        self.output = output
        self.isRectified = isRectified
    }

    /// Computes all outputs of as many samples as `Row` has places.
    @inlinable
    func run<Source: LaneSource, Row: LaneRow>(_ source: Source.Type, _ row: Row.Type)
    where Source.Vector == Vector, Row.Vector == Vector {
        let outputs = layer.outputs
        var unit = 0
        if Target.registerCount >= 32 {
            while outputs - unit >= 4 {
                tile(TileQuad<Row>.self, source, unit)
                unit += 4
            }
        }
        if outputs - unit == 3 {
            tile(TileTriple<Row>.self, source, unit)
            return
        }
        while outputs - unit >= 2 {
            tile(TilePair<Row>.self, source, unit)
            unit += 2
        }
        if outputs > unit { tile(TileSingle<Row>.self, source, unit) }
    }

    /// A tile: its rows are outputs, its places samples.
    @inlinable
    @inline(__always)
    func tile<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        _ unit: Int
    ) where Source.Vector == Vector, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let outputs = layer.outputs
        let input = input
        let bias = parameters + layer.biasOffset + unit
        let weight = parameters + layer.weightOffset + unit * inputs
        var sums = Tile { Tile.Row(repeating: bias[$0]) }
        for index in 0..<inputs {
            let row = Tile.Row(source, input, at: index, stride: inputs)
            sums.add({ weight[$0 * inputs + index] }, times: row)
        }
        let target = output + unit
        if isRectified {
            sums.forEachRow { unit, row in
                row.forEach { target[$0 * outputs + unit] = $1.rectified() }
            }
        } else {
            sums.forEachRow { unit, row in row.forEach { target[$0 * outputs + unit] = $1 } }
        }
    }
}
