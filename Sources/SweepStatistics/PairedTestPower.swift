/// What the two-sided paired t test at the level 0.05 is able to see.
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
    /// - Returns: A probability in 0.05...1.
    package static func power(effect: Double, pairs: Int) -> Double {
        power(noncentrality: abs(effect) * Double(pairs).squareRoot(), pairs: pairs)
    }

    /// The mean difference, in standard deviations, that is found with 80 % probability.
    ///
    /// - Parameter pairs: n, at least 2.
    /// - Returns: An effect above 0.
    package static func detectableEffect(pairs: Int) -> Double {
        var low = 0.0
        var high = 37.0
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if power(noncentrality: middle, pairs: pairs) < target {
                low = middle
            } else {
                high = middle
            }
        }
        return high / Double(pairs).squareRoot()
    }

    /// The pairs with which a mean difference is found with 80 % probability.
    ///
    /// - Parameter effect: The mean difference in standard deviations of the differences.
    /// - Returns: At least 2, or `nil` beyond ``pairLimit``.
    package static func pairsNeeded(effect: Double) -> Int? {
        guard effect.isFinite else { return effect.isInfinite ? 2 : nil }
        var enough = 2
        while power(effect: effect, pairs: enough) < target {
            enough *= 2
            if enough > pairLimit { return nil }
        }
        var tooFew = enough / 2
        guard enough > 2 else { return 2 }
        while enough - tooFew > 1 {
            let middle = (enough + tooFew) / 2
            if power(effect: effect, pairs: middle) < target {
                tooFew = middle
            } else {
                enough = middle
            }
        }
        return enough
    }

    private static func power(noncentrality: Double, pairs: Int) -> Double {
        guard noncentrality < 37 else { return 1 }
        let degrees = Double(pairs - 1)
        let critical = StudentDistribution(degreesOfFreedom: degrees).quantile(0.975)
        let distribution = NoncentralStudentDistribution(
            degreesOfFreedom: degrees,
            noncentrality: noncentrality
        )
        return 1 - distribution.cumulative(critical) + distribution.cumulative(-critical)
    }
}
