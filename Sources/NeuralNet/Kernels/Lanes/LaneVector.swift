/// A vector of Floats whose lanes never meet: each operation is the scalar one, in every lane.
///
/// No requirement crosses lanes, so results do not depend on the width. The protocol does not
/// refine `SIMD`: the generic operations of the standard library compile to loops over the lanes,
/// and those that it specialises bear no tag of the instruction set they were compiled for.
@usableFromInline
package protocol LaneVector: Sendable {
    /// A condition for each lane.
    associatedtype Condition

    /// The number of lanes.
    static var scalarCount: Int { get }

    /// Zero in each lane.
    init()

    /// The same number in each lane.
    init(repeating value: Float)

    /// The sum in each lane.
    static func + (left: Self, right: Self) -> Self

    /// The difference in each lane.
    static func - (left: Self, right: Self) -> Self

    /// The product in each lane.
    static func * (left: Self, right: Self) -> Self

    /// The quotient in each lane.
    static func / (left: Self, right: Self) -> Self

    /// `factor` · `other` + `self`, rounded once.
    func adding(_ factor: Self, times other: Self) -> Self

    /// The square root of each lane, rounded once; below 0 not a number.
    func squareRoots() -> Self

    /// `self` where it is not negative, else 0; a lane that is not a number stays so.
    func rectified() -> Self

    /// Whether each lane is greater than that of `other`.
    func isGreater(than other: Self) -> Condition

    /// Whether each lane equals that of `other`.
    func isEqual(to other: Self) -> Condition

    /// `self` where `condition` holds, else `other`.
    func chosen(where condition: Condition, else other: Self) -> Self

    /// The lanes' bits, shifted to the left by 23 bits, as Floats again.
    ///
    /// Turns a small whole number in the low bits into a power of two.
    func bitsShiftedIntoExponent() -> Self

    /// The lanes' bits minus `offset`, with only the bits of `mask` kept.
    func bits(minus offset: UInt32, masked mask: UInt32) -> Self

    /// The lanes' bits minus the bits of `other`.
    func bits(minus other: Self) -> Self

    /// The lanes' bits as signed whole numbers, shifted to the right by 23 bits, as Floats.
    func exponentOfBits() -> Self

    /// The low 32 bits of the product of the lanes' bits and `factor`.
    func bits(times factor: UInt32) -> Self

    /// The lanes' bits where exactly one of them and of the bits of `other` is set.
    func bits(xor other: Self) -> Self

    /// The lanes' bits, shifted to the right by `count` bits; zeros follow.
    func bitsShiftedRight(by count: UInt32) -> Self
}

/// A vector of a processor's registers.
@usableFromInline
package protocol LaneRegister: LaneVector {
    /// Writes a square of as many rows and columns as there are lanes with both exchanged.
    ///
    /// - Parameters:
    ///   - source: The first number; rows are `sourceStride` apart.
    ///   - sourceStride: A multiple of the lanes.
    ///   - target: Where the first number goes; rows are `targetStride` apart.
    ///   - targetStride: A multiple of the lanes.
    static func transpose(
        _ source: UnsafePointer<Float>,
        _ sourceStride: Int,
        _ target: UnsafeMutablePointer<Float>,
        _ targetStride: Int
    )
}

extension LaneVector {
    /// `self` where the lane of `gate` is greater than 0, else 0: the derivative of ReLU.
    @inlinable
    @inline(__always)
    package func gated(by gate: Self) -> Self {
        chosen(where: gate.isGreater(than: Self()), else: Self())
    }

    /// The greater of both lanes; `other` where they are equal or one is not a number.
    @inlinable
    @inline(__always)
    package func maximum(_ other: Self) -> Self {
        chosen(where: isGreater(than: other), else: other)
    }
}

extension LaneVector {
    /// The natural logarithm of each lane, for positive normal numbers; at most 1 ulp off.
    ///
    /// x = 2ⁿ·(1 + f) with √½ ≤ 1 + f < √2; ln(1 + f) = f − f²/2 + f³·P(f), P of degree 7; then
    /// plus n·ln 2. A lane that is not a number or infinite gives a result that is not a number.
    ///
    /// - Source: The coefficients are a minimax fit of (ln(1 + f) − f + f²/2)/f³, relative to
    ///   ln(1 + f), made with Lawson's algorithm; ln 2 is split after Cody and Waite.
    @inlinable
    @inline(__always)
    package func logarithm() -> Self {
        // The bits minus those of √½, cut to the exponent, are n·2²³.
        let scale = bits(minus: 0x3F35_04F3, masked: 0xFF80_0000)
        let exponent = scale.exponentOfBits()
        let fraction = bits(minus: scale) - Self(repeating: 1)
        let square = fraction * fraction
        var series = Self(repeating: -0x1.38b578p-4)
        series = Self(repeating: 0x1.055b6ap-3).adding(series, times: fraction)
        series = Self(repeating: -0x1.0d8544p-3).adding(series, times: fraction)
        series = Self(repeating: 0x1.22da1ep-3).adding(series, times: fraction)
        series = Self(repeating: -0x1.547244p-3).adding(series, times: fraction)
        series = Self(repeating: 0x1.99a008p-3).adding(series, times: fraction)
        series = Self(repeating: -0x1.000226p-2).adding(series, times: fraction)
        series = Self(repeating: 0x1.555554p-2).adding(series, times: fraction)
        let low = (series * (square * fraction)).adding(
            exponent,
            times: Self(repeating: 0x1.7f7d1cp-20)
        )
        let tail = low.adding(square, times: Self(repeating: -0.5))
        let result = (fraction + tail).adding(exponent, times: Self(repeating: 0x1.62e400p-1))
        return result + (self - self)
    }
}
