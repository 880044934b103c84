/// The accuracies of the runs of a setting, from counts: equal ones are exactly equal.
package struct AccuracySummary: Equatable, Sendable {
    /// The mean share over the runs.
    package let mean: Double

    /// The 95 % interval of the mean over the runs; `nil` if all are equal or there is one.
    package let interval: ClosedRange<Double>?

    /// The runs.
    package let runCount: Int

    /// Whether all runs have the same count: “all 10 runs”.
    package let isSameInAll: Bool

    /// Sums counts up, or returns `nil` without runs.
    ///
    /// - Parameters:
    ///   - correct: The samples that each run classified rightly.
    ///   - sampleCount: The samples of the part.
    ///   - quantiles: The quantiles known so far.
    package init?(
        correct: [Int],
        of sampleCount: Int,
        quantiles: inout StudentQuantiles
    ) {
        guard let first = correct.first, sampleCount > 0 else { return nil }
        runCount = correct.count
        isSameInAll = correct.allSatisfy { $0 == first }
        let estimate = MeanEstimate(correct.map(Double.init), design: .seeds)
        mean = Double(correct.reduce(0, +)) / Double(sampleCount * correct.count)
        guard !isSameInAll else {
            interval = nil
            return
        }
        let half = estimate.halfWidth(tail: 0.025, quantiles: &quantiles) / Double(sampleCount)
        interval = max(0, mean - half)...min(1, mean + half)
    }
}
