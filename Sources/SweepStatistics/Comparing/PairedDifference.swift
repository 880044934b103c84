/// How two settings differ, seed by seed.
package struct PairedDifference {
    /// n: the seeds for which both settings have a value.
    package let count: Int

    /// The mean of the differences.
    package let mean: Double

    /// Their standard deviation, with n − 1 in the denominator.
    package let standardDeviation: Double

    /// t·s/√n: the half width of the 95 % interval of the mean.
    package let halfWidth: Double

    /// The two-sided p of the paired t test.
    package let studentProbability: Double

    /// The two-sided p of Wilcoxon's signed-rank test.
    package let wilcoxonProbability: Double

    /// Cohen's d_z: the mean in standard deviations.
    package let effectSize: Double

    /// The true mean difference that n pairs find with 80 % probability.
    package let detectable: Double

    /// Compares pairs, or returns `nil` if fewer than two are complete.
    ///
    /// - Parameters:
    ///   - values: The values of a setting, one for each seed; NaN where there is none.
    ///   - baseline: The values of the other one, for the same seeds.
    ///   - quantiles: The quantiles known so far.
    /// - Source: Student, Biometrika 6 (1), 1908; Cohen, 1988, section 2.3.5 for d_z.
    package init?(_ values: [Double], minus baseline: [Double], quantiles: inout StudentQuantiles) {
        let differences = zip(values, baseline).map { $0 - $1 }.filter(\.isFinite)
        guard differences.count >= 2 else { return nil }
        let sample = SampleStatistics(differences, quantiles: &quantiles)
        count = sample.count
        mean = sample.mean
        standardDeviation = sample.standardDeviation
        halfWidth = sample.halfWidth
        let t = mean / (standardDeviation / Double(count).squareRoot())
        let distribution = StudentDistribution(degreesOfFreedom: Double(count - 1))
        studentProbability = t.isNaN ? .nan : t.isInfinite ? 0 : distribution.twoSided(t)
        wilcoxonProbability = WilcoxonSignedRank.probability(of: differences)
        effectSize = mean / standardDeviation
        detectable = quantiles.detectableEffect(pairs: count) * standardDeviation
    }

    /// The lower end of the interval of the mean.
    package var low: Double { mean - halfWidth }

    /// The upper end of the interval of the mean.
    package var high: Double { mean + halfWidth }
}
