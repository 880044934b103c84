internal import TrainingModel

/// The scores of one setting, as losses.
package struct ScoreSummary: Equatable, Sendable {
    /// The mean of y over the units, and how sure it is.
    package let estimate: MeanEstimate

    /// e to the mean of y: the geometric mean of the clipped losses.
    package let loss: Double

    /// The 95 % interval of ``loss``, within what scores can be; `nil` with fewer than two units.
    package private(set) var interval: ClosedRange<Double>?

    /// The median of the clipped losses over all runs; of an even number, the geometric mean of
    /// the middle two.
    package let median: Double

    /// Sums one setting up, or returns `nil` if it has no complete seed.
    ///
    /// - Parameters:
    ///   - setting: The index of a setting of `table`.
    ///   - table: The scores.
    ///   - seeds: The seeds that count; `nil` is all that are complete for this setting.
    ///   - quantiles: The quantiles known so far.
    package init?(
        of setting: Int,
        in table: ScoreTable,
        seeds: [Int]? = nil,
        quantiles: inout StudentQuantiles
    ) {
        let seeds = seeds ?? table.completeSeeds(of: [setting])
        guard !seeds.isEmpty else { return nil }
        estimate = MeanEstimate(table.units(of: setting, seeds: seeds), design: table.design)
        loss = LossScale.loss(ofScore: estimate.mean)
        interval = estimate.lossInterval(
            level: 0.95,
            scale: table.scale,
            quantiles: &quantiles
        )
        let scores = (0..<table.foldCount).flatMap { fold in
            seeds.compactMap { table[setting, fold: fold, seed: $0] }
        }
        .sorted()
        let middle = (scores[(scores.count - 1) / 2] + scores[scores.count / 2]) / 2
        median = LossScale.loss(ofScore: middle)
    }

    /// The same without the interval, for losses that are too low by the choice of each run's
    /// epoch: it would not be one for new data.
    package func withoutInterval() -> ScoreSummary {
        var summary = self
        summary.interval = nil
        return summary
    }
}
