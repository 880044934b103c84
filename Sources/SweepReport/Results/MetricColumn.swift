/// Mean and sum of squared deviations of one metric at each epoch, run by run.
struct MetricColumn {
    private var counts: [Int32]
    private var means: [Double]
    private var squares: [Double]

    /// Starts without values.
    init(epochCount: Int) {
        counts = Array(repeating: 0, count: epochCount)
        means = Array(repeating: 0, count: epochCount)
        squares = Array(repeating: 0, count: epochCount)
    }

    /// Takes one run's values in; those that are not finite do not count.
    mutating func add(_ values: ArraySlice<Float>) {
        for (epoch, value) in zip(counts.indices, values) where value.isFinite {
            counts[epoch] += 1
            let distance = Double(value) - means[epoch]
            means[epoch] += distance / Double(counts[epoch])
            squares[epoch] += distance * (Double(value) - means[epoch])
        }
    }

    /// The means and their intervals.
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
