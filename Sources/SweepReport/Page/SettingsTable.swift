internal import Quoting
internal import SweepModel
internal import TrainingModel

/// The table of the page: one row for each setting.
struct SettingsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 400

    private let results: SweepResults

    /// Makes the table of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The table, and a sentence on what is left out.
    var html: HTML {
        let isWhole = results.settings.count <= Self.rowLimit
        let shown = isWhole ? results.settings : results.leading(Self.rowLimit)
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
            "<th scope=\"col\"\(column.kind)>\(HTML.prose(column.title))</th>"
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

    /// One column: its heading, and its cell for a setting.
    private struct Column {
        let title: String
        var isText = false
        let cell: (SettingResults) -> (text: String, value: Double)

        /// The attribute that puts texts to the left.
        var kind: HTML { isText ? " class=\"text\"" : "" }
    }

    private var isReplicated: Bool { results.plan.seeds.count > 1 }

    private var columns: [Column] {
        let varying = results.plan.spec.axes.varying
        let parameters = varying.isEmpty ? [Axis.momentum] : varying
        var columns = parameters.map { parameter in
            Column(title: parameter.title, isText: parameter.isText) {
                (
                    $0.setting.displayText(of: parameter),
                    Double($0.setting.displayText(of: parameter)) ?? .nan
                )
            }
        }
        columns.append(
            Column(title: "effective rate") {
                let rate = $0.setting.effectiveLearningRate
                return (NumberText.plain(NumberText.rounded(rate, significantDigits: 3)), rate)
            }
        )
        columns += measureColumns(.loss)
        columns += measureColumns(.accuracy, text: NumberText.percent)
        columns += measureColumns(.lastBatchLoss) + measureColumns(.bestLoss)
        columns += measureColumns(.epochsToTarget, text: { $0.rounded(toDigits: 1) })
        columns +=
            measureColumns(.lossArea, text: Self.short)
            + measureColumns(.oscillation, text: Self.short)
        if isReplicated || results.divergedCount + results.failedCount + results.openCount > 0 {
            columns += countColumns
        }
        return columns
    }

    /// A sum over epochs with three significant digits.
    private static func short(_ value: Double) -> String {
        guard abs(value) >= 0.001, abs(value) < 100_000 else { return NumberText.loss(value) }
        return NumberText.plain(NumberText.rounded(value, significantDigits: 3))
    }

    private func measureColumns(
        _ measure: Measure,
        text: @escaping (Double) -> String = NumberText.loss
    ) -> [Column] {
        let title = measure.title
        guard isReplicated, measure == .loss || measure == .accuracy else {
            return [Column(title: title) { (text($0[measure].mean), $0[measure].mean) }]
        }
        let mean = Column(title: "\(title) ± 95 %") {
            let sample = $0[measure]
            let width = sample.halfWidth.isFinite ? " ± \(text(sample.halfWidth))" : ""
            return (text(sample.mean) + width, sample.mean)
        }
        guard measure == .loss else { return [mean] }
        let median = Column(title: "median (IQR)") {
            let sample = $0[measure]
            let range = "\(text(sample.lowerQuartile))–\(text(sample.upperQuartile))"
            return (sample.count > 0 ? "\(text(sample.median)) (\(range))" : "–", sample.median)
        }
        return [mean, median]
    }

    private var countColumns: [Column] {
        var columns = [
            Column(title: "finished") { ("\($0.finishedCount)", Double($0.finishedCount)) }
        ]
        if results.divergedCount > 0 {
            columns.append(
                Column(title: "diverged") { ("\($0.divergedCount)", Double($0.divergedCount)) }
            )
        }
        if results.failedCount > 0 {
            columns.append(
                Column(title: "failed") { ("\($0.failedCount)", Double($0.failedCount)) }
            )
        }
        if results.openCount > 0 {
            columns.append(Column(title: "open") { ("\($0.openCount)", Double($0.openCount)) })
        }
        return columns
    }

    private func row(_ setting: SettingResults) -> HTML {
        let cells = columns.enumerated().map { index, column -> HTML in
            let cell = column.cell(setting)
            let value: HTML = column.isText ? "" : " data-value=\"\(cell.value)\""
            return index == 0
                ? "<th scope=\"row\"\(column.kind)\(value)>\(cell.text)</th>"
                : "<td\(column.kind)\(value)>\(cell.text)</td>"
        }
        let isBest = setting.index == results.best?.index && results.hasLearned(setting)
        let kind: HTML = isBest ? " class=\"best\"" : ""
        return "<tr\(kind)>\(cells)</tr>\n"
    }
}
