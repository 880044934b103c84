internal import SweepModel
internal import TrainingModel

/// The table of settings as lines of text.
struct TerminalTable {
    /// The most rows.
    static let rowLimit = 40

    private let results: SweepResults
    private let width: Int

    /// Makes the table of `results`.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - width: The characters of a line; columns that do not fit are left out from the right.
    init(_ results: SweepResults, width: Int) {
        self.results = results
        self.width = width
    }

    /// The lines, the heading first.
    var lines: [String] {
        let isWhole = results.settings.count <= Self.rowLimit
        let shown = isWhole ? results.settings : results.leading(Self.rowLimit)
        var lines = shown.map { _ in "" }
        var head = ""
        for column in columns {
            let cells = [column.title] + shown.map(column.cell)
            let cellWidth = cells.map(\.count).max() ?? 0
            let padded = cells.map { String(repeating: " ", count: cellWidth - $0.count) + $0 }
            let gap = head.isEmpty ? "" : "  "
            guard head.count + gap.count + cellWidth <= width else { break }
            head += gap + padded[0]
            for index in lines.indices { lines[index] += gap + padded[index + 1] }
        }
        let rest = results.settings.count - shown.count
        return [head] + lines
            + (rest > 0 ? ["These did best; \(rest) more settings are in report.json."] : [])
    }

    private struct Column {
        let title: String
        let cell: (SettingResults) -> String
    }

    private var columns: [Column] {
        let varying = results.plan.spec.axes.varying
        let parameters = varying.isEmpty ? [Axis.momentum] : varying
        var columns = parameters.map { parameter in
            Column(title: parameter.title) { $0.setting.displayText(of: parameter) }
        }
        columns.append(Column(title: "final loss") { NumberText.loss($0[.loss].mean) })
        if results.plan.seeds.count > 1 {
            columns.append(Column(title: "± 95 %") { NumberText.loss($0[.loss].halfWidth) })
        }
        columns.append(Column(title: "accuracy") { NumberText.percent($0[.accuracy].mean) })
        let counts: [(String, (SettingResults) -> Int)] = [
            ("done", \.finishedCount), ("diverged", \.divergedCount), ("failed", \.failedCount),
            ("open", \.openCount),
        ]
        for (title, count) in counts where results.settings.contains(where: { count($0) > 0 }) {
            columns.append(Column(title: title) { "\(count($0))" })
        }
        columns.append(Column(title: "last batch") { NumberText.loss($0[.lastBatchLoss].mean) })
        columns.append(
            Column(title: "effective rate") {
                NumberText.plain(
                    NumberText.rounded($0.setting.effectiveLearningRate, significantDigits: 3)
                )
            }
        )
        columns.append(Column(title: "best loss") { NumberText.loss($0[.bestLoss].mean) })
        columns.append(
            Column(title: "epochs to target") { $0[.epochsToTarget].mean.rounded(toDigits: 1) }
        )
        return columns
    }
}
