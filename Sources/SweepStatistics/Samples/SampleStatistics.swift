/// A sample in a few numbers.
package struct SampleStatistics {
    /// n, the number of values.
    package let count: Int

    /// x̄; NaN without values.
    package let mean: Double

    /// s, with n − 1 in the denominator; NaN with fewer than two values.
    package let standardDeviation: Double

    /// The smallest value; NaN without values.
    package let minimum: Double

    /// The quantile 1/4, between order statistics as in NumPy's default; NaN without values.
    package let lowerQuartile: Double

    /// The quantile 1/2; NaN without values.
    package let median: Double

    /// The quantile 3/4; NaN without values.
    package let upperQuartile: Double

    /// The largest value; NaN without values.
    package let maximum: Double

    /// t·s/√n: the half width of the Student-t 95 % interval; NaN with fewer than two values.
    package let halfWidth: Double

    /// Describes the finite ones of `values`.
    package init(_ values: [Double], quantiles: inout StudentQuantiles) {
        let sorted = values.filter(\.isFinite).sorted()
        count = sorted.count
        let mean = sorted.isEmpty ? .nan : sorted.reduce(0, +) / Double(sorted.count)
        self.mean = mean
        minimum = sorted.first ?? .nan
        maximum = sorted.last ?? .nan
        lowerQuartile = Self.quantile(0.25, ofSorted: sorted)
        median = Self.quantile(0.5, ofSorted: sorted)
        upperQuartile = Self.quantile(0.75, ofSorted: sorted)
        guard sorted.count > 1 else {
            standardDeviation = .nan
            halfWidth = .nan
            return
        }
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = (squares / Double(sorted.count - 1)).squareRoot()
        halfWidth =
            quantiles.central95(degreesOfFreedom: sorted.count - 1) * standardDeviation
            / Double(sorted.count).squareRoot()
    }

    /// The lower end of the interval.
    package var low: Double { mean - halfWidth }

    /// The upper end of the interval.
    package var high: Double { mean + halfWidth }

    /// Linear interpolation between the order statistics around (n − 1)·share.
    ///
    /// - Source: Hyndman and Fan, The American Statistician 50 (4), 1996, definition 7.
    private static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
        guard let last = values.last else { return .nan }
        let place = share * Double(values.count - 1)
        let index = Int(place)
        guard index + 1 < values.count else { return last }
        return values[index] + (values[index + 1] - values[index]) * (place - Double(index))
    }
}
