internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Whether the best setting of SGD beats the best of the other optimizers.
struct OptimizerFindings {
    private let results: SweepResults

    /// Looks at the optimizers of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The sentences; none unless several optimizers have scores.
    var sentences: [String] {
        guard let optimizers = results.optimizers else { return [] }
        let pair = optimizers.pair
        return [comparison(pair.subject, pair.rival), bounds(pair.subject, pair.rival), others]
            .compactMap(\.self)
    }

    /// The two best settings and their losses.
    private func comparison(
        _ subject: OptimizerComparison.Row,
        _ rival: OptimizerComparison.Row
    ) -> String {
        let (own, other) = (results.tuned(subject), results.tuned(rival))
        let losses = { (first: OptimizerComparison.Row, second: OptimizerComparison.Row) in
            "\(amount(of: first)) against \(amount(of: second))"
        }
        switch subject.best.verdict {
        case .best:
            return "Tuned \(own) beats tuned \(other)\(rest): \(losses(subject, rival)); every "
                + "setting without \(subject.optimizer.title) is worse than it."
        case .open:
            return "Tuned \(own) and tuned \(other) cannot be told apart with "
                + "\(results.unitsText): \(losses(subject, rival))."
        case .worse:
            return "Tuned \(other) beats tuned \(own): \(losses(rival, subject)); every setting "
                + "with \(subject.optimizer.title) is worse than the best."
        case nil:
            return "Of tuned \(own) and tuned \(other) nothing is said but the losses: "
                + "\(losses(subject, rival))."
        }
    }

    /// That a third optimizer is no better than the rival, where there is one.
    private var rest: String {
        (results.optimizers?.rows.count ?? 0) > 2 ? ", the best of the others" : ""
    }

    private func amount(of row: OptimizerComparison.Row) -> String {
        let score = results.settings[row.best.setting].score
        let interval = score.summary?.interval.map {
            " (\(NumberText.interval($0.lowerBound, $0.upperBound)))"
        }
        return NumberText.loss(score.loss) + (interval ?? "")
    }

    /// How much worse than the best of all settings each of both may be at most.
    private func bounds(
        _ subject: OptimizerComparison.Row,
        _ rival: OptimizerComparison.Row
    ) -> String? {
        let parts = [subject, rival].compactMap { row -> String? in
            guard let share = row.best.regretBoundShare, share > 0 else { return nil }
            let amount = FactorText.change(1 + share).replacing(" more", with: "")
            let relation = amount.hasSuffix("%") ? "\(amount) worse than" : "\(amount) as"
            return "tuned \(row.optimizer.title) has at most a loss \(relation) that"
        }
        guard !parts.isEmpty else { return nil }
        return "With 95 % confidence for all optimizers together, \(NumberText.listed(parts)) of "
            + "the best of the \(NumberText.grouped(results.comparedCount)) settings."
    }

    /// The optimizers that the first sentence does not name.
    private var others: String? {
        guard let optimizers = results.optimizers else { return nil }
        let pair = optimizers.pair
        let named = [pair.subject.optimizer, pair.rival.optimizer]
        let rest = optimizers.rows.filter { !named.contains($0.optimizer) }
        guard !rest.isEmpty else { return nil }
        let parts = rest.map { row -> String in
            let verdict =
                row.best.verdict.map {
                    $0 == .worse ? ", worse than the best" : ", which may be the best"
                } ?? ""
            return "\(results.tuned(row)): \(amount(of: row))\(verdict)"
        }
        return "The best of the other optimizers are \(parts.joined(separator: "; "))."
    }
}

extension SweepResults {
    /// An optimizer and its best setting, for example `SGD (momentum 0.9, learning rate 0.1)`.
    func tuned(_ row: OptimizerComparison.Row) -> String {
        let axes = plan.labelledAxes.filter { $0 != .optimizer }
        let setting = plan.settings[row.best.setting]
        let values = axes.filter(setting.has).map { SettingText.phrase(setting[$0], of: $0) }
        return values.isEmpty
            ? row.optimizer.title : "\(row.optimizer.title) (\(values.joined(separator: ", ")))"
    }
}
