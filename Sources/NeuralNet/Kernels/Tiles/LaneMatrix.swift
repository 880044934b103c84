/// A matrix of lane vectors: each lane has numbers of its own.
@usableFromInline
package enum LaneMatrix<Vector: LaneVector>: LaneSource {
    @inlinable
    @inline(__always)
    package static func load(_ base: UnsafeRawPointer, _ index: Int) -> Vector {
        base.assumingMemoryBound(to: Vector.self)[index]
    }

    @inlinable
    @inline(__always)
    package static func advance(_ base: UnsafeRawPointer, by index: Int) -> UnsafeRawPointer {
        base + index * MemoryLayout<Vector>.stride
    }
}
