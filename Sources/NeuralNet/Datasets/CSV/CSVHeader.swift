internal import Quoting
internal import TrainingModel

/// The names of the columns of a CSV file, in which the columns of a spec are sought.
struct CSVHeader {
    private let names: [String]
    private let form: TableForm
    private let file: String
    private let line: Int

    /// Describes a header.
    ///
    /// - Parameters:
    ///   - names: The names, or numbers.
    ///   - form: How the table is written.
    ///   - file: The name of the file, for errors.
    ///   - line: The header's line, for errors.
    init(_ names: [String], form: TableForm, file: String, line: Int) {
        self.names = names
        self.form = form
        self.file = file
        self.line = line
    }

    /// The index of a column.
    ///
    /// - Parameters:
    ///   - name: Its name, compared byte by byte.
    ///   - code: The kind of the error.
    ///   - role: What no column has, for the error.
    /// - Returns: The first column of that name.
    /// - Throws: ``DatasetError`` with the columns that are there and what was likely meant.
    func index(of name: String, _ code: DatasetError.Code, _ role: String) throws -> Int {
        if let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
            return index
        }
        throw DatasetError(
            code,
            file: file,
            line: line,
            value: name,
            message: "no column has \(role); \(columns)\(hint(for: name))"
        )
    }

    /// What is wrong with a column.
    func failure(
        _ code: DatasetError.Code,
        column: String?,
        _ message: String
    ) -> DatasetError {
        DatasetError(code, file: file, line: line, column: column, message: message)
    }

    private var columns: String {
        form.hasHeader
            ? "the columns are \(CSVColumns.listed(names))"
            : "without a header columns are numbered, from 1 to \(names.count)"
    }

    private func hint(for name: String) -> String {
        if let hint = separatorHint(for: name) { return hint }
        guard form.hasHeader else { return "" }
        if let nearest = NearestText.nearest(to: name, among: names) {
            return "; did you mean \(VisibleText.quoted(nearest))?"
        }
        let isNumber = names.map { DecimalNumber.value(of: $0, mark: form.decimal) != nil }
        return isNumber.contains(true) && names.count == isNumber.count { $0 }
            ? "; if the file has no header, give header: false, and columns by number" : ""
    }

    /// The end of a message that names another separator, if the header seems to have one.
    ///
    /// - Parameter name: A column that is sought.
    /// - Returns: What to give.
    func separatorHint(for name: String) -> String? {
        guard let separator = likelySeparator(for: name) else { return nil }
        let written = separator == .tab ? "tab" : VisibleText.quoted(separator.rawValue)
        return "; fields seem to be separated by \(separator.word)s, not \(form.separator.word)s: "
            + "give it as separator: \(written)"
    }

    /// The separator that would make several columns of what seems to be one.
    private func likelySeparator(for name: String) -> FieldSeparator? {
        guard names.count == 1 else { return nil }
        let fields = FieldSeparator.allCases.filter { $0 != form.separator }.map { separator in
            (
                separator,
                names[0].split(separator: separator.rawValue, omittingEmptySubsequences: false)
            )
        }
        if let found = fields.first(where: { $0.1.contains { $0.utf8.elementsEqual(name.utf8) } }) {
            return found.0
        }
        return fields.filter { $0.1.count > 1 }.max { $0.1.count < $1.1.count }?.0
    }
}
