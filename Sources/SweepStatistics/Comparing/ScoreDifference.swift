internal import TrainingModel

/// How a value of an axis differs from the baseline, in one family or over all of them.
package struct ScoreDifference: Sendable {
    /// What the test says after Holm's correction.
    package enum Verdict: String, Sendable {
        /// Lower losses than the baseline.
        case better

        /// Higher losses than the baseline.
        case worse

        /// Could be chance.
        case open
    }

    /// The value of the axis, as an index.
    package let value: Int

    /// The family of otherwise equal settings; `nil` if this is the mean over families.
    package let family: Int?

    /// The setting; `nil` over families.
    package let setting: Int?

    /// The setting it is compared with; `nil` over families.
    package let baseline: Int?

    /// The mean of y minus the baseline's y; below 0 is better.
    package let estimate: MeanEstimate

    /// e to the mean: the loss in shares of the baseline's.
    package let factor: Double

    /// The 95 % interval of ``factor``; `nil` with one unit.
    package let interval: ClosedRange<Double>?

    /// The interval of ``factor`` at 1 − 0.05/m; `nil` with one unit.
    ///
    /// All m intervals of the table together cover the truth with 95 %. One that leaves 1 out is
    /// always of a difference that Holm's correction finds, too; the reverse need not hold.
    package let simultaneousInterval: ClosedRange<Double>?

    /// The two-sided p of the paired t test; `nil` with one unit and before the end of a sweep.
    package let probability: Double?

    /// Holm's p over the whole table; `nil` without ``probability``.
    package internal(set) var adjustedProbability: Double?

    /// In how many units the value is better than the baseline.
    package let betterCount: Int

    /// In how many units it is worse; in the rest both are equal.
    package let worseCount: Int

    /// The seeds (or folds) of which each alone decides: without it the verdict is another one.
    package internal(set) var decidingUnits: [Int] = []

    /// Describes differences between units of `table`.
    init(
        of row: DifferenceRow,
        in table: ScoreTable,
        comparisonCount: Int,
        isFinal: Bool,
        quantiles: inout StudentQuantiles
    ) {
        (value, family) = (row.value, row.family)
        (setting, baseline) = (row.setting, row.baseline)
        estimate = MeanEstimate(row.differences, design: table.design)
        factor = LossScale.loss(ofScore: estimate.mean)
        interval = estimate.factorInterval(level: 0.95, scale: table.scale, quantiles: &quantiles)
        simultaneousInterval = estimate.factorInterval(
            level: 1 - 0.05 / Double(comparisonCount),
            scale: table.scale,
            quantiles: &quantiles
        )
        probability = isFinal ? estimate.probabilityOfNoDifference : nil
        betterCount = row.differences.count { $0 < 0 }
        worseCount = row.differences.count { $0 > 0 }
    }

    /// Whether the value is better or worse than the baseline at 0.05, after correction.
    package var verdict: Verdict {
        guard let adjustedProbability, adjustedProbability < 0.05 else { return .open }
        return estimate.mean < 0 ? .better : .worse
    }
}

/// One line of a table of differences before it is tested.
struct DifferenceRow {
    /// The value of the axis.
    let value: Int

    /// The family, or `nil` for the mean over families.
    let family: Int?

    /// The setting with the value.
    let setting: Int?

    /// The setting with the baseline.
    let baseline: Int?

    /// y minus the baseline's y for each unit.
    let differences: [Double]
}
