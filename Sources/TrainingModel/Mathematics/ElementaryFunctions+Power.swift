extension ElementaryFunctions {
    /// `base` to the power of `exponent`, with the special cases of IEEE 754's `pow`.
    ///
    /// 1 if `exponent` is 0 or `base` is 1, even beside a NaN; NaN for a finite `base` below 0 and
    /// an `exponent` that is not whole. The error is below 0.51 ulp, for subnormal results too.
    ///
    /// - Parameters:
    ///   - base: Any number.
    ///   - exponent: Any number.
    /// - Returns: `base`^`exponent`.
    /// - Source: IEEE 754-2019, 9.2.1, for the special cases.
    public static func power(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        if base.isNaN || exponent.isNaN { return .nan }
        if exponent.isInfinite {
            return powerWithInfiniteExponent(base.magnitude, isRising: exponent > 0)
        }
        let parity = Parity(of: exponent)
        if base == 0 || base.isInfinite {
            let isLarge = base.isInfinite == (exponent > 0)
            let magnitude: Double = isLarge ? .infinity : 0
            return base.sign == .minus && parity == .odd ? -magnitude : magnitude
        }
        if base < 0 && parity == .fractional { return .nan }
        let magnitude = positivePower(base.magnitude, exponent)
        return base < 0 && parity == .odd ? -magnitude : magnitude
    }

    /// `base`^±∞.
    private static func powerWithInfiniteExponent(_ base: Double, isRising: Bool) -> Double {
        if base == 1 { return 1 }
        return (base > 1) == isRising ? .infinity : 0
    }

    /// `base`^`exponent` for finite numbers, `base` above 0 and `exponent` not 0.
    private static func positivePower(_ base: Double, _ exponent: Double) -> Double {
        if base == 1 { return 1 }
        // A logarithm is between 2⁻⁵⁴ and 2¹⁰ in magnitude. Beyond these bounds the product would
        // only decide between overflow and underflow, or vanish beside 1; within, it is exact.
        if exponent.magnitude > 0x1p65 {
            return (base > 1) == (exponent > 0) ? .infinity : 0
        }
        if exponent.magnitude < 0x1p-65 { return 1 }
        return exponential(DoubleDouble(exponent) * preciseLogarithm(base))
    }

    /// What decides the sign of a power of a negative number.
    private enum Parity {
        case even
        case odd
        case fractional

        /// Classifies a finite number.
        init(of number: Double) {
            // From 2⁵³ on, all doubles are even.
            guard number.magnitude < 0x1p53 else {
                self = .even
                return
            }
            let whole = Int64(number)
            if Double(whole) != number {
                self = .fractional
            } else {
                self = whole.isMultiple(of: 2) ? .even : .odd
            }
        }
    }
}

extension ElementaryFunctions {
    /// baseⁿ by repeated multiplication, ⌊log₂ n⌋ squares and their products.
    ///
    /// - Parameters:
    ///   - base: Any number.
    ///   - count: n, at least 0.
    /// - Returns: The power; 1 for n = 0.
    public static func power(_ base: Double, times count: Int) -> Double {
        precondition(count >= 0, "a number is multiplied at least 0 times, not \(count)")
        var (result, square, rest) = (1.0, base, count)
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
