/// The mean of one metric at each epoch with its Student-t 95 % interval.
package struct EpochBand {
    /// The runs that had a finite value, for each epoch.
    package var counts: [Int] = []

    /// Their mean; NaN if there are none.
    package var mean: [Float] = []

    /// The interval's lower end; NaN with fewer than two runs.
    package var low: [Float] = []

    /// The interval's upper end; NaN with fewer than two runs.
    package var high: [Float] = []

    /// Starts without epochs.
    package init() {}
}

/// Takes the curves of one metric in, run by run, and ends as an ``EpochBand``.
///
/// - Source: Welford, "Note on a method for calculating corrected sums of squares and products",
///   Technometrics 4 (3), 1962.
package struct EpochBandAccumulator {
    private var counts: [Int32]
    private var means: [Double]
    private var squares: [Double]

    /// Starts without values.
    package init(epochCount: Int) {
        counts = Array(repeating: 0, count: epochCount)
        means = Array(repeating: 0, count: epochCount)
        squares = Array(repeating: 0, count: epochCount)
    }

    /// Takes one run's values in; those that are not finite do not count.
    package mutating func add(_ values: ArraySlice<Float>) {
        for (epoch, value) in zip(counts.indices, values) where value.isFinite {
            counts[epoch] += 1
            let distance = Double(value) - means[epoch]
            means[epoch] += distance / Double(counts[epoch])
            squares[epoch] += distance * (Double(value) - means[epoch])
        }
    }

    /// The means of the values so far, and their intervals.
    package func band(quantiles: inout StudentQuantiles) -> EpochBand {
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
