internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of the optimizers, each at its best.
struct OptimizersTable {
    private let results: SweepResults
    private let words: MetricWords

    /// Makes the table of `results`.
    init(_ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
    }

    /// The table; nothing unless several optimizers have scores.
    var html: HTML {
        guard let optimizers = results.optimizers else { return "" }
        let heads: [(String, Bool)] =
            [
                ("optimizer", true), ("best setting", true), ("tried", false),
                (words.objective, false),
            ]
            + (hasIntervals ? [("95 % interval", false)] : [])
            + (isTested ? [("worse by at most", false), ("verdict", true)] : [])
        let head = heads.map { title, isText -> HTML in
            "<th scope=\"col\"\(isText ? " class=\"text\"" as HTML : "")>\(HTML.prose(title))</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Optimizers">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(optimizers.rows.map(row))</tbody>
            </table>
            </div>
            \(HTML.paragraph(explanation))
            """
    }

    private var rows: [OptimizerComparison.Row] { results.optimizers?.rows ?? [] }

    private var isTested: Bool { rows.contains { $0.best.verdict != nil } }

    private var hasIntervals: Bool {
        rows.contains { results.settings[$0.best.setting].score.summary?.interval != nil }
    }

    private func row(_ row: OptimizerComparison.Row) -> HTML {
        let setting = results.settings[row.best.setting]
        let axes = results.plan.labelledAxes.filter { $0 != .optimizer }
        let label = axes.isEmpty ? "–" : setting.setting.label(of: axes)
        var cells: [HTML] = [
            "<th scope=\"row\" class=\"text\">\(row.optimizer.title)</th>",
            "<td class=\"text wrap\">\(label)</td>",
            number(NumberText.grouped(row.best.settingCount), Double(row.best.settingCount)),
            number(NumberText.loss(setting.score.loss), setting.score.loss),
        ]
        if hasIntervals {
            let interval = setting.score.summary?.interval
            let text = interval.map { NumberText.interval($0.lowerBound, $0.upperBound) }
            cells.append(number(text ?? "–", interval?.lowerBound ?? .nan))
        }
        if isTested {
            let share = row.best.regretBoundShare ?? .nan
            cells += [
                number(Self.bound(share), share),
                "<td class=\"text\">\(Self.word(for: row.best.verdict))</td>",
            ]
        }
        let isBest = row.best.setting == results.answer?.leader
        return "<tr\(isBest ? " class=\"best\"" as HTML : "")>\(cells)</tr>\n"
    }

    private func number(_ text: String, _ value: Double) -> HTML {
        "<td data-value=\"\(value)\">\(HTML.prose(text))</td>"
    }

    /// The bound as in the sentences, for example `34 %` or `12.1 times`.
    private static func bound(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        let change = FactorText.change(1 + share)
        return change.hasSuffix(" times as much")
            ? String(change.dropLast(" as much".count)) : FactorText.share(share)
    }

    private static func word(for verdict: GroupComparison.Verdict?) -> String {
        switch verdict {
        case .best: "best"
        case .open: "could be best"
        case .worse: "worse"
        case nil: "–"
        }
    }

    private var explanation: String {
        let choice =
            "Each optimizer with the best of its settings, that of the lowest \(words.objective); "
            + "how many were tried is given. "
        let tests =
            isTested
            ? "The more settings were tried, the more their lowest loss flatters an optimizer, so "
                + "the verdict does not rest on these losses alone: an optimizer could be best if "
                + "any setting of it cannot be told from the best of all "
                + "\(NumberText.grouped(results.comparedCount)), with 95 % confidence; it is the "
                + "best if every setting of the others is worse. Worse by at most is a bound on "
                + "how far its loss may lie above that of the best setting. The same "
                + "confidence covers all the bounds together. "
            : "Nothing is tested with one seed, or before all runs have ended. "
        return choice + tests
            + "All this holds for the settings that were tried; with others, another optimizer "
            + "may do best."
    }
}
