/// What the seeds of a sweep are able to see, from the deviation of the differences alone.
package struct SweepPower {
    /// n: the pairs.
    package let count: Int

    /// m: the differences for which is corrected.
    package let testCount: Int

    /// The share by which the loss must truly differ for being found with 80 %: 0.3 is 30 % more.
    package let detectable: Double

    /// The seeds with which 10 % are found with 80 %; `nil` beyond the limit.
    package let seedsForTenPercent: Int?

    /// The range of ``seedsForTenPercent`` from the χ² interval of the deviation; an end is `nil`
    /// beyond the limit.
    package let range: (low: Int?, high: Int?)
}
