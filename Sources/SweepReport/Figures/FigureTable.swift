internal import Quoting

/// A file of tab-separated numbers with a first line that names the columns.
struct FigureTable {
    /// The name of the file.
    let name: String

    /// The names of the columns.
    let columns: [String]

    /// The content.
    private(set) var text: String

    /// The rows, without empty lines.
    private(set) var rowCount = 0

    /// Starts a table without rows.
    init(_ name: String, columns: [String]) {
        self.name = name
        self.columns = columns
        text = "# " + columns.joined(separator: "\t") + "\n"
    }

    /// Appends a row; what is not finite becomes NaN, which gnuplot leaves out.
    mutating func add(_ cells: [Float]) {
        add(cells.map { $0.isFinite ? "\($0)" : "NaN" })
    }

    /// Appends a row of cells that are spelled already.
    mutating func add(_ cells: [String]) {
        text += cells.joined(separator: "\t")
        text += "\n"
        rowCount += 1
    }

    /// Appends an empty line, which separates curves.
    mutating func addGap() { text += "\n" }
}
