internal import NeuralNet
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the numbers say, in words.
struct Conclusions {
    /// Which momentum did best.
    var answer: String

    /// How sure that is.
    var certainty: [String] = []

    /// What it costs: epochs until the target, and runs that diverged.
    var price: [String] = []

    /// What else is worth knowing.
    var remarks: [String] = []

    /// What a reader should be warned of before believing them.
    var warnings: [String] = []

    /// All sentences in order of importance; the first one is the answer.
    var findings: [String] { [answer] + certainty + price + remarks }
}

extension Conclusions {
    /// Draws conclusions from `results`; each sentence rests on numbers that stand in the report.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    init(_ results: SweepResults, targetAccuracy: Double) {
        warnings = Self.completeness(of: results)
        guard let best = results.best else {
            answer = "No run has finished, so no momentum can be recommended."
            remarks = Self.divergence(in: results)
            return
        }
        answer = Self.answer(best, in: results)
        if results.hasLearned(best) {
            certainty = PairedFindings(best, in: results).sentences
            price =
                PriceFindings(best, in: results, targetAccuracy: targetAccuracy).sentences
            remarks = StepLengthFindings(best, in: results).sentences
        }
        remarks += Self.divergence(in: results)
        remarks += Self.notebookClaim(results)
        warnings += Self.unpaired(results)
    }

    private static func completeness(of results: SweepResults) -> [String] {
        var warnings: [String] = []
        if results.isPartial {
            let ended = results.plan.runCount - results.counts.open
            warnings.append(
                "Partial: \(NumberText.grouped(ended)) of "
                    + "\(NumberText.counted(results.plan.runCount, "run")) have ended. "
                    + "The numbers will change."
            )
        }
        if results.counts.failed > 0 {
            warnings.append(
                "\(NumberText.counted(results.counts.failed, "run")) failed and "
                    + "\(NumberText.verb(results.counts.failed)) "
                    + "missing from all numbers; see Failures and anomalies."
            )
        }
        return warnings
    }

    /// Adds what is known of how the sweep ran, which is no part of what it found.
    mutating func warnOfAnomalies(in results: SweepResults) {
        guard !results.anomalies.isEmpty else { return }
        let isOne = results.anomalies.count == 1
        warnings.append(
            "\(results.anomalies.count) \(isOne ? "anomaly was" : "anomalies were") recorded "
                + "while the sweep ran; see Failures and anomalies."
        )
    }

    private static func answer(_ best: SettingResults, in results: SweepResults) -> String {
        let parts = results.label(of: best.setting).split(separator: ", ")
        let others = parts.dropFirst().joined(separator: " and ")
        let label = others.isEmpty ? "\(parts[0])" : "\(parts[0]) with \(others)"
        let loss = best[.loss]
        let accuracy = "\(NumberText.percent(best[.accuracy].mean)) accuracy"
        let kind = loss.count > 1 ? "mean final loss" : "final loss"
        guard results.hasLearned(best) else {
            let subject = results.settings.count > 1 ? "even the best, \(label)," : label
            return "No momentum learned: \(subject) ended with a \(kind) of "
                + "\(NumberText.loss(loss.mean)), and guessing among the "
                + "\(results.dataset.classCount) classes costs "
                + "\(NumberText.loss(results.guessLoss)). "
                + "More epochs or a smaller learning rate may help."
        }
        let degree = results.settings.count > 1 ? "the lowest \(kind)" : "a \(kind)"
        let value = NumberText.loss(loss.mean)
        let amount = results.settings.count > 1 ? "\(degree): \(value)" : "\(degree) of \(value)"
        let sample =
            loss.count > 1
            ? " (95 % interval \(NumberText.interval(loss.low, loss.high)), n = \(loss.count)), at "
                + accuracy
            : ", at \(accuracy), in a single run"
        return "\(label.capitalizedFirst) ended with \(amount)\(sample)."
    }

    private static func unpaired(_ results: SweepResults) -> [String] {
        var warnings: [String] = []
        if results.plan.seeds.count == 1 {
            warnings.append(
                "One seed for each setting: chance alone may explain every difference, so nothing "
                    + "can be concluded. Ten seeds (--seeds 10) show how sure the answer is."
            )
        }
        if !results.plan.spec.seeds.isPaired {
            warnings.append(
                "The seeds are not paired: as in the notebook, each setting started from other "
                    + "weights, so the start is a part of every difference."
            )
        }
        return warnings
    }

    private static func divergence(in results: SweepResults) -> [String] {
        let count = results.counts.diverged
        guard count > 0 else { return [] }
        let diverging = results.settings.filter { $0.counts.diverged > 0 }
        let worst = diverging.sorted {
            ($1.counts.diverged, $0.index) < ($0.counts.diverged, $1.index)
        }
        let named = worst.prefix(3).map { setting in
            "\(results.label(of: setting.setting)) (\(setting.counts.diverged) of "
                + "\(setting.counts.total))"
        }
        let rest = diverging.count - named.count
        let more = rest > 0 ? " and \(NumberText.counted(rest, "other setting"))" : ""
        return [
            "\(NumberText.grouped(count)) of \(NumberText.counted(results.plan.runCount, "run")) "
                + "diverged: \(named.joined(separator: "; "))\(more)."
        ]
    }

    /// The notebook's own conclusion beside what was found, for the notebook's sweep.
    private static func notebookClaim(_ results: SweepResults) -> [String] {
        var spec = results.plan.spec
        spec.name = SweepSpec.notebook.name
        guard spec == SweepSpec.notebook, !results.isPartial else { return [] }
        let places = [Measure.lastBatchLoss, .loss].compactMap { measure -> String? in
            let finished = results.settings.filter { $0.counts.finished > 0 }
            guard let best = finished.min(by: { $0[measure].mean < $1[measure].mean }) else {
                return nil
            }
            let momentum = NumberText.plain(best.setting.momentum)
            let isAgreed = best.setting.momentum == 0.2
            return "by \(measure.title) it is \(isAgreed ? "indeed " : "")momentum \(momentum) "
                + "(\(NumberText.loss(best[measure].mean)))"
        }
        return [
            "The notebook concludes that momentum 0.2 ends with the smallest cost; here, "
                + places.joined(separator: ", but ") + "."
        ]
    }
}
