internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the best setting costs, in words.
struct PriceFindings {
    private let best: SettingResults
    private let results: SweepResults
    private let target: String

    /// Looks at `best` among the settings of `results`.
    ///
    /// - Parameters:
    ///   - best: The setting that did best.
    ///   - results: The sweep.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    init(_ best: SettingResults, in results: SweepResults, targetAccuracy: Double) {
        self.best = best
        self.results = results
        target = "\(NumberText.percent(targetAccuracy)) accuracy"
    }

    /// The sentences.
    var sentences: [String] { [epochs, divergence].compactMap(\.self) }

    private var epochs: String {
        let ours = "It \(Self.reach(best, target: target))"
        guard let baseline, baseline.counts.finished > 0 else { return ours + "." }
        let momentum = NumberText.plain(baseline.setting.momentum)
        if best[.epochsToTarget].count + baseline[.epochsToTarget].count == 0 {
            return "Neither it nor momentum \(momentum) reached \(target)."
        }
        return ours + "; momentum \(momentum) \(Self.reach(baseline, target: "it"))."
    }

    private var divergence: String? {
        guard best.counts.diverged > 0 else { return nil }
        return "\(NumberText.grouped(best.counts.diverged)) of its "
            + "\(NumberText.counted(best.counts.total, "run")) diverged."
    }

    /// The setting that the best one is compared with, or the lowest momentum of its family.
    private var baseline: SettingResults? {
        let compared = results.comparisons.first { $0.setting == best.index }?.baseline
        let family = results.families.first { $0.members.contains(best.index) }
        guard let index = compared ?? family?.members.first, index != best.index else { return nil }
        return results.settings[index]
    }

    /// How many runs of `setting` reached the target and when, as a predicate.
    private static func reach(_ setting: SettingResults, target: String) -> String {
        let epochs = setting[.epochsToTarget]
        let runs = setting.counts.finished
        guard epochs.count > 0 else { return "did not reach \(target)" }
        let mean = epochs.mean.rounded(toDigits: 1)
        let duration = "\(mean) \(mean == "1" ? "epoch" : "epochs")"
        guard runs > 1 else { return "reached \(target) after \(duration)" }
        let share = epochs.count == runs ? "all \(runs)" : "\(epochs.count) of \(runs)"
        return "reached \(target) in \(share) runs, after \(duration) on average"
    }
}
