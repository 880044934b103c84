internal import TrainingModel

/// Which of several groups of settings has the best one, such as the optimizers of a sweep, each
/// with the settings that were tried of it.
///
/// Each group is taken with its setting of lowest mean y, which was chosen by the same scores. So
/// nothing is said from the difference of two such settings alone: the verdict comes from all K
/// settings, by the one event on which ``SweepAnswer`` rests. Let k be the setting that is truly
/// best. With at least 95 %, for all i ≠ k together,
///
///     m_i − m_k ≤ mean(y_i − y_k) + t(1 − 0.05/(K − 1))·s/√n          (m: the true means)
///
/// by Bonferroni's inequality. On this event k is in the set of settings that cannot be told from
/// the leader, and the bound of *every* setting holds, whichever one is looked at afterwards. Hence
/// a group without a setting in the set does not have the best one; if only one group has any, its
/// best setting is better than all of the others; and the bounds of all groups hold together with
/// the set.
///
/// - Source: Hsu, The Annals of Statistics 9 (5), 1981, with Bonferroni's inequality for Dunnett's.
package struct GroupComparison: Sendable {
    /// What is known of a group.
    package enum Verdict: String, CaseIterable, Sendable {
        /// Its best setting is better than all settings of the other groups.
        case best

        /// It and another group cannot be told apart: each may have the best setting.
        case open

        /// Each of its settings is worse than the leader, of another group.
        case worse
    }

    /// One group.
    package struct Row: Equatable, Sendable {
        /// The group.
        package let group: Int

        /// How many of its settings were compared.
        package let settingCount: Int

        /// The setting with the lowest mean y; of equal ones, the first.
        package let setting: Int

        /// Its mean y.
        package let meanScore: Double

        /// `nil` with fewer than two units and before the end of the sweep.
        package let verdict: Verdict?

        /// By which share its best setting is at most worse than the best of all, e^bound − 1;
        /// `nil` where there is no verdict.
        package let regretBoundShare: Double?
    }

    /// One row for each group that has a compared setting, the lowest mean first.
    package let rows: [Row]

    /// Compares groups, or returns `nil` unless at least two have a compared setting.
    ///
    /// - Parameters:
    ///   - table: The scores.
    ///   - answer: Which setting leads, and which ones cannot be told from it.
    ///   - groups: The group of each setting of `table`.
    ///   - quantiles: The quantiles known so far.
    /// - Complexity: O(groups × settings × units).
    package init?(
        _ table: ScoreTable,
        answer: SweepAnswer,
        groups: [Int],
        quantiles: inout StudentQuantiles
    ) {
        precondition(groups.count == table.settingCount, "each setting has a group")
        var members: [Int: [SweepAnswer.Candidate]] = [:]
        for candidate in answer.candidates {
            members[groups[candidate.setting], default: []].append(candidate)
        }
        guard members.count > 1 else { return nil }
        let open = answer.set.map { set in Set(set.map { groups[$0] }) }
        var rows: [Row] = []
        for group in members.keys.sorted() {
            let own = members[group] ?? []
            guard
                let best = own.min(by: {
                    ($0.meanScore, $0.setting) < ($1.meanScore, $1.setting)
                })
            else { continue }
            let verdict = open.map { open -> Verdict in
                open.contains(group) ? (open.count > 1 ? .open : .best) : .worse
            }
            let bound =
                verdict == nil
                ? nil
                : Self.regretBoundShare(of: best.setting, table, answer, quantiles: &quantiles)
            rows.append(
                Row(
                    group: group,
                    settingCount: own.count,
                    setting: best.setting,
                    meanScore: best.meanScore,
                    verdict: verdict,
                    regretBoundShare: bound
                )
            )
        }
        self.rows = rows.sorted { ($0.meanScore, $0.setting) < ($1.meanScore, $1.setting) }
    }

    /// The largest upper limit of mean(y of `setting` − y of another one), as a share.
    private static func regretBoundShare(
        of setting: Int,
        _ table: ScoreTable,
        _ answer: SweepAnswer,
        quantiles: inout StudentQuantiles
    ) -> Double {
        let tail = 0.05 / Double(max(1, answer.candidates.count - 1))
        let own = table.units(of: setting, seeds: answer.seeds)
        var bound = 0.0
        for candidate in answer.candidates where candidate.setting != setting {
            let other = table.units(of: candidate.setting, seeds: answer.seeds)
            let estimate = MeanEstimate(zip(own, other).map { $0 - $1 }, design: table.design)
            let half = estimate.halfWidth(tail: tail, quantiles: &quantiles)
            bound = max(bound, estimate.mean + half)
        }
        let highest = table.scale?.factors.upperBound ?? .infinity
        return min(LossScale.loss(ofScore: bound), highest) - 1
    }
}
