extension LaneVector {
    /// eˣ in each lane, for x ≤ 88; at most 1 ulp from the real number for −87 ≤ x ≤ 88.
    ///
    /// (1 + r·P)·2ⁿ with ``exponentialParts()``. Below −87, where 2ⁿ would not be a normal number,
    /// the result is 0: such a term is lost anyhow in a sum that is at least 1. A lane that is not
    /// a number stays so.
    @inlinable
    @inline(__always)
    package func exponential() -> Self {
        let (rest, series, shifted) = exponentialParts()
        // The power of two is made last: made first it takes a register from the loops of heads.
        let result =
            Self(repeating: 1).adding(series, times: rest) * shifted.bitsShiftedIntoExponent()
        let isTiny = Self(repeating: -87).isGreater(than: self)
        return Self().chosen(where: isTiny, else: result)
    }

    /// eˣ − 1 in each lane, for x ≤ 88; at most 2 ulp from the real number, near 0 too.
    ///
    /// r·P·2ⁿ + (2ⁿ − 1) with ``exponentialParts()``: nothing cancels near 0, where n is 0. A lane
    /// that is not a number stays so.
    @inlinable
    @inline(__always)
    package func exponentialMinusOne() -> Self {
        let (rest, series, shifted) = exponentialParts()
        let scale = shifted.bitsShiftedIntoExponent()
        let one = Self(repeating: 1)
        let result = (scale - one).adding(scale, times: rest * series)
        let isTiny = Self(repeating: -87).isGreater(than: self)
        return (Self() - one).chosen(where: isTiny, else: result)
    }

    /// The parts of eˣ, where they are normal numbers: x = n·ln 2 + r with |r| ≤ ln 2/2, P = (eʳ −
    /// 1)/r = 1 + r·Q(r), Q of degree 4, and what ``bitsShiftedIntoExponent()`` makes 2ⁿ of.
    ///
    /// - Source: The coefficients are a minimax fit of (eʳ − 1 − r)/r², relative to eʳ, made with
    ///   Lawson's algorithm; ln 2 is split after Cody and Waite.
    @inlinable
    @inline(__always)
    func exponentialParts() -> (rest: Self, series: Self, shifted: Self) {
        // 1.5·2²³ rounds to whole numbers; 127 more leaves the exponent of 2ⁿ in the low bits.
        let shift = Self(repeating: 0x1.8p23 + 127)
        let shifted = shift.adding(self, times: Self(repeating: 0x1.715476p0))
        let count = shifted - shift
        let high = self.adding(count, times: Self(repeating: -0x1.62e400p-1))
        let rest = high.adding(count, times: Self(repeating: -0x1.7f7d1cp-20))
        var series = Self(repeating: Float(bitPattern: 0x3AB5_121A))
        series = Self(repeating: Float(bitPattern: 0x3C09_1CF1)).adding(series, times: rest)
        series = Self(repeating: Float(bitPattern: 0x3D2A_AC79)).adding(series, times: rest)
        series = Self(repeating: Float(bitPattern: 0x3E2A_AA49)).adding(series, times: rest)
        series = Self(repeating: Float(bitPattern: 0x3EFF_FFFE)).adding(series, times: rest)
        series = Self(repeating: 1).adding(series, times: rest)
        return (rest, series, shifted)
    }
}
