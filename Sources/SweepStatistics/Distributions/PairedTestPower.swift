/// What the two-sided paired t test is able to see.
///
/// The power comes from the noncentral t distribution, not from a normal approximation.
///
/// - Source: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, chapter
///   2.
package enum PairedTestPower {
    /// The probability, by custom, with which a difference shall be found.
    package static let target = 0.8

    /// The most pairs that a person is asked for.
    package static let pairLimit = 100_000

    /// The probability that the test finds a true mean difference.
    ///
    /// - Parameters:
    ///   - effect: The mean difference in standard deviations of the differences.
    ///   - pairs: n, at least 2.
    ///   - level: The level of the test; 0.05/m is Holm's first step among m tests.
    /// - Returns: A probability in `level`...1.
    package static func power(effect: Double, pairs: Int, level: Double = 0.05) -> Double {
        power(
            noncentrality: abs(effect) * Double(pairs).squareRoot(),
            pairs: pairs,
            critical: critical(pairs: pairs, level: level)
        )
    }

    /// The mean difference, in standard deviations, that is found with 80 % probability.
    ///
    /// - Parameters:
    ///   - pairs: n, at least 2.
    ///   - level: The level of the test.
    /// - Returns: An effect above 0.
    package static func detectableEffect(pairs: Int, level: Double = 0.05) -> Double {
        let critical = critical(pairs: pairs, level: level)
        func isTooSmall(_ noncentrality: Double) -> Bool {
            power(noncentrality: noncentrality, pairs: pairs, critical: critical) < target
        }
        var (low, high) = (0.0, 4.0)
        while isTooSmall(high) { (low, high) = (high, 2 * high) }
        return Bisection.boundary(low, high, isBelow: isTooSmall) / Double(pairs).squareRoot()
    }

    /// The pairs with which a mean difference is found with 80 % probability.
    ///
    /// - Parameters:
    ///   - effect: The mean difference in standard deviations of the differences.
    ///   - level: The level of the test.
    /// - Returns: At least 2, or `nil` beyond ``pairLimit``.
    package static func pairsNeeded(effect: Double, level: Double = 0.05) -> Int? {
        guard effect.isFinite else { return effect.isInfinite ? 2 : nil }
        func isEnough(_ pairs: Int) -> Bool {
            power(effect: effect, pairs: pairs, level: level) >= target
        }
        var enough = 2
        while !isEnough(enough) {
            enough *= 2
            if enough > pairLimit { return nil }
        }
        guard enough > 2 else { return 2 }
        var tooFew = enough / 2
        while enough - tooFew > 1 {
            let middle = (enough + tooFew) / 2
            if isEnough(middle) { enough = middle } else { tooFew = middle }
        }
        return enough
    }

    private static func critical(pairs: Int, level: Double) -> Double {
        StudentDistribution(degreesOfFreedom: Double(pairs - 1)).quantile(upperTail: level / 2)
    }

    private static func power(noncentrality: Double, pairs: Int, critical: Double) -> Double {
        let distribution = NoncentralStudentDistribution(
            degreesOfFreedom: Double(pairs - 1),
            noncentrality: noncentrality
        )
        return 1 - distribution.cumulative(critical) + distribution.cumulative(-critical)
    }
}
