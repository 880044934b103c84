package import TrainingModel

/// The best learning rate for each momentum, and whether momentum helps once the rate is tuned.
package struct BestResponse {
    /// The best rate of one momentum; the other axes are the leader's.
    package struct Row {
        /// μ.
        package let momentum: Double

        /// The place in the plan's settings of the setting with η*.
        package let setting: Int

        /// η*: the rate with the lowest mean score.
        package let rate: Double

        /// η*·(1 − τ)/(1 − μ).
        package let effectiveRate: Double

        /// Whether η* is the lowest or highest rate of the grid.
        package let isOnEdge: Bool

        /// The score at η*, chosen as the lowest over the rates and so too low.
        package let score: SettingScore
    }

    /// Tuned against tuned, by cross-fitting: each unit's difference with both rates chosen from
    /// the other half of the units.
    package struct TunedDifference {
        /// μ.
        package let momentum: Double

        /// μ of the baseline.
        package let baseline: Double

        /// The units.
        package let count: Int

        /// The mean of y − y of the baseline, both tuned; below 0 is better.
        package let mean: Double

        /// The half width of the 95 % interval of the mean.
        package let halfWidth: Double

        /// The two-sided p of the paired t test over all units.
        package let probability: Double

        /// The loss as a factor of the baseline's, e^mean.
        package var factor: Double { ElementaryFunctions.exponential(mean) }

        /// The ends of the 95 % interval of ``factor``.
        package var interval: (low: Double, high: Double) {
            (
                ElementaryFunctions.exponential(mean - halfWidth),
                ElementaryFunctions.exponential(mean + halfWidth)
            )
        }
    }

    /// One row for each momentum, ascending.
    package let rows: [Row]

    /// The other varying axes in words, with the leader's values; empty if there are none.
    package let context: String

    /// The momentum with the lowest row against the lowest momentum; `nil` without at least four
    /// paired units, while runs are open, or if the lowest momentum is the best.
    package let tuned: TunedDifference?

    /// The row with the lowest mean score.
    package var best: Row? { rows.min { $0.score.mean < $1.score.mean } }
}
