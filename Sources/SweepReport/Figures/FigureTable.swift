internal import Quoting

/// A file of tab-separated numbers with a first line that names the columns.
struct FigureTable {
    /// The name of the file.
    let name: String

    /// The names of the columns.
    let columns: [String]

    /// The content.
    private(set) var text: String

    /// Begins a table.
    ///
    /// - Parameters:
    ///   - name: The name of the file.
    ///   - columns: The names of the columns.
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
    }

    /// Appends an empty line, which separates curves.
    mutating func addGap() { text += "\n" }

    /// Whether the table is a single row, of which no line can be drawn.
    var hasOneRow: Bool { text.utf8.count { $0 == UInt8(ascii: "\n") } <= 2 }
}
