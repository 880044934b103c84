/// Logarithm, exponential, power, sine and cosine that give the same bits on every machine.
///
/// The functions of C libraries differ in the last bit from one library, version or processor to
/// the next. These consist of +, −, ×, ÷ and operations on bits, which IEEE 754 defines to the
/// bit. Inside, numbers have 106 bits, so the error of a result is the final rounding, 0.5 units
/// in the last place (ulp), and less than 0.01 ulp more. A NaN that comes out is `Double.nan`.
///
/// - Source: Muller, "Elementary Functions", 3rd ed., chapters on range reduction and on
///   implementing functions in double-word arithmetic. The coefficients are those of the Taylor
///   series, which need no fitting; the number of terms follows from the reduced ranges.
public enum ElementaryFunctions {
    /// The natural logarithm of `value`.
    ///
    /// NaN for NaN and numbers below 0, −∞ for 0, +∞ for +∞, and 0 for 1. The error is below
    /// 0.51 ulp, for subnormal arguments too.
    ///
    /// - Parameter value: Any number.
    /// - Returns: ln `value`.
    public static func logarithm(_ value: Double) -> Double {
        if value.isNaN || value < 0 { return .nan }
        if value == 0 { return -.infinity }
        if value == .infinity { return .infinity }
        return preciseLogarithm(value).high
    }

    /// e to the power of `exponent`.
    ///
    /// +∞ above 709.78, 0 below −745.13, and 1 for 0. The error is below 0.51 ulp, for subnormal
    /// results too.
    ///
    /// - Parameter exponent: Any number.
    /// - Returns: e^`exponent`.
    public static func exponential(_ exponent: Double) -> Double {
        exponent.isNaN ? .nan : exponential(DoubleDouble(exponent))
    }
}

extension ElementaryFunctions {
    /// ln 2 in two parts; the first has 42 bits, so that its product with an exponent is exact.
    private static let logarithmOfTwo = (
        coarse: 0x1.62e42fefa38p-1, fine: 0x1.ef35793c76730p-45
    )

    /// Σ tⁿ / (2n + 1), which is artanh(√t) / √t, for t ≤ 0.0295: the first term left out is 2⁻⁷⁶.
    ///
    /// Source: DLMF 4.6.4.
    private static let artanhSeries = TaylorSeries(
        denominators: (0..<14).map { Double(2 * $0 + 1) },
        leadingCount: 3
    )

    /// Σ rⁿ / n! for |r| ≤ 0.347: the first term left out is 2⁻⁷⁴.
    ///
    /// Source: DLMF 4.2.19.
    private static let exponentialSeries = TaylorSeries(
        denominators: TaylorSeries.factorials(of: 0..<17),
        leadingCount: 5
    )

    /// ln `value` to about 68 bits.
    ///
    /// With value = 2^k · m and √½ < m ≤ √2: ln value = k · ln 2 + 2 artanh((m − 1) / (m + 1)).
    ///
    /// - Precondition: `value` is finite and above 0.
    static func preciseLogarithm(_ value: Double) -> DoubleDouble {
        var (scale, fraction) = (Double(value.exponent), value.significand)
        if fraction > 0x1.6a09e667f3bcdp0 {  // √2
            (scale, fraction) = (scale + 1, fraction / 2)
        }
        // The numerator is exact, so the logarithm keeps its relative precision around 1.
        let ratio = DoubleDouble(fraction - 1) / DoubleDouble(sumOf: fraction, 1)
        let logarithmOfFraction =
            DoubleDouble(2) * ratio * artanhSeries.value(at: ratio * ratio)
        return DoubleDouble(scale * logarithmOfTwo.coarse)
            + (DoubleDouble(productOf: scale, logarithmOfTwo.fine) + logarithmOfFraction)
    }

    /// e to the power of `exponent`, which has about 106 bits and is not NaN.
    ///
    /// With exponent = n · ln 2 + r and |r| ≤ ½ ln 2, up to rounding: e^exponent = 2ⁿ · e^r.
    static func exponential(_ exponent: DoubleDouble) -> Double {
        guard exponent.high < 710 else { return .infinity }
        guard exponent.high > -746 else { return 0 }
        // Adding and subtracting 1.5 · 2⁵² rounds to a whole number in any C library.
        let rounder = 0x1.8p52
        let scale = (exponent.high * 0x1.71547652b82fep0 + rounder) - rounder  // · 1 / ln 2
        let remainder =
            exponent + DoubleDouble(-scale * logarithmOfTwo.coarse)
            + DoubleDouble(productOf: -scale, logarithmOfTwo.fine)
        return scaled(exponentialSeries.value(at: remainder), byPowerOfTwo: Int(scale))
    }

    /// `value` · 2^`power`, rounded once, even if the result is subnormal.
    ///
    /// - Precondition: `value` is in 0.5...2 and `power` in −1100...1100.
    private static func scaled(_ value: DoubleDouble, byPowerOfTwo power: Int) -> Double {
        var (value, power) = (value, power)
        if value.high < 1 {
            value = DoubleDouble(larger: value.high * 2, smaller: value.low * 2)
            power -= 1
        }
        if power > 1023 { return .infinity }
        if power >= -1022 { return value.high * powerOfTwo(power) }
        // The unit in the last place of the anchor, scaled, is the smallest subnormal; so the
        // sum is rounded where the result must be, and its bits above the anchor's are the result.
        let anchor = powerOfTwo(-1022 - power)
        let sum = DoubleDouble(larger: anchor, smaller: value.high)
        let rounded = sum.high + (sum.low + value.low)
        return Double(bitPattern: rounded.bitPattern - anchor.bitPattern)
    }

    /// 2^`power`.
    ///
    /// - Precondition: `power` is in −1022...1023.
    static func powerOfTwo(_ power: Int) -> Double {
        Double(bitPattern: UInt64(power + 1023) << 52)
    }
}
