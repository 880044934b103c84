internal import Quoting

/// The columns of features that hold text in the first row, where the whole column is likely text.
struct TextColumns {
    /// As many columns as a message lists.
    private static let listedCount = 12

    /// As many characters of a cell as a message shows.
    private static let shownLength = 30

    private static let uses =
        " as the label or the group (equal values stay in one part), or leave it out of the file"

    /// What the further columns are called, with a value each.
    private let others: [(name: String, value: String)]

    /// Looks for columns of text behind the first one.
    ///
    /// - Parameters:
    ///   - records: The file, at its first row.
    ///   - columns: The columns of the file.
    ///   - first: The first column of text, which the error names.
    init(in records: CSVRecordReader, _ columns: CSVColumns, after first: Int) {
        others = (0..<records.fieldCount).compactMap { index in
            guard index > first, columns.uses[index] == .feature else { return nil }
            let value = String(decoding: records.field(index), as: UTF8.self)
            guard DecimalNumber.value(of: value) == nil, !MissingCell.isMissing(value),
                BooleanCell.value(of: value) == nil
            else {
                return nil
            }
            return (columns.names[index], value)
        }
    }

    /// What to do about all of them, to be appended to an error.
    var hint: String {
        guard !others.isEmpty else {
            return "; a column of text is no feature: name it" + Self.uses
        }
        let shown = others.prefix(Self.listedCount).map { name, value in
            let isLong = value.count > Self.shownLength
            let cell = isLong ? value.prefix(Self.shownLength) + "…" : value[...]
            return "\(VisibleText.quoted(name)) (\(VisibleText.quoted(String(cell))))"
        }
        let rest = others.count - shown.count
        let more = rest > 0 ? " and \(rest.grouped) more" : ""
        let verb = others.count == 1 ? "is" : "are"
        return "; \(shown.joined(separator: ", "))\(more) \(verb) no number, either; columns of "
            + "text are no features: name one" + Self.uses
    }
}
