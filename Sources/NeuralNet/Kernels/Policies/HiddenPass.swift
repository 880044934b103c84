public import TrainingModel

/// What the hidden units of a group of runs do with their sums.
@usableFromInline
package struct HiddenUnits: Sendable {
    /// Their activation.
    @usableFromInline let activation: Activation

    /// What the products of a step are fused with.
    @usableFromInline let trained: FusedActivation

    /// What the products of an evaluation are fused with.
    @usableFromInline let evaluated: FusedActivation

    /// Finds what the units of a training do.
    init(_ configuration: TrainingConfiguration) {
        activation = configuration.pack.setting.activation
        evaluated = activation == .relu ? .rectifiedLinear : .identity
        trained = evaluated
    }

    /// Whether a step keeps the slope of each unit: else its output tells it.
    @inlinable
    @inline(__always)
    var keepsSlopes: Bool { trained == .identity }
}

/// Makes the outputs of hidden units from the sums that their layer's product has left, in place,
/// and in a step also their slopes.
///
/// The pass of an activation exists once for each vector, whatever mapping and tiles there are.
@usableFromInline
struct HiddenPass<Vector: LaneVector, Target: InstructionSet> {
    /// The sums, then the outputs.
    @usableFromInline let units: UnsafeMutablePointer<Vector>
    /// Where the slopes go, or `nil` where no way back follows.
    @usableFromInline let slopes: UnsafeMutablePointer<Vector>?
    /// Whether `slopes` holds a factor of each unit, by which its output and its slope are
    /// multiplied.
    @usableFromInline let hasFactors: Bool
    /// The rows, in the mapping by units one a sample.
    @usableFromInline let rows: Int
    /// The vectors of a row.
    @usableFromInline let vectors: Int
    /// The vectors from one row to the next.
    @usableFromInline let stride: Int

    @inlinable
    @inline(__always)
    init(
        units: UnsafeMutablePointer<Vector>,
        slopes: UnsafeMutablePointer<Vector>?,
        hasFactors: Bool = false,
        rows: Int,
        vectors: Int,
        stride: Int
    ) {
        self.units = units
        self.slopes = slopes
        self.hasFactors = hasFactors
        self.rows = rows
        self.vectors = vectors
        self.stride = stride
    }

    /// Passes over all rows.
    @inlinable
    @inline(never)
    func run(_ activation: Activation) { activation.hand(to: self) }
}

extension HiddenPass: LaneActivationConsumer {
    @inlinable
    @inline(never)
    package func take<Policy: LaneActivation>(_ policy: Policy.Type) {
        for row in 0..<rows {
            var index = row * stride
            let end = index + vectors
            if Target.hasWideRows {
                while end - index >= 4 {
                    pass(policy, LaneQuad<Vector>.self, at: index)
                    index += 4
                }
            }
            while end - index >= 2 {
                pass(policy, LanePair<Vector>.self, at: index)
                index += 2
            }
            if end > index { pass(policy, LaneSingle<Vector>.self, at: index) }
        }
    }

    /// Passes over as many vectors from `index` on as `Row` has.
    @inlinable
    @inline(__always)
    func pass<Policy: LaneActivation, Row: LaneVectorRow>(
        _ policy: Policy.Type,
        _ row: Row.Type,
        at index: Int
    ) where Row.Vector == Vector {
        let target = units + index
        let sums = Row(LaneMatrix<Vector>.self, UnsafeRawPointer(target), at: 0, stride: 1)
        guard let slopes else {
            policy.outputs(of: sums).store(to: target, stride: 1)
            return
        }
        let slopeTarget = slopes + index
        var result = policy.outputsAndSlopes(of: sums)
        if hasFactors {
            let source = UnsafeRawPointer(slopeTarget)
            let factors = Row(LaneMatrix<Vector>.self, source, at: 0, stride: 1)
            result = (result.outputs * factors, result.slopes * factors)
        }
        result.outputs.store(to: target, stride: 1)
        result.slopes.store(to: slopeTarget, stride: 1)
    }
}

/// What the way back takes from the way forward for the units of a hidden layer.
@usableFromInline
struct HiddenSlopes<Vector: LaneVector> {
    /// The slopes, or the outputs of ReLU, which tell them; shape [samples, units].
    @usableFromInline let numbers: UnsafePointer<Vector>
    /// Whether the numbers are outputs.
    @usableFromInline let areOutputs: Bool

    @inlinable
    @inline(__always)
    init(_ numbers: UnsafePointer<Vector>, areOutputs: Bool) {
        self.numbers = numbers
        self.areOutputs = areOutputs
    }

    /// The derivatives by the sums of the units from `index` on, of which `deltas` are those by the
    /// outputs.
    @inlinable
    @inline(__always)
    func deltas<Row: LaneVectorRow>(_ deltas: Row, at index: Int) -> Row
    where Row.Vector == Vector {
        let source = UnsafeRawPointer(numbers)
        let numbers = Row(LaneMatrix<Vector>.self, source, at: index, stride: 1)
        return areOutputs ? RectifiedLinear.deltas(deltas, outputs: numbers) : deltas * numbers
    }
}
