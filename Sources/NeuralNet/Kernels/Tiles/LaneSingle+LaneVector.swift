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
}
