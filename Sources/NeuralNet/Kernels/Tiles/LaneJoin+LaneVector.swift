extension LaneJoin: LaneVectorRow {
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
}
