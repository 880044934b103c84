/// A matrix of single numbers that all lanes share, such as the rows of a dataset.
@usableFromInline
package enum SharedMatrix<Vector: LaneVector>: LaneSource {
    @inlinable
    @inline(__always)
    package static func load(_ base: UnsafeRawPointer, _ index: Int) -> Vector {
        Vector(repeating: base.assumingMemoryBound(to: Float.self)[index])
    }

    @inlinable
    @inline(__always)
    package static func advance(_ base: UnsafeRawPointer, by index: Int) -> UnsafeRawPointer {
        base + index * MemoryLayout<Float>.stride
    }
}
