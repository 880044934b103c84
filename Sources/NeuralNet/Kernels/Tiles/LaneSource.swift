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
