public import CLaneVectors

extension SIMD8<Float>: LaneVector, LaneRegister {
    @inlinable
    @inline(__always)
    package static func + (left: Self, right: Self) -> Self {
        clanevectors_add8(left, right)
    }

    @inlinable
    @inline(__always)
    package static func - (left: Self, right: Self) -> Self {
        clanevectors_subtract8(left, right)
    }

    @inlinable
    @inline(__always)
    package static func * (left: Self, right: Self) -> Self {
        clanevectors_multiply8(left, right)
    }

    @inlinable
    @inline(__always)
    package static func / (left: Self, right: Self) -> Self {
        clanevectors_divide8(left, right)
    }

    @inlinable
    @inline(__always)
    package func adding(_ factor: Self, times other: Self) -> Self {
        clanevectors_fma8(factor, other, self)
    }

    @inlinable
    @inline(__always)
    package func squareRoots() -> Self {
        clanevectors_root8(self)
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        replacing(with: Self(), where: self .< Self())
    }

    @inlinable
    @inline(__always)
    package func isGreater(than other: Self) -> SIMDMask<SIMD8<Int32>> {
        self .> other
    }

    @inlinable
    @inline(__always)
    package func isEqual(to other: Self) -> SIMDMask<SIMD8<Int32>> {
        self .== other
    }

    @inlinable
    @inline(__always)
    package func chosen(where condition: SIMDMask<SIMD8<Int32>>, else other: Self) -> Self {
        // A mask has −1 or 0 in each lane. The standard library's choice is a loop over the lanes.
        clanevectors_choose8(unsafeBitCast(condition, to: SIMD8<Int32>.self), self, other)
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedIntoExponent() -> Self {
        unsafeBitCast(bitPatterns &<< SIMD8<UInt32>(repeating: 23), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(minus offset: UInt32, masked mask: UInt32) -> Self {
        let difference = bitPatterns &- SIMD8<UInt32>(repeating: offset)
        return unsafeBitCast(difference & SIMD8<UInt32>(repeating: mask), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(minus other: Self) -> Self {
        unsafeBitCast(bitPatterns &- other.bitPatterns, to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func exponentOfBits() -> Self {
        let signed = unsafeBitCast(self, to: SIMD8<Int32>.self) &>> SIMD8<Int32>(repeating: 23)
        return clanevectors_convert8(signed)
    }

    @inlinable
    @inline(__always)
    package func bits(times factor: UInt32) -> Self {
        unsafeBitCast(bitPatterns &* SIMD8<UInt32>(repeating: factor), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(xor other: Self) -> Self {
        unsafeBitCast(bitPatterns ^ other.bitPatterns, to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedRight(by count: UInt32) -> Self {
        unsafeBitCast(bitPatterns &>> SIMD8<UInt32>(repeating: count), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package static func transpose(
        _ source: UnsafePointer<Float>,
        _ sourceStride: Int,
        _ target: UnsafeMutablePointer<Float>,
        _ targetStride: Int
    ) {
        clanevectors_transpose8(source, sourceStride, target, targetStride)
    }

    /// The bits of each lane.
    @inlinable
    @inline(__always)
    var bitPatterns: SIMD8<UInt32> {
        // Both are 8·32 bits without padding; SIMD vectors are laid out by their scalars.
        unsafeBitCast(self, to: SIMD8<UInt32>.self)
    }
}
