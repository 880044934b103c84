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
