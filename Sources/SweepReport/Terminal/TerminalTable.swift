internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of settings as lines of text: the best first, and the guess as a row.
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
        let shown = results.leading(Self.rowLimit)
        let guess = guessCells
        var lines = [String](repeating: "", count: shown.count + 2)
        for (index, column) in columns.enumerated() {
            let cells = [column.title] + shown.map(column.text) + [guess[index]]
            let cellWidth = cells.map(\.count).max() ?? 0
            let gap = index == 0 ? "" : "  "
            guard lines[0].count + gap.count + cellWidth <= width else { break }
            for row in lines.indices {
                let padding = String(repeating: " ", count: cellWidth - cells[row].count)
                lines[row] += gap + padding + cells[row]
            }
        }
        let rest = results.settings.count - shown.count
        return lines
            + (rest > 0 ? ["These did best; \(rest) more settings are in report.json."] : [])
    }

    /// The row of the best constant guess.
    private var guessCells: [String] {
        let axes = SettingColumn.axes(of: results.plan).count
        var cells = [String](repeating: "", count: columns.count)
        cells[0] = "guess"
        cells[axes] = NumberText.loss(results.guessLoss)
        let accuracy = axes + (hasInterval ? 2 : 1)
        cells[accuracy] = NumberText.percent(results.largestClassShare)
        return cells
    }

    private var hasInterval: Bool { results.unitCount > 1 }

    private var columns: [SettingColumn] {
        let interval: [SettingColumn] = hasInterval ? [.interval] : []
        let membership: [SettingColumn] =
            results.answer?.set == nil ? [] : [.membership(in: results)]
        return SettingColumn.axes(of: results.plan) + [.objective(of: results)] + interval
            + [.accuracy(of: results)] + membership + SettingColumn.statuses(in: results)
    }
}
