extension LaneVector {
    /// |x| in each lane.
    @inlinable
    @inline(__always)
    package func magnitude() -> Self { bits(minus: 0, masked: 0x7FFF_FFFF) }

    /// A lane that is not negative, with the sign of that of `other`.
    @inlinable
    @inline(__always)
    package func withSign(of other: Self) -> Self {
        bits(minus: other.bits(minus: 0, masked: 0x8000_0000))
    }

    /// The lesser of both lanes; a lane that is not a number stays so.
    @inlinable
    @inline(__always)
    package func limited(to limit: Float) -> Self {
        let limit = Self(repeating: limit)
        return limit.chosen(where: isGreater(than: limit), else: self)
    }

    /// tanh x in each lane, at most 2 ulp from the real number; a lane that is not a number stays
    /// so.
    ///
    /// For |x| < 9/16 x + x³·P(x²), P of degree 4; else 1 − 2/(e²ˣ + 1) of the magnitude, which is
    /// 1 from 10 on; with the sign of x.
    ///
    /// - Source: The coefficients are a minimax fit of (tanh x − x)/x³, relative to tanh x, made
    ///   with Lawson's algorithm.
    @inlinable
    @inline(__always)
    package func hyperbolicTangent() -> Self {
        let size = magnitude()
        let square = size * size
        var series = Self(repeating: -0x1.94fffep-8)
        series = Self(repeating: 0x1.582faap-6).adding(series, times: square)
        series = Self(repeating: -0x1.b90946p-5).adding(series, times: square)
        series = Self(repeating: 0x1.110c72p-3).adding(series, times: square)
        series = Self(repeating: -0x1.555548p-2).adding(series, times: square)
        let small = size.adding(series * square, times: size)
        let limited = size.limited(to: 10)
        let one = Self(repeating: 1)
        let large = one - Self(repeating: 2) / ((limited + limited).exponential() + one)
        let isSmall = Self(repeating: 0.5625).isGreater(than: size)
        return small.chosen(where: isSmall, else: large).withSign(of: self)
    }
}
