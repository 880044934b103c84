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

/// The running sums of one metric.
private struct MetricColumn {
    var counts: [Int32]
    var means: [Double]
    var squares: [Double]

    init(epochCount: Int) {
        counts = Array(repeating: 0, count: epochCount)
        means = Array(repeating: 0, count: epochCount)
        squares = Array(repeating: 0, count: epochCount)
    }

    mutating func add(_ values: ArraySlice<Float>) {
        for (epoch, value) in zip(counts.indices, values) where value.isFinite {
            counts[epoch] += 1
            let distance = Double(value) - means[epoch]
            means[epoch] += distance / Double(counts[epoch])
            squares[epoch] += distance * (Double(value) - means[epoch])
        }
    }

    func band(quantiles: inout StudentQuantiles) -> EpochBand {
        var band = EpochBand()
        for epoch in counts.indices {
            let count = Int(counts[epoch])
            let mean = means[epoch]
            var halfWidth = Double.nan
            if count > 1 {
                let variance = squares[epoch] / Double(count - 1)
                halfWidth =
                    quantiles.central95(degreesOfFreedom: count - 1)
                    * (variance / Double(count)).squareRoot()
            }
            band.counts.append(count)
            band.mean.append(count > 0 ? Float(mean) : .nan)
            band.low.append(Float(mean - halfWidth))
            band.high.append(Float(mean + halfWidth))
        }
        return band
    }
}
