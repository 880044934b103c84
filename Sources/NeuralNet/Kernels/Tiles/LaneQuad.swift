/// A row of four vectors.
@usableFromInline
package struct LaneQuad<Vector: LaneVector>: LaneRow {
    @usableFromInline var left: LanePair<Vector>
    @usableFromInline var right: LanePair<Vector>

    @inlinable
    @inline(__always)
    package static var count: Int { 4 }

    @inlinable
    @inline(__always)
    package init(repeating vector: Vector) {
        left = LanePair(repeating: vector)
        right = LanePair(repeating: vector)
    }

    @inlinable
    @inline(__always)
    package init(places start: (Int) -> Vector) {
        left = LanePair(places: start)
        right = LanePair { start($0 + 2) }
    }

    @inlinable
    @inline(__always)
    package init<Source: LaneSource>(
        _ source: Source.Type,
        _ base: UnsafeRawPointer,
        at index: Int,
        stride: Int
    ) where Source.Vector == Vector {
        left = LanePair(source, base, at: index, stride: stride)
        right = LanePair(source, base, at: index + 2 * stride, stride: stride)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: Vector, times row: Self) {
        left.add(factor, times: row.left)
        right.add(factor, times: row.right)
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        var row = self
        row.left = left.rectified()
        row.right = right.rectified()
        return row
    }

    @inlinable
    @inline(__always)
    package func gated(by gate: Self) -> Self {
        var row = self
        row.left = left.gated(by: gate.left)
        row.right = right.gated(by: gate.right)
        return row
    }

    @inlinable
    @inline(__always)
    package func store(to target: UnsafeMutablePointer<Vector>, stride: Int) {
        left.store(to: target, stride: stride)
        right.store(to: target + 2 * stride, stride: stride)
    }

    @inlinable
    @inline(__always)
    package func forEach(_ body: (Int, Vector) -> Void) {
        left.forEach(body)
        right.forEach { body($0 + 2, $1) }
    }
}
