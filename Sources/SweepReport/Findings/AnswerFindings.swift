internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Which setting to take, which ones are as good, and how much worse than the best it may be.
struct AnswerFindings {
    /// How many settings of the set are named.
    private static let nameLimit = 5

    private let results: SweepResults

    /// Looks at the leader of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The answer; empty if no run has a score.
    var answer: String {
        guard let best = results.best, let summary = best.score.summary else { return "" }
        let title = results.objective.title
        let label = results.sentenceLabel(of: best.setting)
        // Where only one learning rate was tried, the answer holds for that one.
        let rate = results.soleRate.map { "At learning rate \($0), " } ?? ""
        let subject = rate.isEmpty ? label.capitalizedFirst : rate + label
        let isOneRun = best.statuses.scored == 1
        let degree =
            results.comparedCount > 1 ? "has the lowest \(title)" : "has a \(title)"
        let value = NumberText.loss(summary.loss)
        let amount = results.comparedCount > 1 ? "\(degree): \(value)" : "\(degree) of \(value)"
        let interval = summary.interval.map {
            " (95 % interval \(NumberText.interval($0.lowerBound, $0.upperBound)), "
                + "\(results.unitsText))"
        }
        return "\(subject) \(amount)\(interval ?? "")\(accuracy(of: best))"
            + (isOneRun ? ", in a single run." : ".")
    }

    private func accuracy(of setting: SettingResults) -> String {
        guard let accuracy = setting.score.accuracy else { return "" }
        let isSame = accuracy.isSameInAll && accuracy.runCount > 1
        // With folds there is one accuracy for each seed, over its folds.
        let units =
            results.table.foldCount > 1
            ? "with \(NumberText.all(accuracy.runCount, "seed"))"
            : "in \(NumberText.all(accuracy.runCount, "run"))"
        let all = isSame ? " \(units)" : ""
        return ", at \(NumberText.percent(accuracy.mean)) "
            + "\(results.objective.accuracyTitle)\(all)"
    }

    /// How sure the answer is.
    var certainty: [String] {
        guard let answer = results.answer, results.comparedCount > 1 else { return [] }
        guard answer.set != nil else { return [unsure].compactMap(\.self) }
        return [chosen, set, AgreementFinding(results).sentence, bound, simplest].compactMap(\.self)
    }

    /// Why nothing is said about chance, where it is not.
    private var unsure: String? {
        if !results.plan.spec.seeds.isPaired {
            return "Nothing is said about chance: the seeds are not paired."
        }
        if results.isPartial {
            let (compared, all) = (results.comparedCount, results.plan.settings.count)
            let settings =
                compared == all
                ? "all settings"
                : "\(NumberText.grouped(compared)) of the \(NumberText.grouped(all)) settings"
            return "Nothing is tested before all runs have ended; the order is that over "
                + "\(NumberText.counted(results.answer?.count ?? 0, "seed")) that \(settings) have "
                + "so far."
        }
        return "One seed cannot tell which setting is best: chance alone may explain every "
            + "difference. Ten seeds (--seeds 10) show how sure the answer is."
    }

    private var chosen: String {
        "It was chosen as the lowest of \(NumberText.grouped(results.comparedCount)), so its own "
            + "loss is probably a little higher than this."
    }

    private var set: String {
        let set = results.setByRank
        let others = set.dropFirst()
        let count = results.comparedCount
        if others.isEmpty {
            let rest =
                count == 2
                ? "The other setting is" : "Each of the other \(NumberText.grouped(count - 1)) is"
            return "\(rest) worse, beyond what chance explains (one-sided paired t tests over "
                + "\(results.unitsText), at 0.05 for all together)."
        }
        let named = others.prefix(Self.nameLimit).map {
            results.label(of: results.settings[$0].setting)
        }
        let rest = others.count - named.count
        let list =
            named.joined(separator: "; ")
            + (rest > 0 ? "; and \(NumberText.grouped(rest)) more" : "")
        if set.count == count {
            let subject =
                count == 2
                ? "The other setting cannot be told from it"
                : "None of the other \(NumberText.grouped(count - 1)) settings can be told from it"
            return "\(subject) with \(results.unitsText)."
        }
        return "\(NumberText.grouped(others.count)) of the other "
            + "\(NumberText.grouped(count - 1)) cannot be told from it with "
            + "\(results.unitsText): \(list)."
    }

    private var bound: String? {
        guard let share = results.answer?.regretBoundShare else { return nil }
        let count = NumberText.grouped(results.comparedCount)
        guard share > 0 else {
            return "With 95 % confidence it is the best of the \(count)."
        }
        let amount = FactorText.change(1 + share).replacing(" more", with: "")
        return "With 95 % confidence its loss is at most \(amount) "
            + "\(amount.hasSuffix("%") ? "worse than" : "as") that of the best of the \(count)."
            + (share > 1
                ? " \(results.unitsText.capitalizedFirst) are too few to tell these \(count) "
                    + "settings apart." : "")
    }

    private var simplest: String? {
        guard let answer = results.answer, let simplest = answer.simplest,
            simplest != answer.leader
        else { return nil }
        let setting = results.settings[simplest]
        // Near a guess it is only the seeds that are too few.
        guard setting.score.hasLearned,
            setting.score.loss <= 2 * results.settings[answer.leader].score.loss
        else { return nil }
        let label = results.label(of: setting.setting)
        let rule =
            results.plan.hasOptimizers
            ? "fewest parameters, then fewest numbers kept by the optimizer, then lowest momentum"
            : "fewest parameters, then lowest momentum"
        return "The simplest of these is \(label) (\(rule)): as "
            + "good as the best, as far as \(results.unitsText) can tell."
    }
}

extension SweepResults {
    /// A setting in words within a sentence: `momentum 0.9 with learning rate 0.1`.
    func sentenceLabel(of setting: Setting) -> String {
        setting.sentenceLabel(of: plan.labelledAxes)
    }

    /// The learning rate, if momenta are compared at that one alone.
    var soleRate: String? {
        let varying = plan.spec.axes.varying
        guard varying.contains(.momentum), !varying.contains(.learningRate) else { return nil }
        return plan.settings[0].displayText(of: .learningRate)
    }

    /// The noun of a unit: `seed` or `fold`.
    var unitNoun: String { table.foldCount > 1 ? "fold" : "seed" }
}
