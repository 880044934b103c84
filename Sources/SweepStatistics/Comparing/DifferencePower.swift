internal import TrainingModel

/// What a paired comparison is able to see, from the standard deviation of the differences alone.
package struct DifferencePower: Equatable, Sendable {
    /// About how many seeds it takes; `nil` is more than ``PairedTestPower/pairLimit``.
    package struct SeedsNeeded: Equatable, Sendable {
        /// With the deviation that was seen.
        package let expected: Int?

        /// With the lower end of the 95 % interval of the deviation.
        package let low: Int?

        /// With its upper end.
        package let high: Int?
    }

    /// n, at least 2.
    package let seedCount: Int

    /// m: the tests of the table.
    package let comparisonCount: Int

    /// s of the differences of y.
    package let standardDeviation: Double

    /// Takes the deviation of an estimate; `nil` with folds or fewer than two seeds.
    package init?(of estimate: MeanEstimate, comparisonCount: Int) {
        guard estimate.design == .seeds, estimate.count > 1 else { return nil }
        seedCount = estimate.count
        self.comparisonCount = max(1, comparisonCount)
        standardDeviation = estimate.standardDeviation
    }

    /// The level of Holm's first step.
    private var level: Double { 0.05 / Double(comparisonCount) }

    /// The true mean difference of y that n seeds find with 80 %, after correction for m.
    package func detectable(quantiles: inout StudentQuantiles) -> Double {
        standardDeviation * quantiles.detectableEffect(pairs: seedCount, level: level)
    }

    /// The same as a share: 0.25 is a loss that is 25 % higher.
    package func detectableShare(quantiles: inout StudentQuantiles) -> Double {
        ElementaryFunctions.exponential(detectable(quantiles: &quantiles)) - 1
    }

    /// How many seeds find losses that differ by the factor `factor` with 80 %.
    ///
    /// - Parameter factor: Above 1; 1.1 is a difference of 10 %.
    /// - Returns: The number for s, and for both ends of the χ² interval of s.
    package func seedsNeeded(factor: Double = 1.1) -> SeedsNeeded {
        let difference = ElementaryFunctions.logarithm(factor)
        let range = ChiSquaredDistribution(degreesOfFreedom: seedCount - 1)
            .deviationInterval(standardDeviation)
        func needed(_ deviation: Double) -> Int? {
            PairedTestPower.pairsNeeded(effect: difference / deviation, level: level)
        }
        return SeedsNeeded(
            expected: needed(standardDeviation),
            low: needed(range.lowerBound),
            high: needed(range.upperBound)
        )
    }
}
