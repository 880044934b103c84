internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of paired differences from the baseline along one axis.
struct DifferencesTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 200

    private let results: SweepResults
    private let comparison: AxisComparison
    private let words: MetricWords

    /// Makes the table of `results`.
    init(_ results: SweepResults) {
        self.results = results
        comparison = results.comparison
        words = MetricWords(results)
    }

    /// The table, and what its columns mean.
    var html: HTML {
        let all = (comparison.differences?.pooled ?? []) + ordered
        let shown = Array(all.prefix(Self.rowLimit))
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        let more =
            shown.count < all.count
            ? "The first \(Self.rowLimit) of \(NumberText.counted(all.count, "difference")), "
                + "those of the best setting’s combination before the others; all of them are in "
                + "report.json. " : ""
        return """
            <div class="\(height)" tabindex="0" role="region" aria-label="Paired differences">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(shown.map(row))</tbody>
            </table>
            </div>
            \(HTML.paragraph(more + explanation))
            """
    }

    /// The rows of families, those of the best setting's first.
    private var ordered: [ScoreDifference] {
        let rows = comparison.differences?.rows ?? []
        let leading = Set(results.leadingFamily)
        func isLeading(_ row: ScoreDifference) -> Bool { row.setting.map(leading.contains) == true }
        return rows.filter(isLeading) + rows.filter { !isLeading($0) }
    }

    private var hasFamilies: Bool { comparison.families.count > 1 }

    private var isTested: Bool { comparison.rows.contains { $0.adjustedProbability != nil } }

    private var hasDeciding: Bool { comparison.rows.contains { !$0.decidingUnits.isEmpty } }

    private var head: HTML {
        let axis = comparison.axis
        let words =
            (hasFamilies ? [("all else equal", true)] : []) + [(axis.title, axis.isText)]
            + [("share of the baseline’s", false), ("95 % interval", false)]
            + [("better in", false)]
            + (isTested
                ? [(comparison.rows.count > 1 ? "p, corrected" : "p", false), ("verdict", true)]
                : [])
            + (hasDeciding ? [("decided by", true)] : [])
        return words.map { title, isText -> HTML in
            "<th scope=\"col\"\(isText ? " class=\"text\"" as HTML : "")>\(HTML.prose(title))</th>"
        }.joined()
    }

    private func row(_ row: ScoreDifference) -> HTML {
        let axis = comparison.axis
        let value = SettingText.value(comparison.values[row.value], of: axis)
        let kind: HTML = axis.isText ? " class=\"text\"" : " data-value=\"\(value)\""
        var cells: [HTML] =
            hasFamilies
            ? [
                "<th scope=\"row\" class=\"text\">\(family(of: row))</th>",
                "<td\(kind)>\(value)</td>",
            ] : ["<th scope=\"row\"\(kind)>\(value)</th>"]
        let interval = row.interval.map {
            "\(Self.share($0.lowerBound)) to \(Self.share($0.upperBound))"
        }
        let count = row.estimate.count
        cells += [
            number(Self.share(row.factor), row.factor),
            number(interval ?? "–", row.interval?.lowerBound ?? .nan),
            number("\(row.betterCount) of \(count)", Double(row.betterCount)),
        ]
        if isTested {
            let probability = row.adjustedProbability ?? .nan
            cells += [
                number(NumberText.probability(probability), probability),
                "<td class=\"text\">\(Self.word(for: row.verdict))</td>",
            ]
        }
        if hasDeciding { cells.append("<td class=\"text units\">\(units(row.decidingUnits))</td>") }
        let mark: HTML = row.family == nil && hasFamilies ? " class=\"pooled\"" : ""
        return "<tr\(mark)>\(cells)</tr>\n"
    }

    /// A factor as a share, or as a multiple where it is large.
    private static func share(_ factor: Double) -> String {
        factor < 10 ? FactorText.share(factor) : "\(NumberText.short(factor)) ×"
    }

    private func number(_ text: String, _ value: Double) -> HTML {
        "<td data-value=\"\(value)\">\(HTML.prose(text))</td>"
    }

    private func family(of row: ScoreDifference) -> String {
        guard let setting = row.setting else {
            return "mean over all \(NumberText.grouped(comparison.comparedFamilies.count))"
        }
        let others = results.plan.labelledAxes.filter { $0 != comparison.axis }
        return results.settings[setting].setting.shortLabel(of: others)
    }

    private static func word(for verdict: ScoreDifference.Verdict) -> String {
        switch verdict {
        case .better: "better"
        case .worse: "worse"
        case .open: "open"
        }
    }

    private func units(_ units: [Int]) -> String {
        units.map { words.isFolded ? "fold \($0)" : "seed \(results.plan.seeds[$0])" }
            .joined(separator: " or ")
    }

    private var explanation: String {
        let unit = words.isFolded ? "fold" : "seed"
        let count = comparison.rows.first?.estimate.count ?? 0
        let loss =
            results.isOptimistic
            ? "\(words.objective) at each run’s selected epoch" : "final \(words.objective)"
        return "The \(loss) as a share of that with "
            + "\(comparison.label(of: comparison.baselineValue))"
            + (hasFamilies ? ", all else equal" : "")
            + ", paired over \(NumberText.counted(count, unit)): 50 % is half of the baseline’s "
            + "loss. Each interval is for its own row; the figure has those that hold together."
            + (isTested
                ? " P values of paired t tests of the logarithm\(correction); open is what could "
                    + "be chance."
                : " Nothing is tested before all runs have ended.")
            + (hasDeciding
                ? " Where one \(unit) is named, the verdict would be another one without it." : "")
            + leftOut + power
    }

    /// The settings that have no counterpart with the baseline.
    private var leftOut: String {
        let rows = comparison.differences?.rows ?? []
        let compared = Set(rows.flatMap { [$0.setting, $0.baseline].compactMap(\.self) })
        let rest = results.plan.settings.indices.filter { !compared.contains($0) }
        guard results.plan.hasOptimizers, !rest.isEmpty else { return "" }
        let optimizers = results.plan.spec.axes.optimizers.filter { optimizer in
            rest.contains { results.plan.settings[$0].optimizer == optimizer }
        }
        let isOne = rest.count == 1
        return " \(NumberText.counted(rest.count, "setting")) of "
            + "\(NumberText.listed(optimizers.map(\.title))) \(isOne ? "is" : "are") left out: no "
            + "setting equals \(isOne ? "it" : "them") in all but the \(comparison.axis.title) and "
            + "has \(comparison.label(of: comparison.baselineValue))."
    }

    private var correction: String {
        let count = comparison.rows.count
        return count > 1
            ? ", with Holm’s correction for \(NumberText.counted(count, "difference"))" : ""
    }

    /// What the seeds are able to see.
    private var power: String {
        guard let power = results.power else { return "" }
        guard power.detectableShare > 0, power.detectableShare.isFinite else { return "" }
        return " For a typical pair, \(NumberText.counted(power.seedCount, "seed")) see "
            + "\(power.difference) or more (with 80 % probability\(power.correction))."
    }
}
