/// A way to read a matrix as lane vectors.
@usableFromInline
package protocol LaneSource {
    /// The vector that is read.
    associatedtype Vector: LaneVector

    /// Reads the element with the flat index `index` of the matrix at `base`.
    static func load(_ base: UnsafeRawPointer, _ index: Int) -> Vector

    /// The matrix that starts at the element `index` of the one at `base`.
    static func advance(_ base: UnsafeRawPointer, by index: Int) -> UnsafeRawPointer
}

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
