package import SweepModel
package import SweepStatistics
package import TrainingModel

/// Mean and spread of each metric at each epoch over the runs of one setting, run by run.
///
/// Where a run stopped early, those that go on are the ones whose validation loss still fell: their
/// mean is not that of the setting. So intervals end with the first run that stops, and what stands
/// behind is for pictures that say so.
package struct EpochStatistics {
    private let metrics: [Metric]
    private let epochCount: Int
    private var columns: [EpochBandAccumulator]

    /// The fewest epochs of a run that finished.
    private var sharedEpochCount: Int

    /// The most epochs that a run has recorded.
    private var longestEpochCount = 0

    /// Starts without runs.
    ///
    /// - Parameters:
    ///   - metrics: What runs record.
    ///   - epochCount: The epochs of a whole run.
    package init(_ metrics: [Metric], epochCount: Int) {
        self.metrics = metrics
        self.epochCount = epochCount
        sharedEpochCount = epochCount
        columns = metrics.map { _ in EpochBandAccumulator(epochCount: epochCount) }
    }

    /// Takes one run's curve in; values that are not finite do not count.
    package mutating func add(_ result: RunResult) {
        let curve = result.curve
        for (index, metric) in metrics.enumerated() { columns[index].add(curve[metric]) }
        longestEpochCount = max(longestEpochCount, min(result.recordedEpochCount, epochCount))
        if result.outcome == .finished {
            sharedEpochCount = min(sharedEpochCount, curve.epochCount)
        }
    }

    /// The means and intervals of each metric; where a run stopped early, up to the last epoch that
    /// any run trained, and without intervals from the first one that a finished run lacks.
    package func bands(quantiles: inout StudentQuantiles) -> [Metric: EpochBand] {
        var bands: [Metric: EpochBand] = [:]
        for (metric, column) in zip(metrics, columns) {
            var band = column.band(quantiles: &quantiles)
            if sharedEpochCount < epochCount {
                band.counts.removeLast(epochCount - longestEpochCount)
                band.mean.removeLast(epochCount - longestEpochCount)
                let tail = [Float](repeating: .nan, count: longestEpochCount - sharedEpochCount)
                band.low = band.low.prefix(sharedEpochCount) + tail
                band.high = band.high.prefix(sharedEpochCount) + tail
            }
            bands[metric] = band
        }
        return bands
    }
}
