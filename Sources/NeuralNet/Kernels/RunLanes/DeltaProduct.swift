/// The derivative by the outputs of the layer before: d[s][i] = Σₒ w[o][i]·δ[s][o] where a[s][i] > 0.
@usableFromInline
struct DeltaProduct<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let layer: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// δ, shape [count, outputs].
    @usableFromInline let delta: UnsafeMutablePointer<Vector>
    /// a, what the layer before gave after ReLU, shape [count, inputs].
    @usableFromInline let activations: UnsafeMutablePointer<Vector>
    /// The result, shape [count, inputs].
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The number of samples.
    @usableFromInline let count: Int

    @inlinable
    init(
        layer: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        delta: UnsafeMutablePointer<Vector>,
        activations: UnsafeMutablePointer<Vector>,
        output: UnsafeMutablePointer<Vector>,
        count: Int
    ) {
        self.layer = layer
        self.parameters = parameters
        self.delta = delta
        self.activations = activations
        self.output = output
        self.count = count
    }

    /// Computes all of it.
    @inlinable
    func run() {
        let inputs = layer.inputs
        var index = 0
        while inputs - index >= 4 {
            samples(LaneQuad<Vector>.self, at: index)
            index += 4
        }
        if inputs - index >= 2 {
            samples(LanePair<Vector>.self, at: index)
            index += 2
        }
        if inputs > index { samples(LaneSingle<Vector>.self, at: index) }
    }

    /// All samples for as many inputs as `Row` has places.
    @inlinable
    @inline(__always)
    func samples<Row: LaneRow>(_ row: Row.Type, at index: Int) where Row.Vector == Vector {
        var sample = 0
        while count - sample >= 4 {
            tile(TileQuad<Row>.self, sample, index)
            sample += 4
        }
        if count - sample >= 2 {
            tile(TilePair<Row>.self, sample, index)
            sample += 2
        }
        if count > sample { tile(TileSingle<Row>.self, sample, index) }
    }

    /// A tile: its rows are samples, its places inputs.
    @inlinable
    @inline(__always)
    func tile<Tile: LaneTile>(_ tile: Tile.Type, _ sample: Int, _ index: Int)
    where Tile.Row.Vector == Vector {
        let inputs = layer.inputs
        let outputs = layer.outputs
        let weight = UnsafeRawPointer(parameters + layer.weightOffset + index)
        let factor = delta + sample * outputs
        var sums = Tile { _ in Tile.Row(repeating: Vector()) }
        for unit in 0..<outputs {
            let row = Tile.Row(LaneMatrix<Vector>.self, weight, at: unit * inputs, stride: 1)
            sums.add({ factor[$0 * outputs + unit] }, times: row)
        }
        let gate = activations + sample * inputs + index
        let target = output + sample * inputs + index
        sums.forEachRow { sample, row in
            row.forEach { index, sum in
                let place = sample * inputs + index
                target[place] = sum.gated(by: gate[place])
            }
        }
    }
}
