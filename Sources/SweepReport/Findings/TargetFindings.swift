internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// How soon the leader and its baseline reach the target.
struct TargetFindings {
    private let results: SweepResults

    /// Looks at the leader of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// One sentence; none if no run has ended.
    var sentences: [String] {
        guard let best = results.best, best.score.reached.count > 0 else { return [] }
        let target =
            "\(NumberText.percent(results.targetAccuracy)) \(results.objective.accuracyTitle)"
        guard let baseline, baseline.score.reached.count > 0 else {
            return ["It \(reach(best, target: target))."]
        }
        let label = results.comparison.label(
            of: baseline.setting[results.comparison.axis]
        )
        if best.score.reached.reachedCount + baseline.score.reached.reachedCount == 0 {
            return ["Neither it nor \(label) reached \(target)."]
        }
        if best.score.reached == baseline.score.reached {
            return ["It and \(label) both \(reach(best, target: target))."]
        }
        return ["It \(reach(best, target: target)); \(label) \(reach(baseline, target: "it"))."]
    }

    /// The baseline of the leader's family, unless that is the leader.
    private var baseline: SettingResults? {
        guard let leader = results.answer?.leader,
            let family = results.comparison.families.first(where: {
                $0.members.contains(leader)
            }), let baseline = family.places[results.comparison.baseline], baseline != leader
        else { return nil }
        return results.settings[baseline]
    }

    /// How many runs reached the target and when, as a predicate.
    private func reach(_ setting: SettingResults, target: String) -> String {
        let reached = setting.score.reached
        guard reached.reachedCount > 0 else { return "never reached \(target)" }
        let median = reached.medianText
        let epochs = median == "1" ? "epoch" : "epochs"
        guard reached.count > 1 else { return "reached \(target) after \(median) \(epochs)" }
        let share =
            reached.reachedCount == reached.count
            ? NumberText.all(reached.count, "run")
            : "\(NumberText.grouped(reached.reachedCount)) of "
                + NumberText.counted(reached.count, "run")
        return "reached \(target) in \(share), after \(median) \(epochs) (median)"
    }
}
