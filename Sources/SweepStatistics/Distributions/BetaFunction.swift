internal import TrainingModel

/// The incomplete beta function, from which the tails of Student's distribution come.
package enum BetaFunction {
    /// Iₓ(a, b), the share of the beta integral below x.
    ///
    /// A continued fraction, evaluated on the side of the mean where it converges fast.
    ///
    /// - Parameters:
    ///   - x: The upper end, in 0...1.
    ///   - complement: 1 − x, passed along since the difference would lose digits near 1.
    ///   - a: The first shape, above 0.
    ///   - b: The second shape, above 0.
    /// - Returns: A share in 0...1.
    /// - Source: Press et al., "Numerical Recipes", 3rd edition, section 6.4; NIST DLMF 8.17.22.
    package static func regularized(_ x: Double, complement: Double, a: Double, b: Double) -> Double
    {
        if x <= 0 { return 0 }
        if complement <= 0 { return 1 }
        let logarithmOfFront =
            a * ElementaryFunctions.logarithm(x) + b * ElementaryFunctions.logarithm(complement)
            - logarithm(a, b)
        let front = ElementaryFunctions.exponential(logarithmOfFront)
        if x < (a + 1) / (a + b + 2) {
            return front * continuedFraction(x, a: a, b: b) / a
        }
        return 1 - front * continuedFraction(complement, a: b, b: a) / b
    }

    /// ln B(a, b).
    ///
    /// For large a the difference of two logarithms of gamma loses digits, so Stirling's series is
    /// used for their ratio there.
    ///
    /// - Source: NIST DLMF 5.11.1 and 5.12.1.
    package static func logarithm(_ a: Double, _ b: Double) -> Double {
        let (small, large) = a < b ? (a, b) : (b, a)
        guard large > 20 else {
            return GammaFunction.logarithm(small) + GammaFunction.logarithm(large)
                - GammaFunction.logarithm(small + large)
        }
        let sum = small + large
        let ratio =
            (large - 0.5) * LogarithmNearOne.value(small / large) + small
            * ElementaryFunctions.logarithm(sum) - small
            + GammaFunction.stirlingRemainder(sum) - GammaFunction.stirlingRemainder(large)
        return GammaFunction.logarithm(small) - ratio
    }

    /// The continued fraction of Iₓ(a, b) by Lentz's method.
    private static func continuedFraction(_ x: Double, a: Double, b: Double) -> Double {
        let tiny = 1e-300
        func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            let factor = d * c
            result *= factor
            if abs(factor - 1) < 1e-16 { break }
        }
        return result
    }
}
