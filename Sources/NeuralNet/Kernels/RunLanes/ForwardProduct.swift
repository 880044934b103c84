public import TrainingModel

/// One layer's outputs for some samples: z[s][o] = b[o] + Σᵢ w[o][i]·a[s][i], then the activation.
@usableFromInline
struct ForwardProduct<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// a, shape [samples, inputs].
    @usableFromInline let input: UnsafeRawPointer
    /// The result, shape [samples, outputs].
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    @usableFromInline let activation: FusedActivation

    @inlinable
    @inline(__always)
    init(
        layer: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        input: UnsafeRawPointer,
        output: UnsafeMutablePointer<Vector>,
        activation: FusedActivation
    ) {
        self.layer = layer
        self.parameters = parameters
        self.input = input
        self.output = output
        self.activation = activation
    }

    /// Computes all outputs of as many samples as `Row` has vectors.
    @inlinable
    func run<Source: LaneSource, Row: LaneVectorRow>(_ source: Source.Type, _ row: Row.Type)
    where Source.Vector == Vector, Row.Vector == Vector {
        switch layer.inputs {
        case 1: fewInputs(Tile1<Row>.self, source)
        case 2: fewInputs(Tile2<Row>.self, source)
        case 3: fewInputs(Tile3<Row>.self, source)
        case 4: fewInputs(Tile4<Row>.self, source)
        default: manyInputs(row, source)
        }
    }

    /// The inputs stay in registers, one row of `Tile` each, while the outputs pass by.
    @inlinable
    @inline(__always)
    func fewInputs<Source: LaneSource, Tile: LaneTile>(_ tile: Tile.Type, _ source: Source.Type)
    where Source.Vector == Vector, Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let outputs = layer.outputs
        let biases = parameters + layer.biasOffset
        let weights = parameters + layer.weightOffset
        let rows = Tile { Tile.Row(source, input, at: $0, stride: Tile.rowCount) }
        for unit in 0..<outputs {
            let weight = weights + unit * Tile.rowCount
            var sums = Tile.Row(repeating: biases[unit])
            rows.add(to: &sums) { weight[$0] }
            store(sums, at: unit)
        }
    }

    /// The outputs are done in tiles.
    @inlinable
    @inline(__always)
    func manyInputs<Source: LaneSource, Row: LaneVectorRow>(_ row: Row.Type, _ source: Source.Type)
    where Source.Vector == Vector, Row.Vector == Vector {
        let outputs = layer.outputs
        var unit = 0
        if Target.holds(rows: 4, of: Row.count) {
            while outputs - unit >= 4 {
                tile(Tile4<Row>.self, source, unit)
                unit += 4
            }
        }
        if outputs - unit == 3, Target.holds(rows: 3, of: Row.count) {
            tile(Tile3<Row>.self, source, unit)
            return
        }
        while outputs - unit >= 2 {
            tile(Tile2<Row>.self, source, unit)
            unit += 2
        }
        if outputs > unit { tile(Tile1<Row>.self, source, unit) }
    }

    /// A tile: its rows are outputs, its columns samples.
    @inlinable
    @inline(__always)
    func tile<Source: LaneSource, Tile: LaneTile>(
        _ tile: Tile.Type,
        _ source: Source.Type,
        _ unit: Int
    ) where Source.Vector == Vector, Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let input = input
        let bias = parameters + layer.biasOffset + unit
        let weight = parameters + layer.weightOffset + unit * inputs
        var sums = Tile { Tile.Row(repeating: bias[$0]) }
        for index in 0..<inputs {
            let row = Tile.Row(source, input, at: index, stride: inputs)
            sums.add({ weight[$0 * inputs + index] }, times: row)
        }
        sums.forEachRow { store($1, at: unit + $0) }
    }

    /// Stores one output of the samples of `Row`.
    @inlinable
    @inline(__always)
    func store<Row: LaneVectorRow>(_ sums: Row, at unit: Int) where Row.Vector == Vector {
        activation.outputs(of: sums).store(to: output + unit, stride: layer.outputs)
    }
}
