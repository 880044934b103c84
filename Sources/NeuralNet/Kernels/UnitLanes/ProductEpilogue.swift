/// Where the sums of a product start and where they go.
@usableFromInline
package protocol ProductEnds {
    /// The vector in which the sums are computed.
    associatedtype Vector: LaneVector

    /// What the sum in `row` and vector `column` starts with.
    func start(_ row: Int, _ column: Int) -> Vector

    /// Takes the finished sum in `row` and vector `column`.
    func finish(_ row: Int, _ column: Int, _ sum: Vector)
}

/// The ends of a forward product: sums start with the biases and pass through ReLU if wanted.
@usableFromInline
struct ForwardEnds<Vector: LaneVector>: ProductEnds {
    /// The biases of the panel's outputs.
    @usableFromInline let biases: UnsafePointer<Vector>
    /// The result of the first sample for the panel's outputs.
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The vectors from one sample to the next.
    @usableFromInline let stride: Int
    @usableFromInline let isRectified: Bool

    @inlinable
    @inline(__always)
    init(
        biases: UnsafePointer<Vector>,
        output: UnsafeMutablePointer<Vector>,
        stride: Int,
        isRectified: Bool
    ) {
        self.biases = biases
        self.output = output
        self.stride = stride
        self.isRectified = isRectified
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector { biases[column] }

    @inlinable
    @inline(__always)
    package func finish(_ row: Int, _ column: Int, _ sum: Vector) {
        output[row * stride + column] = isRectified ? sum.rectified() : sum
    }
}

/// The ends of a delta product: sums start with 0 and are kept where the unit was active.
@usableFromInline
struct DeltaEnds<Vector: LaneVector>: ProductEnds {
    /// What the panel's units gave after ReLU.
    @usableFromInline let gate: UnsafePointer<Vector>
    /// The result of the first sample for the panel's units.
    @usableFromInline let output: UnsafeMutablePointer<Vector>
    /// The vectors from one sample to the next, in both.
    @usableFromInline let stride: Int

    @inlinable
    @inline(__always)
    init(gate: UnsafePointer<Vector>, output: UnsafeMutablePointer<Vector>, stride: Int) {
        self.gate = gate
        self.output = output
        self.stride = stride
    }

    @inlinable
    @inline(__always)
    package func start(_ row: Int, _ column: Int) -> Vector { Vector() }

    @inlinable
    @inline(__always)
    package func finish(_ row: Int, _ column: Int, _ sum: Vector) {
        let place = row * stride + column
        output[place] = sum.gated(by: gate[place])
    }
}

/// The ends of a gradient product: sums start with 0, and each is a step of the weights at once.
@usableFromInline
struct StepEnds<Vector: LaneVector, Target: InstructionSet>: ProductEnds {
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
    package func finish(_ row: Int, _ column: Int, _ sum: Vector) {
        update.step(first + row * stride + column, along: sum)
    }
}
