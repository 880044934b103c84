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
