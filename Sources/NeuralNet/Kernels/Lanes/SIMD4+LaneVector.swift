public import CLaneVectors

extension SIMD4<Float>: LaneVector, LaneRegister {
    @inlinable
    @inline(__always)
    package static func + (left: Self, right: Self) -> Self {
        clanevectors_add4(left, right)
    }

    @inlinable
    @inline(__always)
    package static func - (left: Self, right: Self) -> Self {
        clanevectors_subtract4(left, right)
    }

    @inlinable
    @inline(__always)
    package static func * (left: Self, right: Self) -> Self {
        clanevectors_multiply4(left, right)
    }

    @inlinable
    @inline(__always)
    package static func / (left: Self, right: Self) -> Self {
        clanevectors_divide4(left, right)
    }

    @inlinable
    @inline(__always)
    package func adding(_ factor: Self, times other: Self) -> Self {
        clanevectors_fma4(factor, other, self)
    }

    @inlinable
    @inline(__always)
    package func squareRoots() -> Self {
        clanevectors_root4(self)
    }

    @inlinable
    @inline(__always)
    package func rectified() -> Self {
        replacing(with: Self(), where: self .< Self())
    }

    @inlinable
    @inline(__always)
    package func isGreater(than other: Self) -> SIMDMask<SIMD4<Int32>> {
        self .> other
    }

    @inlinable
    @inline(__always)
    package func isEqual(to other: Self) -> SIMDMask<SIMD4<Int32>> {
        self .== other
    }

    @inlinable
    @inline(__always)
    package func chosen(where condition: SIMDMask<SIMD4<Int32>>, else other: Self) -> Self {
        // A mask has −1 or 0 in each lane. The standard library's choice is a loop over the lanes.
        clanevectors_choose4(unsafeBitCast(condition, to: SIMD4<Int32>.self), self, other)
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedIntoExponent() -> Self {
        unsafeBitCast(bitPatterns &<< SIMD4<UInt32>(repeating: 23), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(minus offset: UInt32, masked mask: UInt32) -> Self {
        let difference = bitPatterns &- SIMD4<UInt32>(repeating: offset)
        return unsafeBitCast(difference & SIMD4<UInt32>(repeating: mask), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(minus other: Self) -> Self {
        unsafeBitCast(bitPatterns &- other.bitPatterns, to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func exponentOfBits() -> Self {
        let signed = unsafeBitCast(self, to: SIMD4<Int32>.self) &>> SIMD4<Int32>(repeating: 23)
        return clanevectors_convert4(signed)
    }

    @inlinable
    @inline(__always)
    package func bits(times factor: UInt32) -> Self {
        unsafeBitCast(bitPatterns &* SIMD4<UInt32>(repeating: factor), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bits(xor other: Self) -> Self {
        unsafeBitCast(bitPatterns ^ other.bitPatterns, to: Self.self)
    }

    @inlinable
    @inline(__always)
    package func bitsShiftedRight(by count: UInt32) -> Self {
        unsafeBitCast(bitPatterns &>> SIMD4<UInt32>(repeating: count), to: Self.self)
    }

    @inlinable
    @inline(__always)
    package static func transpose(
        _ source: UnsafePointer<Float>,
        _ sourceStride: Int,
        _ target: UnsafeMutablePointer<Float>,
        _ targetStride: Int
    ) {
        clanevectors_transpose4(source, sourceStride, target, targetStride)
    }

    /// The bits of each lane.
    @inlinable
    @inline(__always)
    var bitPatterns: SIMD4<UInt32> {
        // Both are 4·32 bits without padding; SIMD vectors are laid out by their scalars.
        unsafeBitCast(self, to: SIMD4<UInt32>.self)
    }
}
