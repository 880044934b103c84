public import TrainingModel

/// Both layers of a network of two inputs, some units with ReLU and two or three classes at once.
///
/// A unit's outputs for a few samples go from its sums straight into those of the classes and are
/// stored only where the way back needs them. The sums run in the same order as layer by layer.
@usableFromInline
struct ShallowForward<Vector: LaneVector, Target: InstructionSet> {
    /// The layer of the units.
    @usableFromInline let hidden: LinearLayer
    /// All parameters of the network, shape [P].
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// The features of the samples, shape [samples, 2].
    @usableFromInline let input: UnsafeRawPointer
    /// The units' outputs, shape [samples, units], or `nil` where no later step reads them.
    @usableFromInline let activations: UnsafeMutablePointer<Vector>?
    /// The logits, shape [samples, classes].
    @usableFromInline let logits: UnsafeMutablePointer<Vector>

    @inlinable
    @inline(__always)
    init(
        hidden: LinearLayer,
        parameters: UnsafeMutablePointer<Vector>,
        input: UnsafeRawPointer,
        activations: UnsafeMutablePointer<Vector>?,
        logits: UnsafeMutablePointer<Vector>
    ) {
        self.hidden = hidden
        self.parameters = parameters
        self.input = input
        self.activations = activations
        self.logits = logits
    }

    /// Whether a network is of this form.
    @inlinable
    @inline(__always)
    static func fits(_ layers: [LinearLayer], _ activation: FusedActivation) -> Bool {
        activation == .rectifiedLinear && layers.count == 2 && layers[0].inputs == 2
            && (2...3).contains(layers[1].outputs)
    }

    /// Computes the logits of as many samples as `Row` has vectors.
    ///
    /// - Parameters:
    ///   - source: How the features lie.
    ///   - row: The number of samples.
    ///   - classes: Two or three.
    @inlinable
    @inline(__always)
    func run<Source: LaneSource, Row: LaneVectorRow>(
        _ source: Source.Type,
        _ row: Row.Type,
        classes: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        if classes == 3 {
            run(Tile3<Row>.self, source)
        } else {
            run(Tile2<Row>.self, source)
        }
    }

    /// The features and the sums of the classes stay in registers while the units pass by.
    @inlinable
    @inline(never)
    func run<Source: LaneSource, Tile: LaneTile>(_ tile: Tile.Type, _ source: Source.Type)
    where Source.Vector == Vector, Tile.Row: LaneVectorRow, Tile.Row.Vector == Vector {
        let units = hidden.outputs
        let biases = parameters + hidden.biasOffset
        let weights = parameters + hidden.weightOffset
        let classWeights = parameters + hidden.endOffset
        let classBiases = classWeights + Tile.rowCount * units
        let features = Tile2<Tile.Row> { Tile.Row(source, input, at: $0, stride: 2) }
        var sums = Tile { Tile.Row(repeating: classBiases[$0]) }
        if let activations {
            for unit in 0..<units {
                let outputs = outputs(of: unit, features, weights, biases)
                outputs.store(to: activations + unit, stride: units)
                sums.add({ classWeights[$0 * units + unit] }, times: outputs)
            }
        } else {
            for unit in 0..<units {
                let outputs = outputs(of: unit, features, weights, biases)
                sums.add({ classWeights[$0 * units + unit] }, times: outputs)
            }
        }
        let rows = LogitRows<Tile.Row>(target: logits, stride: Tile.rowCount)
        sums.handRows(from: 0, to: rows)
    }

    /// What a unit gives for the samples.
    @inlinable
    @inline(__always)
    func outputs<Row: LaneVectorRow>(
        of unit: Int,
        _ features: Tile2<Row>,
        _ weights: UnsafeMutablePointer<Vector>,
        _ biases: UnsafeMutablePointer<Vector>
    ) -> Row where Row.Vector == Vector {
        let weight = weights + 2 * unit
        var sums = Row(repeating: biases[unit])
        features.add(to: &sums) { weight[$0] }
        return RectifiedLinear.outputs(of: sums)
    }
}

/// The logits of a class on their way to memory.
@usableFromInline
struct LogitRows<Row: LaneVectorRow>: LaneRowConsumer {
    /// The first logit.
    @usableFromInline let target: UnsafeMutablePointer<Row.Vector>
    /// The vectors from one sample to the next.
    @usableFromInline let stride: Int

    @inlinable
    @inline(__always)
    init(target: UnsafeMutablePointer<Row.Vector>, stride: Int) {
        self.target = target
        self.stride = stride
    }

    @inlinable
    @inline(__always)
    package func take(_ index: Int, _ row: Row) {
        row.store(to: target + index, stride: stride)
    }
}
