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
