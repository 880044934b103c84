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
    package init(vectors start: (Int) -> Vector) {
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

extension LaneSingle: LaneVectorRow {
    @inlinable
    @inline(__always)
    package static var scalarCount: Int { Vector.scalarCount }

    @inlinable
    @inline(__always)
    package init() { first = Vector() }

    @inlinable
    @inline(__always)
    package init(repeating value: Float) { first = Vector(repeating: value) }

    @inlinable
    @inline(__always)
    package static func + (left: Self, right: Self) -> Self {
        Self(repeating: left.first + right.first)
    }

    @inlinable
    @inline(__always)
    package static func - (left: Self, right: Self) -> Self {
        Self(repeating: left.first - right.first)
    }

    @inlinable
    @inline(__always)
    package static func * (left: Self, right: Self) -> Self {
        Self(repeating: left.first * right.first)
    }

    @inlinable
    @inline(__always)
    package static func / (left: Self, right: Self) -> Self {
        Self(repeating: left.first / right.first)
    }

    @inlinable
    @inline(__always)
    package func adding(_ factor: Self, times other: Self) -> Self {
        Self(repeating: first.adding(factor.first, times: other.first))
    }

    @inlinable
    @inline(__always)
    package func squareRoots() -> Self {
        Self(repeating: first.squareRoots())
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        Self(repeating: first.rectified())
    }

    @inlinable
    @inline(__always)
    package func isGreater(than other: Self) -> Vector.Condition {
        first.isGreater(than: other.first)
    }

    @inlinable
    @inline(__always)
    package func isEqual(to other: Self) -> Vector.Condition {
        first.isEqual(to: other.first)
    }

    @inlinable
    @inline(__always)
    package func chosen(where condition: Vector.Condition, else other: Self) -> Self {
        Self(repeating: first.chosen(where: condition, else: other.first))
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedIntoExponent() -> Self {
        Self(repeating: first.bitsShiftedIntoExponent())
    }

    @inlinable
    @inline(__always)
    package func bits(minus offset: UInt32, masked mask: UInt32) -> Self {
        Self(repeating: first.bits(minus: offset, masked: mask))
    }

    @inlinable
    @inline(__always)
    package func bits(minus other: Self) -> Self {
        Self(repeating: first.bits(minus: other.first))
    }

    @inlinable
    @inline(__always)
    package func exponentOfBits() -> Self {
        Self(repeating: first.exponentOfBits())
    }

    @inlinable
    @inline(__always)
    package func bits(times factor: UInt32) -> Self {
        Self(repeating: first.bits(times: factor))
    }

    @inlinable
    @inline(__always)
    package func bits(xor other: Self) -> Self {
        Self(repeating: first.bits(xor: other.first))
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedRight(by count: UInt32) -> Self {
        Self(repeating: first.bitsShiftedRight(by: count))
    }
}
