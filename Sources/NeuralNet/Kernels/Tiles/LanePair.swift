/// A row of two vectors.
@usableFromInline
package struct LanePair<Vector: LaneVector>: LaneRow {
    @usableFromInline var first: Vector
    @usableFromInline var second: Vector

    @inlinable
    @inline(__always)
    package static var count: Int { 2 }

    @inlinable
    @inline(__always)
    package init(repeating vector: Vector) {
        first = vector
        second = vector
    }

    @inlinable
    @inline(__always)
    package init(places start: (Int) -> Vector) {
        first = start(0)
        second = start(1)
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
        second = Source.load(base, index + stride)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: Vector, times row: Self) {
        first = first.adding(factor, times: row.first)
        second = second.adding(factor, times: row.second)
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        var row = self
        row.first = first.rectified()
        row.second = second.rectified()
        return row
    }

    @inlinable
    @inline(__always)
    package func gated(by gate: Self) -> Self {
        var row = self
        row.first = first.gated(by: gate.first)
        row.second = second.gated(by: gate.second)
        return row
    }

    @inlinable
    @inline(__always)
    package func store(to target: UnsafeMutablePointer<Vector>, stride: Int) {
        target[0] = first
        target[stride] = second
    }

    @inlinable
    @inline(__always)
    package func forEach(_ body: (Int, Vector) -> Void) {
        body(0, first)
        body(1, second)
    }
}
