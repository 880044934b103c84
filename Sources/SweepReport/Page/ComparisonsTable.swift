internal import Quoting
internal import SweepResults
internal import SweepStatistics

/// The table of paired differences from the baseline.
struct ComparisonsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 200

    private let results: SweepResults

    /// Makes the table of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The table, and what its columns mean.
    var html: HTML {
        let shown = results.comparison.rows.prefix(Self.rowLimit)
        let numbers = [
            "n", "loss", "95 % interval", "p", "Holm’s p", "better in",
        ]
        let titles = ([""] + numbers).map { "<th scope=\"col\">\(HTML.prose($0))</th>" as HTML }
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        return """
            <div class="\(height)" tabindex="0" role="region" aria-label="Paired differences">
            <table class="sortable">
            <thead><tr>\(titles)</tr></thead>
            <tbody>
            \(shown.map(row))</tbody>
            </table>
            </div>

            """
    }

    private func row(_ row: ScoreDifference) -> HTML {
        let label =
            row.setting.map { results.label(of: results.settings[$0].setting) }
            ?? "\(results.comparison.label(of: row)), all"
        let interval = row.interval.map { FactorText.range(($0.lowerBound, $0.upperBound)) } ?? "–"
        let values: [(String, Double)] = [
            ("\(row.estimate.count)", Double(row.estimate.count)),
            (FactorText.change(row.factor), row.factor),
            (interval, row.interval?.lowerBound ?? .nan),
            (NumberText.probability(row.probability ?? .nan), row.probability ?? .nan),
            (
                NumberText.probability(row.adjustedProbability ?? .nan),
                row.adjustedProbability ?? .nan
            ),
            ("\(row.betterCount) of \(row.estimate.count)", Double(row.betterCount)),
        ]
        let cells = values.map { "<td data-value=\"\($0.1)\">\($0.0)</td>" as HTML }
        return "<tr><th scope=\"row\" class=\"text\">\(label)</th>\(cells)</tr>\n"
    }
}
