package import TrainingModel

/// The mean of some units, and how sure it is.
///
/// If all units are equal, the deviation is exactly 0 and the interval has no width.
package struct MeanEstimate: Equatable, Sendable {
    /// n, at least 1.
    package let count: Int

    /// The mean.
    package let mean: Double

    /// s, with n − 1 in the denominator; NaN with one unit.
    package let standardDeviation: Double

    /// What the units are.
    package let design: UnitDesign

    /// Describes some units.
    ///
    /// - Parameters:
    ///   - values: At least one number, all finite.
    ///   - design: What they are.
    package init(_ values: [Double], design: UnitDesign) {
        precondition(!values.isEmpty, "a mean of nothing")
        count = values.count
        self.design = design
        // A sum that is divided again need not give the summand back.
        if values.allSatisfy({ $0 == values[0] }) {
            mean = values[0]
            standardDeviation = values.count > 1 ? 0 : .nan
            return
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardDeviation = (squares / Double(values.count - 1)).squareRoot()
    }

    /// n − 1.
    package var degreesOfFreedom: Int { count - 1 }

    /// The standard error of the mean; NaN with one unit.
    package var standardError: Double {
        design.varianceFactor(count: count).squareRoot() * standardDeviation
    }

    /// The two-sided interval of the mean, or `nil` with one unit.
    ///
    /// - Parameters:
    ///   - level: The probability to cover the true mean, in 0..<1.
    ///   - quantiles: The quantiles known so far.
    /// - Returns: mean ± t·standard error.
    package func interval(
        level: Double,
        quantiles: inout StudentQuantiles
    ) -> ClosedRange<Double>? {
        guard count > 1 else { return nil }
        let half = halfWidth(tail: (1 - level) / 2, quantiles: &quantiles)
        return mean - half...mean + half
    }

    /// The interval of e to the mean of scores, or `nil` with one unit.
    ///
    /// A mean of clipped losses is as they are, whatever few units make of its interval.
    ///
    /// - Parameters:
    ///   - level: The probability to cover the truth, in 0..<1.
    ///   - scale: What clips the losses; `nil` for none.
    ///   - quantiles: The quantiles known so far.
    /// - Returns: e to the ends of ``interval(level:quantiles:)``, within what losses can be.
    package func lossInterval(
        level: Double,
        scale: LossScale?,
        quantiles: inout StudentQuantiles
    ) -> ClosedRange<Double>? {
        powers(level: level, within: scale?.losses, quantiles: &quantiles)
    }

    /// The interval of e to the mean of differences of scores, or `nil` with one unit.
    ///
    /// - Parameters:
    ///   - level: The probability to cover the truth, in 0..<1.
    ///   - scale: What clips the losses; `nil` for none.
    ///   - quantiles: The quantiles known so far.
    /// - Returns: e to the ends of ``interval(level:quantiles:)``, within what factors can be.
    package func factorInterval(
        level: Double,
        scale: LossScale?,
        quantiles: inout StudentQuantiles
    ) -> ClosedRange<Double>? {
        powers(level: level, within: scale?.factors, quantiles: &quantiles)
    }

    private func powers(
        level: Double,
        within bounds: ClosedRange<Double>?,
        quantiles: inout StudentQuantiles
    ) -> ClosedRange<Double>? {
        interval(level: level, quantiles: &quantiles).map {
            let low = LossScale.loss(ofScore: $0.lowerBound)
            let powers = low...LossScale.loss(ofScore: $0.upperBound)
            return bounds.map(powers.clamped) ?? powers
        }
    }

    /// t·standard error for a probability `tail` beyond t; 0 if all units are equal.
    ///
    /// - Precondition: There are at least two units.
    package func halfWidth(tail: Double, quantiles: inout StudentQuantiles) -> Double {
        precondition(count > 1, "no interval from one unit")
        if standardDeviation == 0 { return 0 }
        return quantiles.upper(tail: tail, degreesOfFreedom: degreesOfFreedom) * standardError
    }

    /// The one-sided p of “the true mean is not above 0”, or `nil` with one unit.
    ///
    /// If all units are equal, 0 for a mean above 0 and 1 otherwise.
    package var probabilityOfNoIncrease: Double? {
        guard count > 1 else { return nil }
        if standardDeviation == 0 { return mean > 0 ? 0 : 1 }
        return StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
            .cumulative(-mean / standardError)
    }

    /// The two-sided p of “the true mean is 0”, or `nil` with one unit.
    ///
    /// If all units are equal, 0 for a mean other than 0 and 1 otherwise.
    package var probabilityOfNoDifference: Double? {
        guard count > 1 else { return nil }
        if standardDeviation == 0 { return mean == 0 ? 1 : 0 }
        return StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
            .twoSided(mean / standardError)
    }
}

/// What the units of a comparison are, and so how much their mean varies.
package enum UnitDesign: Hashable, Sendable {
    /// Seeds, which are independent.
    case seeds

    /// The k folds of one data set, whose training parts overlap; a unit is the mean over seeds.
    case folds(Int)

    /// The variance of the mean of `count` units in variances of one unit.
    ///
    /// 1/n for seeds; 1/J + 1/(k − 1) for folds, where the second term is the ratio of held-out to
    /// training samples.
    ///
    /// - Source: Nadeau and Bengio, Machine Learning 52, 2003.
    package func varianceFactor(count: Int) -> Double {
        switch self {
        case .seeds: 1 / Double(count)
        case .folds(let foldCount): 1 / Double(count) + 1 / Double(foldCount - 1)
        }
    }
}
