internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Whether momentum helps by itself or only makes longer steps, in words.
///
/// In the long run momentum multiplies the learning rate by 1/(1 − μ), so a momentum may look good
/// only because the learning rate was too small.
struct StepLengthFindings {
    /// How far the steps of a setting without momentum may be from those of the best setting.
    private static let likeness = 0.8...1.25

    private let best: SettingResults
    private let results: SweepResults

    /// Looks at `best` among the settings of `results`.
    init(_ best: SettingResults, in results: SweepResults) {
        self.best = best
        self.results = results
    }

    /// The sentences; none if the best setting has no momentum.
    var sentences: [String] {
        guard best.setting.momentum > 0 else { return [] }
        let rate = best.setting.effectiveLearningRate.rounded(significantDigits: 3)
        let length =
            "In the long run, the steps of \(results.label(of: best.setting)) are as long as those "
            + "of plain SGD with a learning rate of " + NumberText.plain(rate)
        guard let counterpart else { return [length + trend + "."] }
        return [length + ".", comparison(with: counterpart)]
    }

    /// The setting without momentum whose steps are most nearly as long, if there is one.
    private var counterpart: SettingResults? {
        let alike = results.settings.filter { candidate in
            var setting = candidate.setting
            guard setting.momentum == 0, setting.dampening == best.setting.dampening,
                setting.learningRate != best.setting.learningRate, candidate.counts.finished > 0,
                Self.likeness.contains(stepRatio(of: candidate))
            else { return false }
            setting.momentum = best.setting.momentum
            setting.learningRate = best.setting.learningRate
            setting.nesterov = best.setting.nesterov
            return setting == best.setting
        }
        func distance(_ candidate: SettingResults) -> Double {
            let ratio = stepRatio(of: candidate)
            return max(ratio, 1 / ratio)
        }
        return alike.min { (distance($0), $0.index) < (distance($1), $1.index) }
    }

    /// The length of the steps of `candidate`, in steps of the best setting.
    private func stepRatio(of candidate: SettingResults) -> Double {
        candidate.setting.effectiveLearningRate / best.setting.effectiveLearningRate
    }

    private func comparison(with counterpart: SettingResults) -> String {
        let rate = NumberText.plain(counterpart.setting.learningRate)
        let subject = "Plain SGD with learning rate \(rate), whose steps are about that long, "
        var quantiles = StudentQuantiles()
        guard results.plan.spec.seeds.isPaired,
            let loss = PairedDifference(
                counterpart.values(of: .loss),
                minus: best.values(of: .loss),
                quantiles: &quantiles
            ), loss.studentProbability.isFinite
        else {
            return subject + "ended at \(NumberText.loss(counterpart[.loss].mean))."
        }
        let verdict =
            loss.studentProbability < 0.05 && loss.mean > 0
            ? "the gain is more than the length of the steps"
            : "the length of the steps may be all there is to it"
        return subject + "ended \(NumberText.loss(abs(loss.mean))) "
            + "\(loss.mean < 0 ? "lower" : "higher") (p "
            + "\(NumberText.relation(loss.studentProbability)) uncorrected), so \(verdict)."
    }

    /// How the final loss goes with the length of the steps over all settings, if it does.
    private var trend: String {
        let finished = results.settings.filter { $0.counts.finished > 0 }
        guard finished.count > 3 else { return "" }
        let correlation = RankCorrelation.spearman(
            finished.map(\.setting.effectiveLearningRate),
            finished.map { $0[.loss].mean }
        )
        guard abs(correlation) > 0.5 else { return "" }
        return "; over the \(NumberText.grouped(finished.count)) settings, longer steps go with "
            + "\(correlation < 0 ? "lower" : "higher") losses (rank correlation "
            + "\(NumberText.signed(correlation, digits: 2))), so a part of what looks like "
            + "momentum may be the length of the steps"
    }
}
