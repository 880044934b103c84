package import TrainingModel

/// How settings differ from a baseline along one axis, in pairs.
package struct Differences {
    /// The axis along which is compared.
    package let axis: Axis

    /// The value of the axis that the others are compared with.
    package let baseline: AxisValue

    /// The settings that differ along ``axis`` alone.
    package let families: [AxisFamily]

    /// Each setting against the baseline of its family, family by family; empty unless there are
    /// pairs.
    package let rows: [Difference]

    /// Each value of the axis against the baseline, the mean over all families for each unit;
    /// empty with fewer than two families.
    package let pooled: [Difference]

    /// m: how many differences were tested, for which their p values are corrected.
    package let testCount: Int

    /// Starts from what was worked out.
    package init(
        axis: Axis,
        baseline: AxisValue,
        families: [AxisFamily],
        rows: [Difference] = [],
        pooled: [Difference] = [],
        testCount: Int = 0
    ) {
        self.axis = axis
        self.baseline = baseline
        self.families = families
        self.rows = rows
        self.pooled = pooled
        self.testCount = testCount
    }

    /// All differences, those of families first.
    package var all: [Difference] { rows + pooled }

    /// The row of `setting`, if it was compared with a baseline.
    package func row(of setting: Int) -> Difference? { rows.first { $0.setting == setting } }

    /// Whether `setting` is the baseline of its family.
    package func isBaseline(_ setting: Int) -> Bool { rows.contains { $0.baseline == setting } }
}

/// One difference of mean scores, in pairs.
package struct Difference {
    /// The place of the setting in the plan's settings; `nil` in a pooled row.
    package let setting: Int?

    /// The place of the baseline in the plan's settings; `nil` in a pooled row.
    package let baseline: Int?

    /// The place of the family in ``Differences/families``; `nil` in a pooled row.
    package let family: Int?

    /// The value of the axis.
    package let value: AxisValue

    /// n: the pairs.
    package let count: Int

    /// The mean of y − y of the baseline; below 0 is better.
    package let mean: Double

    /// The standard deviation of the differences; NaN with fewer than two pairs.
    package let deviation: Double

    /// The half width of the 95 % interval of the mean; NaN with fewer than two pairs.
    package let halfWidth: Double

    /// The half width of the interval at the level 1 − 0.05/m; NaN with fewer than two pairs.
    package let simultaneousHalfWidth: Double

    /// The two-sided p of the paired t test; NaN where nothing is tested.
    package let probability: Double

    /// Holm's p over the whole table; NaN where nothing is tested.
    package let adjustedProbability: Double

    /// In how many of the pairs the setting has the lower score.
    package let wins: Int

    /// The seed (or fold) whose leaving out changes the verdict, if there is one.
    package let decidingUnit: UInt64?

    /// Whether the scores differ at the level 0.05 after correction.
    package var isSignificant: Bool { adjustedProbability < 0.05 }

    /// The loss as a factor of the baseline's, e^mean.
    package var factor: Double { ElementaryFunctions.exponential(mean) }

    /// The ends of the 95 % interval of ``factor``.
    package var interval: (low: Double, high: Double) { ends(halfWidth) }

    /// The ends of the simultaneous interval of ``factor``.
    package var simultaneousInterval: (low: Double, high: Double) { ends(simultaneousHalfWidth) }

    private func ends(_ halfWidth: Double) -> (low: Double, high: Double) {
        (
            ElementaryFunctions.exponential(mean - halfWidth),
            ElementaryFunctions.exponential(mean + halfWidth)
        )
    }
}
