/// Where the sums of a product start and where they go: the work that is fused with the product.
@usableFromInline
package protocol ProductEpilogue {
    /// The vector in which the sums are computed.
    associatedtype Vector: LaneVector

    /// What the sum in `row` and vector `column` starts with.
    func start(_ row: Int, _ column: Int) -> Vector

    /// Takes the finished sums in `row` from vector `column` on.
    func finish<Row: LaneVectorRow>(_ row: Int, _ column: Int, _ sums: Row)
    where Row.Vector == Vector
}

/// The epilogue of a forward product: sums start with the biases and pass through
/// the activation.
@usableFromInline
struct ForwardEpilogue<Vector: LaneVector>: ProductEpilogue {
    /// The biases of the panel's outputs.
    @usableFromInline let biases: UnsafePointer<Vector>
    /// The result of the first sample for the panel's outputs.
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The vectors from one sample to the next.
    @usableFromInline let stride: Int
    @usableFromInline let activation: FusedActivation

    @inlinable
    @inline(__always)
    init(
        biases: UnsafePointer<Vector>,
        output: UnsafeMutablePointer<Vector>,
        stride: Int,
        activation: FusedActivation
    ) {
        self.biases = biases
        self.output = output
        self.stride = stride
        self.activation = activation
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector { biases[column] }

    @inlinable
    @inline(__always)
    package func finish<Row: LaneVectorRow>(_ row: Int, _ column: Int, _ sums: Row)
    where Row.Vector == Vector {
        activation.outputs(of: sums).store(to: output + row * stride + column, stride: 1)
    }
}

/// The epilogue of a delta product: sums start with 0 and are multiplied by the units' slopes.
@usableFromInline
struct DeltaEpilogue<Vector: LaneVector>: ProductEpilogue {
    /// The slopes of the panel's units.
    @usableFromInline let slopes: HiddenSlopes<Vector>
    /// The result of the first sample for the panel's units.
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The vectors from one sample to the next, in both.
    @usableFromInline let stride: Int

    @inlinable
    @inline(__always)
    init(slopes: HiddenSlopes<Vector>, output: UnsafeMutablePointer<Vector>, stride: Int) {
        self.slopes = slopes
        self.output = output
        self.stride = stride
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector { Vector() }

    @inlinable
    @inline(__always)
    package func finish<Row: LaneVectorRow>(_ row: Int, _ column: Int, _ sums: Row)
    where Row.Vector == Vector {
        let index = row * stride + column
        slopes.deltas(sums, at: index).store(to: output + index, stride: 1)
    }
}

/// The epilogue of a gradient product: sums start with 0, and each is at once a step of a weight.
@usableFromInline
struct StepEpilogue<Vector: LaneVector, Target: InstructionSet>: ProductEpilogue {
    @usableFromInline let update: ParameterUpdate<Vector, Target>
    /// The index, in vectors, of the panel's weights for the first input.
    @usableFromInline let first: Int
    /// The vectors from one input to the next.
    @usableFromInline let stride: Int

    @inlinable
    @inline(__always)
    init(update: ParameterUpdate<Vector, Target>, first: Int, stride: Int) {
        self.update = update
        self.first = first
        self.stride = stride
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector { Vector() }

    @inlinable
    @inline(__always)
    package func finish<Row: LaneVectorRow>(_ row: Int, _ column: Int, _ sums: Row)
    where Row.Vector == Vector {
        update.step(first + row * stride + column, along: sums)
    }
}
