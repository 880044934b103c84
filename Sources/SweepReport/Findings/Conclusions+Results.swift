internal import SweepModel

extension Conclusions {
    /// Draws conclusions from `results`; each sentence rests on numbers that stand in the report.
    init(_ results: SweepResults) {
        findings = []
        warnings = []
        warnings += Self.completeness(of: results)
        guard let best = results.best else {
            findings.append("No run has finished, so no momentum can be recommended.")
            findings += Self.divergence(in: results)
            return
        }
        findings.append(Self.answer(best, in: results))
        findings += PairedFindings(best, in: results).sentences
        findings += Self.effectiveRate(of: best, in: results)
        findings += Self.divergence(in: results)
        findings += Self.notebookClaim(results)
        warnings += Self.unpaired(results)
    }

    private static func completeness(of results: SweepResults) -> [String] {
        var warnings: [String] = []
        if results.isPartial {
            let ended = results.plan.runCount - results.openCount
            warnings.append(
                "Partial: \(NumberText.grouped(ended)) of "
                    + "\(NumberText.counted(results.plan.runCount, "run")) have ended. "
                    + "The numbers will change."
            )
        }
        if results.failedCount > 0 {
            let verb = results.failedCount == 1 ? "is" : "are"
            warnings.append(
                "\(NumberText.counted(results.failedCount, "run")) failed and \(verb) "
                    + "missing from all numbers; see Failures and anomalies."
            )
        }
        if !results.anomalies.isEmpty {
            let isOne = results.anomalies.count == 1
            warnings.append(
                "\(results.anomalies.count) \(isOne ? "anomaly was" : "anomalies were") recorded "
                    + "while the sweep ran; see Failures and anomalies."
            )
        }
        return warnings
    }

    private static func answer(_ best: SettingResults, in results: SweepResults) -> String {
        let parts = results.label(of: best.setting).capitalizedFirst.split(separator: ", ")
        let others = parts.dropFirst().joined(separator: " and ")
        let label = others.isEmpty ? "\(parts[0])" : "\(parts[0]) with \(others)"
        let loss = best[.loss]
        let accuracy = NumberText.percent(best[.accuracy].mean)
        guard loss.count > 1 else {
            return "\(label) ended with the lowest final loss: \(NumberText.loss(loss.mean)), at "
                + "\(accuracy) accuracy, in a single run."
        }
        return "\(label) ended with the lowest mean final loss: \(NumberText.loss(loss.mean)) "
            + "(95 % interval \(NumberText.interval(loss.low, loss.high)), n = \(loss.count)), at "
            + "\(accuracy) accuracy."
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

    private static func effectiveRate(
        of best: SettingResults,
        in results: SweepResults
    ) -> [String] {
        let finished = results.settings.filter { $0.finishedCount > 0 }
        guard best.setting.momentum > 0, finished.count > 3 else { return [] }
        let rate = NumberText.rounded(best.setting.effectiveLearningRate, significantDigits: 3)
        var sentence =
            "In the long run its steps are as long as those of plain SGD with a learning rate of "
            + "\(NumberText.plain(rate))"
        let correlation = RankCorrelation.spearman(
            finished.map(\.setting.effectiveLearningRate),
            finished.map { $0[.loss].mean }
        )
        if correlation.isFinite {
            let size = NumberText.signed(correlation, digits: 2)
            sentence +=
                "; the rank correlation of effective learning rate and final loss over the "
                + "\(NumberText.grouped(finished.count)) settings is \(size)"
            if correlation < -0.5 {
                sentence +=
                    ", so a part of what looks like momentum may be the length of the steps"
            }
        }
        return [sentence + "."]
    }

    private static func divergence(in results: SweepResults) -> [String] {
        let count = results.divergedCount
        guard count > 0 else { return [] }
        let diverging = results.settings.filter { $0.divergedCount > 0 }
        let worst = diverging.sorted { ($1.divergedCount, $0.index) < ($0.divergedCount, $1.index) }
        let named = worst.prefix(3).map { setting in
            "\(results.label(of: setting.setting)) (\(setting.divergedCount) of "
                + "\(setting.runs.count))"
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
            let finished = results.settings.filter { $0.finishedCount > 0 }
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
