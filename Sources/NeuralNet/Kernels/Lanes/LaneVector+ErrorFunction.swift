extension LaneVector {
    /// erf x in each lane, at most 2 ulp from the real number; a lane that is not a number stays
    /// so.
    ///
    /// For |x| < 7/8 x + x·P(x²), P of degree 6; else 1 − e⁻ᴳ⁽ˣ⁾ of the magnitude with G of degree
    /// 7, which is 1 from 3.95 on; with the sign of x.
    ///
    /// - Source: The coefficients are minimax fits of erf x/x − 1 and −ln(1 − erf x), relative to
    ///   erf x, made with Lawson's algorithm.
    @inlinable
    @inline(__always)
    package func errorFunction() -> Self {
        let size = magnitude()
        let square = size * size
        var series = Self(repeating: 0x1.6bdf4ap-14)
        series = Self(repeating: -0x1.ae7f90p-11).adding(series, times: square)
        series = Self(repeating: 0x1.553abap-8).adding(series, times: square)
        series = Self(repeating: -0x1.b819a6p-6).adding(series, times: square)
        series = Self(repeating: 0x1.ce2e84p-4).adding(series, times: square)
        series = Self(repeating: -0x1.812744p-2).adding(series, times: square)
        series = Self(repeating: 0x1.06eba8p-3).adding(series, times: square)
        let small = size.adding(series, times: size)
        let limited = size.limited(to: 3.95)
        var exponent = Self(repeating: -0x1.571e5ep-16)
        exponent = Self(repeating: 0x1.bfd484p-12).adding(exponent, times: limited)
        exponent = Self(repeating: -0x1.0f08b2p-8).adding(exponent, times: limited)
        exponent = Self(repeating: 0x1.9a0b7ep-6).adding(exponent, times: limited)
        exponent = Self(repeating: -0x1.baf002p-4).adding(exponent, times: limited)
        exponent = Self(repeating: -0x1.4456a2p-1).adding(exponent, times: limited)
        exponent = Self(repeating: -0x1.2123d8p+0).adding(exponent, times: limited)
        exponent = Self(repeating: 0x1.53cb08p-13).adding(exponent, times: limited)
        let large = Self(repeating: 1) - exponent.exponential()
        let isSmall = Self(repeating: 0.875).isGreater(than: size)
        return small.chosen(where: isSmall, else: large).withSign(of: self)
    }
}
