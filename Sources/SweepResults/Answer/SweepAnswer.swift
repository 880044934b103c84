package import TrainingModel

/// What a sweep answers: which setting to take, which ones cannot be told from it, and how much
/// worse than the best it may be.
///
/// Everything here is worked out on scores (see ``RunScore``) and stands back-transformed where a
/// reader sees it.
package struct SweepAnswer {
    /// What a unit of replication is.
    package enum Unit: String, Hashable, Sendable {
        /// One value for each seed that all compared settings have.
        case seed

        /// One value for each fold, the mean over its seeds.
        case fold
    }

    /// What settings are ranked by.
    package let objective: Objective

    /// G of the training part; with folds the geometric mean over them.
    package let guess: Double

    /// f, by which the lowest losses are clipped; with folds the geometric mean over them.
    package let floor: Double

    /// The largest class's share of the part by which settings are ranked, the mean over folds.
    package let largestShare: Double

    /// What is replicated.
    package let unit: Unit

    /// n: the seeds that all compared settings have, or the folds; 1 for the notebook's seeds.
    package let n: Int

    /// Whether the units are the same for all settings, so that differences are paired.
    package let isPaired: Bool

    /// Whether some runs are still open: then nothing is tested.
    package let isPartial: Bool

    /// The settings that are compared, in the plan's order; those without scores are left out.
    package let compared: [Int]

    /// The compared settings by ascending mean score, ties by index: the best first.
    package let ranking: [Int]

    /// The score of each setting of the plan.
    package let scores: [SettingScore]

    /// The settings that cannot be told from the leader, the leader first, by ascending mean score;
    /// `nil` with n < 2, with one setting, without pairs, or while runs are open.
    package let set: [Int]?

    /// e^bound − 1: the leader is at most this share worse than the best; `nil` where ``set`` is.
    package let regretBound: Double?

    /// The simplest of ``set``: fewest parameters, then lowest momentum; `nil` where ``set`` is.
    package let simplest: Int?

    /// Why nothing was learned, as far as it is likely; empty if a setting learned.
    package let unlearnedReasons: [UnlearnedReason]

    /// The setting with the lowest mean score, or `nil` if no run has a score.
    package var leader: Int? { ranking.first }

    /// K: how many settings are compared.
    package var count: Int { compared.count }

    /// Whether any setting learned.
    package var hasLearned: Bool { scores.contains { $0.learned != nil } }

    /// Whether `setting` cannot be told from the leader, as far as that is known.
    package func isInSet(_ setting: Int) -> Bool { set?.contains(setting) ?? false }

    /// Whether the leader's own number is too low for having been chosen as the lowest of several.
    package var isChosenAsLowest: Bool { count > 1 }
}

/// The score of one setting.
package struct SettingScore {
    /// The units that the mean is over.
    package let count: Int

    /// The mean of y; NaN without units.
    package let mean: Double

    /// The half width of the 95 % interval of the mean, on the scale of y; NaN with fewer than two
    /// units.
    package let halfWidth: Double

    /// The median loss, of losses that are clipped as scores are; NaN without units.
    package let median: Double

    /// The mean accuracy over the runs that finished, in 0...1; NaN if none did.
    package let accuracy: Double

    /// By what the setting learned, or `nil` if it did not.
    package let learned: LearnedBy?

    /// The geometric mean of the clipped losses, e^mean.
    package var loss: Double { ElementaryFunctions.exponential(mean) }

    /// The lower end of the interval of ``loss``, above 0; NaN with fewer than two units.
    package var low: Double { ElementaryFunctions.exponential(mean - halfWidth) }

    /// The upper end of the interval of ``loss``; NaN with fewer than two units.
    package var high: Double { ElementaryFunctions.exponential(mean + halfWidth) }
}

/// By what a setting is better than the best constant guess.
package enum LearnedBy: Hashable, Sendable {
    /// The mean score is below ln G by more than its interval.
    case loss

    /// The accuracy alone is above the largest class's share by more than the binomial interval.
    case accuracy
}

/// Why nothing may have been learned.
package enum UnlearnedReason: Hashable, Sendable {
    /// The feature with the widest range has `ratio` times the range of the narrowest, and nothing
    /// is standardized.
    case unevenFeatures(ratio: Double)

    /// Every finished run is as accurate as naming one class throughout, of `share` of the samples.
    case oneClass(share: Double)

    /// `count` of `total` runs exploded or diverged.
    case blownUp(count: Int, total: Int)
}
