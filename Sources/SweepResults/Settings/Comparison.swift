package import SweepModel
package import SweepStatistics
internal import TrainingModel

/// One setting against the baseline of its family.
package struct Comparison {
    /// The place of the setting in the plan's settings.
    package let setting: Int

    /// The place of the baseline.
    package let baseline: Int

    /// How the final losses differ; `nil` if fewer than two seeds finished in both.
    package let loss: PairedDifference?

    /// How the accuracies differ; `nil` if fewer than two seeds finished in both.
    package let accuracy: PairedDifference?

    /// Holm's p of the t test of the losses, over all comparisons; NaN without one.
    package var adjustedStudent = Double.nan

    /// Holm's p of Wilcoxon's test of the losses, over all comparisons; NaN without one.
    package var adjustedWilcoxon = Double.nan

    /// Whether the losses differ at the level 0.05 after correction, by the t test.
    package var isSignificant: Bool { adjustedStudent < 0.05 }

    /// Compares every setting with the baseline of its family.
    ///
    /// - Parameters:
    ///   - results: A sweep whose seeds are paired.
    ///   - momentum: The baseline's momentum; `nil` is the lowest of each family.
    /// - Returns: One comparison for each setting but the baselines, family by family.
    package static func all(in results: SweepResults, baseline momentum: Double?) -> [Comparison] {
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
    package init(
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

/// The settings that differ in nothing but the momentum: what may be compared fairly.
package struct MomentumFamily {
    /// The other varying hyper-parameters, for example `learning rate 0.1`; empty if there are
    /// none.
    package let label: String

    /// Indices into the plan's settings, by ascending momentum.
    package let members: [Int]

    /// Sorts the plan's settings into families, in the order of first appearance.
    package static func families(of plan: SweepPlan) -> [MomentumFamily] {
        var places: [Setting: Int] = [:]
        var groups: [(label: String, members: [Int])] = []
        let others = plan.spec.axes.varying.filter { $0 != .momentum }
        for (index, setting) in plan.settings.enumerated() {
            var key = setting
            key.momentum = 0
            if let place = places[key] {
                groups[place].members.append(index)
            } else {
                places[key] = groups.count
                groups.append((setting.label(of: others), [index]))
            }
        }
        return groups.map { group in
            MomentumFamily(
                label: group.label,
                members: group.members.sorted {
                    (plan.settings[$0].momentum, $0) < (plan.settings[$1].momentum, $1)
                }
            )
        }
    }
}
