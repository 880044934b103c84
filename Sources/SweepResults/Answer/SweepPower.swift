package import SweepStatistics

/// What the seeds of a sweep are able to see, from the deviation of the differences alone.
package struct SweepPower {
    /// n: the pairs.
    package let seedCount: Int

    /// m: the differences for which is corrected.
    package let comparisonCount: Int

    /// The share by which a loss must truly be higher for being found with 80 %: 0.3 is 30 % more.
    package let detectableShare: Double

    /// The seeds with which 10 % are found with 80 %, with the range from the χ² interval of the
    /// deviation; a number is `nil` beyond ``PairedTestPower/pairLimit``.
    package let seedsForTenPercent: DifferencePower.SeedsNeeded

    /// Takes the power of a table of differences.
    init(_ power: DifferencePower, quantiles: inout StudentQuantiles) {
        seedCount = power.seedCount
        comparisonCount = power.comparisonCount
        detectableShare = power.detectableShare(quantiles: &quantiles)
        seedsForTenPercent = power.seedsNeeded()
    }
}
