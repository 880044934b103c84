/// Two rows side by side.
@usableFromInline
package struct ConcatenatedRow<Left: LaneVectorRow, Right: LaneVectorRow>: Sendable
where Left.Vector == Right.Vector {
    @usableFromInline var left: Left
    @usableFromInline var right: Right

    @inlinable
    @inline(__always)
    init(_ left: Left, _ right: Right) {
        self.left = left
        self.right = right
    }
}

/// A row of two vectors.
@usableFromInline
package typealias LanePair<Vector: LaneVector> = ConcatenatedRow<
    LaneSingle<Vector>, LaneSingle<Vector>
>

/// A row of three vectors: with four rows, the most that 16 registers hold.
@usableFromInline
package typealias LaneTriple<Vector: LaneVector> = ConcatenatedRow<
    LanePair<Vector>, LaneSingle<Vector>
>

/// A row of four vectors.
@usableFromInline
package typealias LaneQuad<Vector: LaneVector> = ConcatenatedRow<LanePair<Vector>, LanePair<Vector>>

extension ConcatenatedRow: LaneRow {
    @inlinable
    @inline(__always)
    package static var count: Int { Left.count + Right.count }

    @inlinable
    @inline(__always)
    package init(repeating vector: Left.Vector) {
        self.init(Left(repeating: vector), Right(repeating: vector))
    }

    @inlinable
    @inline(__always)
    package init(vectors start: (Int) -> Left.Vector) {
        self.init(Left(vectors: start), Right { start($0 + Left.count) })
    }

    @inlinable
    @inline(__always)
    package init<Source: LaneSource>(
        _ source: Source.Type,
        _ base: UnsafeRawPointer,
        at index: Int,
        stride: Int
    ) where Source.Vector == Left.Vector {
        self.init(
            Left(source, base, at: index, stride: stride),
            Right(source, base, at: index + Left.count * stride, stride: stride)
        )
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: Left.Vector, times row: Self) {
        left.add(factor, times: row.left)
        right.add(factor, times: row.right)
    }

    @inlinable
    @inline(__always)
    package func store(to target: UnsafeMutablePointer<Left.Vector>, stride: Int) {
        left.store(to: target, stride: stride)
        right.store(to: target + Left.count * stride, stride: stride)
    }

    @inlinable
    @inline(__always)
    package func sum(from start: Left.Vector) -> Left.Vector {
        right.sum(from: left.sum(from: start))
    }

    @inlinable
    @inline(__always)
    package func forEach(_ body: (Int, Left.Vector) -> Void) {
        left.forEach(body)
        right.forEach { body($0 + Left.count, $1) }
    }
}

extension ConcatenatedRow: LaneVectorRow {
    @usableFromInline
    package typealias Condition = (left: Left.Condition, right: Right.Condition)

    @inlinable
    @inline(__always)
    package static var scalarCount: Int { Left.scalarCount + Right.scalarCount }

    @inlinable
    @inline(__always)
    package init() { self.init(Left(), Right()) }

    @inlinable
    @inline(__always)
    package init(repeating value: Float) {
        self.init(Left(repeating: value), Right(repeating: value))
    }

    @inlinable
    @inline(__always)
    package static func + (left: Self, right: Self) -> Self {
        Self(left.left + right.left, left.right + right.right)
    }

    @inlinable
    @inline(__always)
    package static func - (left: Self, right: Self) -> Self {
        Self(left.left - right.left, left.right - right.right)
    }

    @inlinable
    @inline(__always)
    package static func * (left: Self, right: Self) -> Self {
        Self(left.left * right.left, left.right * right.right)
    }

    @inlinable
    @inline(__always)
    package static func / (left: Self, right: Self) -> Self {
        Self(left.left / right.left, left.right / right.right)
    }

    @inlinable
    @inline(__always)
    package func adding(_ factor: Self, times other: Self) -> Self {
        Self(
            left.adding(factor.left, times: other.left),
            right.adding(factor.right, times: other.right)
        )
    }

    @inlinable
    @inline(__always)
    package func squareRoots() -> Self {
        Self(left.squareRoots(), right.squareRoots())
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        Self(
            left.rectified(),
            right.rectified()
        )
    }

    @inlinable
    @inline(__always)
    package func isGreater(than other: Self) -> Condition {
        (
            left.isGreater(than: other.left),
            right.isGreater(than: other.right)
        )
    }

    @inlinable
    @inline(__always)
    package func isEqual(to other: Self) -> Condition {
        (
            left.isEqual(to: other.left),
            right.isEqual(to: other.right)
        )
    }

    @inlinable
    @inline(__always)
    package func chosen(where condition: Condition, else other: Self) -> Self {
        Self(
            left.chosen(where: condition.left, else: other.left),
            right.chosen(where: condition.right, else: other.right)
        )
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedIntoExponent() -> Self {
        Self(
            left.bitsShiftedIntoExponent(),
            right.bitsShiftedIntoExponent()
        )
    }

    @inlinable
    @inline(__always)
    package func bits(minus offset: UInt32, masked mask: UInt32) -> Self {
        Self(
            left.bits(minus: offset, masked: mask),
            right.bits(minus: offset, masked: mask)
        )
    }

    @inlinable
    @inline(__always)
    package func bits(minus other: Self) -> Self {
        Self(
            left.bits(minus: other.left),
            right.bits(minus: other.right)
        )
    }

    @inlinable
    @inline(__always)
    package func exponentOfBits() -> Self {
        Self(
            left.exponentOfBits(),
            right.exponentOfBits()
        )
    }

    @inlinable
    @inline(__always)
    package func bits(times factor: UInt32) -> Self {
        Self(left.bits(times: factor), right.bits(times: factor))
    }

    @inlinable
    @inline(__always)
    package func bits(xor other: Self) -> Self {
        Self(left.bits(xor: other.left), right.bits(xor: other.right))
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedRight(by count: UInt32) -> Self {
        Self(left.bitsShiftedRight(by: count), right.bitsShiftedRight(by: count))
    }
}
