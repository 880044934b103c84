internal import SweepModel

/// Mean and spread of each metric at each epoch over the runs of one setting, run by run.
///
/// - Source: Welford, "Note on a method for calculating corrected sums of squares and products",
///   Technometrics 4 (3), 1962.
struct EpochStatistics {
    private var columns: [MetricColumn]

    /// Starts without runs.
    ///
    /// - Parameter epochCount: The epochs of a whole run.
    init(epochCount: Int) {
        columns = Metric.allCases.map { _ in MetricColumn(epochCount: epochCount) }
    }

    /// Takes one run's curve in; values that are not finite do not count.
    mutating func add(_ curve: Curve) {
        for metric in Metric.allCases { columns[metric.column].add(curve[metric]) }
    }

    /// The means and intervals of `metric`.
    func band(of metric: Metric, quantiles: inout StudentQuantiles) -> EpochBand {
        columns[metric.column].band(quantiles: &quantiles)
    }
}
