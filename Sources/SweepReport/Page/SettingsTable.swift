internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The table of the page: one row for each setting.
struct SettingsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 400

    private let results: SweepResults
    private let columns: [SettingColumn]
    private let markedIndex: Int?

    /// Makes the table of `results`.
    init(_ results: SweepResults) {
        self.results = results
        columns = Self.columns(for: results)
        markedIndex = results.best.flatMap { $0.score.hasLearned ? $0.index : nil }
    }

    /// The table, and a sentence on what is left out.
    var html: HTML {
        let isWhole = results.settings.count <= Self.rowLimit
        let shown = results.leading(Self.rowLimit)
        let rows = shown.map(row)
        let note: HTML =
            isWhole
            ? ""
            : .paragraph(
                "The best \(shown.count) of "
                    + "\(NumberText.counted(results.settings.count, "setting")), the best first; "
                    + "all of them are in report.json and runs.csv."
            )
        let head = columns.map { column -> HTML in
            "<th scope=\"col\"\(Self.kind(column))>\(HTML.prose(column.title))</th>"
        }
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        return """
            <div class="\(height)" tabindex="0" role="region" aria-label="Settings">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            \(note)
            """
    }

    private static func columns(for results: SweepResults) -> [SettingColumn] {
        let axes = SettingColumn.axes(of: results.plan)
        let answers: [SettingColumn] = [
            .objective(of: results), .interval, .median, .accuracy(of: results),
            .membership(in: results), .epochsToTarget, .effectiveRate, .mean(.lastBatchLoss),
        ]
        return axes + answers + SettingColumn.statuses(in: results)
    }

    /// The attribute that puts words to the left.
    private static func kind(_ column: SettingColumn) -> HTML {
        column.isText ? " class=\"text\"" : ""
    }

    private func row(_ setting: SettingResults) -> HTML {
        let cells = columns.enumerated().map { index, column -> HTML in
            let kind = Self.kind(column)
            let value: HTML =
                column.isText ? "" : " data-value=\"\(column.value(setting))\""
            return index == 0
                ? "<th scope=\"row\"\(kind)\(value)>\(column.text(setting))</th>"
                : "<td\(kind)\(value)>\(column.text(setting))</td>"
        }
        let kind: HTML = setting.index == markedIndex ? " class=\"best\"" : ""
        return "<tr\(kind)>\(cells)</tr>\n"
    }
}
