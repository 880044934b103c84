internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of settings as lines of text: the best first, and the guess as a row.
struct TerminalTable {
    /// The most rows.
    static let rowLimit = 40

    /// To how many characters words of a column are cut at most where there is too little room.
    private static let shortestWord = 6

    private let results: SweepResults
    private let width: Int

    /// Makes the table of `results`.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - width: The characters of a line; columns that do not fit are left out, the least
    ///     important first: other endings, then the interval, then the accuracy, then those on the
    ///     right.
    init(_ results: SweepResults, width: Int) {
        self.results = results
        self.width = width
    }

    /// The lines, the heading first.
    ///
    /// Headings are shorter where the table would be too wide otherwise.
    var lines: [String] {
        let shown = results.leading(Self.rowLimit)
        let cells = fittingCells(shown)
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

    /// The cells of the widest form that fits, or of the narrowest one.
    private func fittingCells(_ shown: [SettingResults]) -> [[String]] {
        var cells: [[String]] = []
        for form in Form.all {
            let columns = columns(form)
            cells = zip(columns, guessCells(form, columns.count)).map { column, guess in
                [column.title] + shown.map(column.text) + [guess]
            }
            if Self.width(ofTable: cells) <= width { return cells }
        }
        return cut(cells)
    }

    /// The same with a plain heading of the loss and with words that lose their ends, the longest
    /// first, until the table fits.
    ///
    /// A setting's words are of less use than its loss.
    private func cut(_ cells: [[String]]) -> [[String]] {
        var cells = cells
        let axes = SettingColumn.axes(of: results.plan).count
        if Self.width(ofTable: cells) > width { cells[axes][0] = "loss" }
        let words = SettingColumn.axes(of: results.plan).enumerated().filter { $1.isText }
            .map(\.offset)
        while Self.width(ofTable: cells) > width {
            guard
                let longest = words.max(by: {
                    Self.width(of: cells[$0]) < Self.width(of: cells[$1])
                }), Self.width(of: cells[longest]) > Self.shortestWord
            else { break }
            let limit = Self.width(of: cells[longest]) - 1
            cells[longest] = cells[longest].map { cell in
                cell.count > limit ? cell.prefix(limit - 1) + "…" : cell
            }
        }
        return cells
    }

    private static func width(ofTable cells: [[String]]) -> Int {
        cells.reduce(-2) { $0 + 2 + width(of: $1) }
    }

    private static func width(of column: [String]) -> Int { column.map(\.count).max() ?? 0 }

    /// The row of the best constant guess.
    private func guessCells(_ form: Form, _ count: Int) -> [String] {
        let axes = SettingColumn.axes(of: results.plan).count
        var cells = [String](repeating: "", count: count)
        cells[0] = "guess"
        cells[axes] = NumberText.loss(results.guessLoss)
        guard !form.hidden.contains(.accuracy) else { return cells }
        let accuracy = axes + (isShown(.interval, form) ? 2 : 1)
        cells[accuracy] = NumberText.percent(results.largestClassShare)
        return cells
    }

    private func isShown(_ column: Form.Column, _ form: Form) -> Bool {
        guard !form.hidden.contains(column) else { return false }
        return switch column {
        case .otherEndings: results.statuses.occurring.contains { $0.status != .finished }
        case .interval: results.unitCount > 1 && !results.isOptimistic
        case .accuracy: true
        }
    }

    private func columns(_ form: Form) -> [SettingColumn] {
        let isShort = form.isShort
        let membership: [SettingColumn] =
            results.answer?.set == nil ? [] : [.membership(in: results)]
        return SettingColumn.axes(of: results.plan, isShort: isShort)
            + [.objective(of: results, isShort: isShort)]
            + (isShown(.interval, form) ? [.interval] : [])
            + (isShown(.accuracy, form) ? [.accuracy(of: results, isShort: isShort)] : [])
            + membership
            + (isShown(.otherEndings, form) ? [.otherEndings] : [])
    }
}

/// What a narrow terminal makes of the table.
private struct Form {
    /// The columns that a table can do without, the least important first.
    enum Column: CaseIterable {
        case otherEndings, interval, accuracy
    }

    /// Whether headings are short.
    let isShort: Bool

    /// What is left out.
    let hidden: Set<Column>

    /// From the widest to the narrowest.
    static let all: [Form] =
        [Form(isShort: false, hidden: [])]
        + (0...Column.allCases.count).map {
            Form(isShort: true, hidden: Set(Column.allCases.prefix($0)))
        }
}
