internal import SweepModel

/// The table of settings as lines of text.
enum TerminalTable {
    /// The most rows.
    static let rowLimit = 40

    /// The lines, each at most `width` characters long.
    static func lines(_ results: SweepResults, width: Int) -> [String] {
        let varying = results.plan.spec.axes.varying
        let parameters = varying.isEmpty ? [HyperParameter.momentum] : varying
        let isReplicated = results.plan.seeds.count > 1
        var rows = [
            parameters.map(\.title) + ["final loss"] + (isReplicated ? ["± 95 %"] : [])
                + ["last-batch loss", "accuracy"] + ["runs"]
        ]
        for setting in SweepResults.evenly(results.settings, limit: rowLimit) {
            let loss = setting[.loss]
            rows.append(
                parameters.map { setting.setting.displayText(of: $0) }
                    + [NumberText.loss(loss.mean)]
                    + (isReplicated ? [NumberText.loss(loss.halfWidth)] : [])
                    + [
                        NumberText.loss(setting[.lastBatchLoss].mean),
                        NumberText.percent(setting[.accuracy].mean), counts(of: setting),
                    ]
            )
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { cell, width in
                String(repeating: " ", count: width - cell.count) + cell
            }.joined(separator: "  ")
            return String(line.prefix(width))
        }
    }

    private static func counts(of setting: SettingResults) -> String {
        [
            (setting.finishedCount, "finished"), (setting.divergedCount, "diverged"),
            (setting.failedCount, "failed"), (setting.openCount, "open"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
