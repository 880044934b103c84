internal import SweepModel
internal import SweepResults
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
            let cells = [column.title] + shown.map(column.text)
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

    private var columns: [SettingColumn] {
        let isReplicated = results.plan.seeds.count > 1
        return SettingColumn.axes(of: results.plan) + [.mean(.loss)]
            + (isReplicated ? [.halfWidth(.loss)] : []) + [.mean(.accuracy)]
            + SettingColumn.counts(in: results)
            + [.mean(.lastBatchLoss), .effectiveRate, .mean(.bestLoss), .mean(.epochsToTarget)]
    }
}
