public import TrainingModel

/// The derivative by the sums of the layer before: d[s][i] = (Σₒ w[o][i]·δ[s][o])·f′[s][i].
@usableFromInline
struct DeltaProduct<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// δ, shape [count, outputs].
    @usableFromInline let delta: UnsafeMutablePointer<Vector>
    /// f′, the slopes of the layer before, shape [count, inputs].
    @usableFromInline let slopes: HiddenSlopes<Vector>
    /// The number of samples.
    @usableFromInline let count: Int

    @inlinable
    @inline(__always)
    init(
        layer: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        delta: UnsafeMutablePointer<Vector>,
        slopes: HiddenSlopes<Vector>,
        count: Int
    ) {
        self.layer = layer
        self.parameters = parameters
        self.delta = delta
        self.slopes = slopes
        self.count = count
    }

    /// Computes, for all samples, as many columns from `index` on as `Row` has vectors.
    ///
    /// - Parameters:
    ///   - row: The kind of row.
    ///   - index: The first input.
    ///   - output: Where d[0][index] goes.
    ///   - stride: The distance of two samples in `output`.
    @inlinable
    @inline(__always)
    func run<Row: LaneVectorRow>(
        _ row: Row.Type,
        at index: Int,
        into output: UnsafeMutablePointer<Vector>,
        stride: Int
    ) where Row.Vector == Vector {
        switch layer.outputs {
        case 1: fewOutputs(Tile1<Row>.self, index, output, stride)
        case 2: fewOutputs(Tile2<Row>.self, index, output, stride)
        case 3: fewOutputs(Tile3<Row>.self, index, output, stride)
        case 4: fewOutputs(Tile4<Row>.self, index, output, stride)
        default: manyOutputs(row, index, output, stride)
        }
    }

    /// The weights stay in registers, one row of `Tile` for each output, while the samples pass by.
    @inlinable
    @inline(never)
    func fewOutputs<Tile: LaneTile>(
        _ tile: Tile.Type,
        _ index: Int,
        _ output: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        guard slopes.areOutputs else {
            fewSlopedOutputs(tile, index, output, stride)
            return
        }
        let inputs = layer.inputs
        let gates = UnsafeRawPointer(slopes.numbers + index)
        forEachSample(tile, index) { sample, sums in
            let gate = Tile.Row(LaneMatrix<Vector>.self, gates, at: sample * inputs, stride: 1)
            RectifiedLinear.deltas(sums, outputs: gate)
                .store(to: output + sample * stride, stride: 1)
        }
    }

    /// The same where slopes are kept; apart, since the compiler would ask for each sample.
    @inlinable
    @inline(never)
    func fewSlopedOutputs<Tile: LaneTile>(
        _ tile: Tile.Type,
        _ index: Int,
        _ output: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let slopes = slopes
        forEachSample(tile, index) { sample, sums in
            slopes.deltas(sums, at: sample * inputs + index)
                .store(to: output + sample * stride, stride: 1)
        }
    }

    /// Hands each sample with its sums in the columns from `index` on to `body`.
    @inlinable
    @inline(__always)
    func forEachSample<Tile: LaneTile>(
        _ tile: Tile.Type,
        _ index: Int,
        _ body: (Int, Tile.Row) -> Void
    ) where Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let delta = delta
        let weight = UnsafeRawPointer(parameters + layer.weightOffset + index)
        let rows = Tile {
            Tile.Row(LaneMatrix<Vector>.self, weight, at: $0 * inputs, stride: 1)
        }
        for sample in 0..<count {
            let factor = delta + sample * Tile.rowCount
            var sums = Tile.Row(repeating: Vector())
            rows.add(to: &sums) { factor[$0] }
            body(sample, sums)
        }
    }

    /// The samples are done in tiles.
    @inlinable
    @inline(__always)
    func manyOutputs<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ index: Int,
        _ output: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Row.Vector == Vector {
        var sample = 0
        if Target.holds(rows: 4, of: Row.count) {
            while count - sample >= 4 {
                tile(Tile4<Row>.self, sample, index, output, stride)
                sample += 4
            }
        }
        while count - sample >= 2 {
            tile(Tile2<Row>.self, sample, index, output, stride)
            sample += 2
        }
        if count > sample { tile(Tile1<Row>.self, sample, index, output, stride) }
    }

    /// A tile: its rows are samples, its columns inputs.
    @inlinable
    @inline(never)
    func tile<Tile: LaneTile>(
        _ tile: Tile.Type,
        _ sample: Int,
        _ index: Int,
        _ output: UnsafeMutablePointer<Vector>,
        _ stride: Int
    ) where Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let outputs = layer.outputs
        let weight = UnsafeRawPointer(parameters + layer.weightOffset + index)
        let factor = delta + sample * outputs
        var sums = Tile { _ in Tile.Row(repeating: Vector()) }
        for unit in 0..<outputs {
            let row = Tile.Row(LaneMatrix<Vector>.self, weight, at: unit * inputs, stride: 1)
            sums.add({ factor[$0 * outputs + unit] }, times: row)
        }
        let slopes = slopes
        let first = sample * inputs + index
        let target = output + sample * stride
        sums.forEachRow { sample, row in
            slopes.deltas(row, at: first + sample * inputs)
                .store(to: target + sample * stride, stride: 1)
        }
    }
}
