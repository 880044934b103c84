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
