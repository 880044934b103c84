/// A row of one vector.
@usableFromInline
package struct LaneSingle<Vector: LaneVector>: LaneRow, Sendable {
    @usableFromInline var first: Vector

    @inlinable
    @inline(__always)
    package static var count: Int { 1 }

    @inlinable
    @inline(__always)
    package init(repeating vector: Vector) {
        first = vector
    }

    @inlinable
    @inline(__always)
    package init(places start: (Int) -> Vector) {
        first = start(0)
    }

    @inlinable
    @inline(__always)
    package init<Source: LaneSource>(
        _ source: Source.Type,
        _ base: UnsafeRawPointer,
        at index: Int,
        stride: Int
    ) where Source.Vector == Vector {
        first = Source.load(base, index)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: Vector, times row: Self) {
        first = first.adding(factor, times: row.first)
    }

    @inlinable
    @inline(__always)
    package func store(to target: UnsafeMutablePointer<Vector>, stride: Int) {
        target[0] = first
    }

    @inlinable
    @inline(__always)
    package func sum(from start: Vector) -> Vector { start + first }

    @inlinable
    @inline(__always)
    package func forEach(_ body: (Int, Vector) -> Void) {
        body(0, first)
    }
}
