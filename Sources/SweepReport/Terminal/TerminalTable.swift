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
    ///
    /// Headings are shorter where the table would be too wide otherwise.
    var lines: [String] {
        let shown = results.leading(Self.rowLimit)
        let named = cells(of: columns(isShort: false), shown)
        let isFitting = named.reduce(-2) { $0 + 2 + Self.width(of: $1) } <= width
        let cells = isFitting ? named : cells(of: columns(isShort: true), shown)
        var lines = [String](repeating: "", count: shown.count + 2)
        for (index, column) in cells.enumerated() {
            let cellWidth = Self.width(of: column)
            let gap = index == 0 ? "" : "  "
            guard lines[0].count + gap.count + cellWidth <= width else { break }
            for row in lines.indices {
                let padding = String(repeating: " ", count: cellWidth - column[row].count)
                lines[row] += gap + padding + column[row]
            }
        }
        let rest = results.settings.count - shown.count
        return lines
            + (rest > 0 ? ["These did best; \(rest) more settings are in report.json."] : [])
    }

    /// Title, cells and the guess's cell of each column.
    private func cells(of columns: [SettingColumn], _ shown: [SettingResults]) -> [[String]] {
        zip(columns, guessCells(columns.count)).map { column, guess in
            [column.title] + shown.map(column.text) + [guess]
        }
    }

    private static func width(of column: [String]) -> Int { column.map(\.count).max() ?? 0 }

    /// The row of the best constant guess.
    private func guessCells(_ count: Int) -> [String] {
        let axes = SettingColumn.axes(of: results.plan).count
        var cells = [String](repeating: "", count: count)
        cells[0] = "guess"
        cells[axes] = NumberText.loss(results.guessLoss)
        let accuracy = axes + (hasInterval ? 2 : 1)
        cells[accuracy] = NumberText.percent(results.largestClassShare)
        return cells
    }

    private var hasInterval: Bool { results.unitCount > 1 && !results.isOptimistic }

    private func columns(isShort: Bool) -> [SettingColumn] {
        let interval: [SettingColumn] = hasInterval ? [.interval] : []
        let membership: [SettingColumn] =
            results.answer?.set == nil ? [] : [.membership(in: results)]
        let hasOtherEndings = results.statuses.occurring.contains { $0.status != .finished }
        return SettingColumn.axes(of: results.plan, isShort: isShort)
            + [.objective(of: results, isShort: isShort)] + interval
            + [.accuracy(of: results, isShort: isShort)] + membership
            + (hasOtherEndings ? [.otherEndings] : [])
    }
}
