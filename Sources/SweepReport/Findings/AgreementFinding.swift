internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Why the set and the table of differences may say unlike things of the same two settings.
///
/// Whether a setting is worse than the best is asked one-sided, at 0.05 over the number of rivals;
/// how it differs along an axis is asked two-sided, with Holm's correction over the table. With two
/// settings, the first finds what has half the p value of the second.
struct AgreementFinding {
    private let results: SweepResults

    /// Looks at the leader's rows in the table of differences.
    init(_ results: SweepResults) { self.results = results }

    /// The sentence; `nil` where both tests agree.
    var sentence: String? {
        let told = disagreements
        guard let first = told.first else { return nil }
        let rest = told.count - 1
        let others = rest > 0 ? ", and so for \(NumberText.counted(rest, "other setting"))" : ""
        let rivals = results.comparedCount - 1
        let level =
            rivals == 1 ? "at 0.05" : "at 0.05 for all \(NumberText.grouped(rivals)) rivals"
        let setting = results.label(of: results.settings[first.setting].setting)
        let oneSided =
            "the one-sided paired t test against the best (p "
            + "\(NumberText.relation(first.probability)), \(level))"
        let twoSided =
            "the two-sided one along \(results.comparison.axis.title) (p "
            + "\(NumberText.relation(first.adjustedProbability)) after Holm’s correction)"
        return "Two tests answer differently for \(setting)\(others): \(oneSided) "
            + (first.isInSet
                ? "cannot tell it from the best, while \(twoSided) finds a difference: it is "
                    + "corrected for other comparisons."
                : "finds it worse, while \(twoSided) leaves the difference open, since it asks "
                    + "for one in either direction.")
    }

    private var disagreements: [Disagreement] {
        guard let answer = results.answer, answer.set != nil else { return [] }
        return (results.comparison.differences?.rows ?? []).compactMap { row in
            guard let adjusted = row.adjustedProbability, let setting = row.setting,
                let baseline = row.baseline, [setting, baseline].contains(answer.leader),
                let rival = answer.candidates.first(where: {
                    $0.setting == (setting == answer.leader ? baseline : setting)
                }), let probability = rival.probability, let isInSet = rival.isInSet,
                isInSet != (row.verdict == .open)
            else { return nil }
            return Disagreement(
                setting: rival.setting,
                isInSet: isInSet,
                probability: probability,
                adjustedProbability: adjusted
            )
        }
    }
}

/// A rival of the leader of which one test finds a difference and the other none.
private struct Disagreement {
    let setting: Int
    let isInSet: Bool

    /// Of the one-sided test.
    let probability: Double

    /// Of the two-sided test.
    let adjustedProbability: Double
}
