internal import TrainingModel

/// The gamma function's logarithm and incomplete integrals, the same bits on every machine.
package enum GammaFunction {
    /// ln Γ(z) for z > 0.
    ///
    /// Stirling's series from 20 on; below, Γ(z) = Γ(z + k) / (z·(z + 1)·…·(z + k − 1)). The error
    /// is a few units in the last place of the larger of the result and 40.
    ///
    /// - Source: NIST DLMF 5.11.1 and 5.5.1.
    package static func logarithm(_ z: Double) -> Double {
        precondition(z > 0, "no ln Γ of \(z)")
        var (shifted, product) = (z, 1.0)
        while shifted < 20 {
            product *= shifted
            shifted += 1
        }
        let halfLogarithmOfTwoPi = 0.918_938_533_204_672_741_8
        let stirling =
            (shifted - 0.5) * ElementaryFunctions.logarithm(shifted) - shifted
            + halfLogarithmOfTwoPi + stirlingRemainder(shifted)
        return stirling - ElementaryFunctions.logarithm(product)
    }

    /// ln Γ(z) − (z − 1/2)·ln z + z − ln(2π)/2 for z ≥ 20, to better than 10⁻¹⁷.
    static func stirlingRemainder(_ z: Double) -> Double {
        let square = 1 / (z * z)
        return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1_260 - square / 1_680))) / z
    }

    /// P(a, x) and Q(a, x) = 1 − P(a, x), the shares of the gamma integral below and above x.
    ///
    /// The smaller of the two has full relative precision: a series below a + 1, a continued
    /// fraction above.
    ///
    /// - Parameters:
    ///   - a: The shape, above 0.
    ///   - x: At least 0; may be infinite.
    /// - Returns: Two shares in 0...1.
    /// - Source: NIST DLMF 8.7.1 and 8.9.2; Press et al., "Numerical Recipes", section 6.2.
    package static func regularized(
        a: Double,
        x: Double
    ) -> (lower: Double, upper: Double) {
        if x <= 0 { return (0, 1) }
        if x == .infinity { return (1, 0) }
        let front = density(a: a, x: x)
        if x < a + 1 {
            let lower = min(1, front * series(a: a, x: x))
            return (lower, 1 - lower)
        }
        let upper = min(1, front * continuedFraction(a: a, x: x))
        return (1 - upper, upper)
    }

    /// xᵃ·e⁻ˣ/Γ(a); for large a around its peak, where the parts are large and the sum is not.
    private static func density(a: Double, x: Double) -> Double {
        guard a > 20 else {
            let logarithm = a * ElementaryFunctions.logarithm(x) - x - logarithm(a)
            return ElementaryFunctions.exponential(logarithm)
        }
        // x = a·(1 + u): a·ln x − x − ln Γ(a) = a·(ln(1 + u) − u) + ln(a/2π)/2 − remainder.
        let u = (x - a) / a
        let logarithm =
            abs(u) < 0.5 ? LogarithmNearOne.value(u) : ElementaryFunctions.logarithm(x / a)
        let exponent = a * (logarithm - u) - stirlingRemainder(a)
        return ElementaryFunctions.exponential(exponent) * (a / (2 * Double.pi)).squareRoot()
    }

    /// Σ xⁿ/(a·(a + 1)·…·(a + n)).
    private static func series(a: Double, x: Double) -> Double {
        var (term, sum, shape) = (1 / a, 1 / a, a)
        for _ in 0..<1_000_000 {
            shape += 1
            term *= x / shape
            sum += term
            if term < sum * 1e-17 { break }
        }
        return sum
    }

    /// The continued fraction of Q by Lentz's method.
    private static func continuedFraction(a: Double, x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for step in 1...1_000_000 {
            let n = Double(step)
            let numerator = -n * (n - a)
            b += 2
            d = numerator * d + b
            if abs(d) < tiny { d = tiny }
            c = b + numerator / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }
}

/// ln(1 + u), which keeps its relative precision for small u.
enum LogarithmNearOne {
    /// ln(1 + u) for u > −1.
    ///
    /// The rounding of 1 + u is the same in numerator and denominator, and so cancels.
    ///
    /// - Source: Goldberg, "What Every Computer Scientist Should Know About Floating-Point
    ///   Arithmetic", ACM Computing Surveys 23 (1), 1991, theorem 4.
    static func value(_ u: Double) -> Double {
        let sum = 1 + u
        if sum == 1 { return u }
        if sum.isInfinite { return sum }
        return ElementaryFunctions.logarithm(sum) * (u / (sum - 1))
    }
}
