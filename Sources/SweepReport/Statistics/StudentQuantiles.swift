/// The t quantiles of 95 % intervals, computed once for each number of degrees of freedom.
package struct StudentQuantiles {
    private var known: [Int: Double] = [:]
    private var effects: [Int: Double] = [:]

    /// Starts with none known.
    package init() {}

    /// t with P(|T| ≤ t) = 0.95, rounded to 12 digits.
    ///
    /// The rounding hides the last digits of the C library's logarithm, which differ between
    /// systems, from all intervals.
    package mutating func central95(degreesOfFreedom: Int) -> Double {
        if let value = known[degreesOfFreedom] { return value }
        let distribution = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        let value = NumberText.rounded(distribution.quantile(0.975), significantDigits: 12)
        known[degreesOfFreedom] = value
        return value
    }

    /// The effect that a paired t test finds with 80 % probability, rounded to 12 digits.
    package mutating func detectableEffect(pairs: Int) -> Double {
        if let value = effects[pairs] { return value }
        let value = NumberText.rounded(
            PairedTestPower.detectableEffect(pairs: pairs),
            significantDigits: 12
        )
        effects[pairs] = value
        return value
    }
}
