internal import SweepModel
internal import TrainingModel

/// One setting against the baseline of its family.
struct Comparison {
    /// The place of the setting in the plan's settings.
    let setting: Int

    /// The place of the baseline.
    let baseline: Int

    /// How the final losses differ; `nil` if fewer than two seeds finished in both.
    let loss: PairedDifference?

    /// How the accuracies differ; `nil` if fewer than two seeds finished in both.
    let accuracy: PairedDifference?

    /// Holm's p of the t test of the losses, over all comparisons; NaN without one.
    var adjustedStudent = Double.nan

    /// Holm's p of Wilcoxon's test of the losses, over all comparisons; NaN without one.
    var adjustedWilcoxon = Double.nan

    /// Whether the losses differ at the level 0.05 after correction, by the t test.
    var isSignificant: Bool { adjustedStudent < 0.05 }

    /// Compares every setting with the baseline of its family.
    ///
    /// - Parameters:
    ///   - results: A sweep whose seeds are paired.
    ///   - momentum: The baseline's momentum; `nil` is the lowest of each family.
    /// - Returns: One comparison for each setting but the baselines, family by family.
    static func all(in results: SweepResults, baseline momentum: Double?) -> [Comparison] {
        guard results.plan.spec.seeds.isPaired, results.plan.seeds.count > 1 else { return [] }
        var quantiles = StudentQuantiles()
        var comparisons: [Comparison] = []
        for family in results.families {
            let chosen = family.members.first { results.settings[$0].setting.momentum == momentum }
            guard let baseline = chosen ?? family.members.first else { continue }
            for member in family.members where member != baseline {
                comparisons.append(
                    Comparison(member, against: baseline, in: results, quantiles: &quantiles)
                )
            }
        }
        let student = HolmCorrection.adjusted(
            comparisons.map { $0.loss?.studentProbability ?? .nan }
        )
        let wilcoxon = HolmCorrection.adjusted(
            comparisons.map { $0.loss?.wilcoxonProbability ?? .nan }
        )
        for index in comparisons.indices {
            comparisons[index].adjustedStudent = student[index]
            comparisons[index].adjustedWilcoxon = wilcoxon[index]
        }
        return comparisons
    }

    /// Compares two settings, without a correction.
    init(
        _ setting: Int,
        against baseline: Int,
        in results: SweepResults,
        quantiles: inout StudentQuantiles
    ) {
        self.setting = setting
        self.baseline = baseline
        let (ours, theirs) = (results.settings[setting], results.settings[baseline])
        loss = PairedDifference(
            ours.values(of: .loss),
            minus: theirs.values(of: .loss),
            quantiles: &quantiles
        )
        accuracy = PairedDifference(
            ours.values(of: .accuracy),
            minus: theirs.values(of: .accuracy),
            quantiles: &quantiles
        )
    }
}
