internal import SweepModel
internal import TrainingModel

/// Mean and spread of each metric at each epoch over the runs of one setting, run by run.
///
/// - Source: Welford, "Note on a method for calculating corrected sums of squares and products",
///   Technometrics 4 (3), 1962.
struct EpochStatistics {
    private let metrics: [Metric]
    private var columns: [MetricColumn]

    /// Starts without runs.
    ///
    /// - Parameters:
    ///   - metrics: What runs record.
    ///   - epochCount: The epochs of a whole run.
    init(_ metrics: [Metric], epochCount: Int) {
        self.metrics = metrics
        columns = metrics.map { _ in MetricColumn(epochCount: epochCount) }
    }

    /// Takes one run's curve in; values that are not finite do not count.
    mutating func add(_ curve: Curve) {
        for (index, metric) in metrics.enumerated() { columns[index].add(curve[metric]) }
    }

    /// The means and intervals of each metric.
    func bands(quantiles: inout StudentQuantiles) -> [Metric: EpochBand] {
        var bands: [Metric: EpochBand] = [:]
        for (metric, column) in zip(metrics, columns) {
            bands[metric] = column.band(quantiles: &quantiles)
        }
        return bands
    }
}
