internal import Quoting
internal import TrainingModel

/// Turns the records of a CSV file into samples.
struct CSVDatasetReader {
    private var records: CSVRecordReader
    private let texts: DatasetTexts
    private let form: TableForm
    private let split: SplitRule
    private let columns: CSVColumns
    private var uses: [CSVColumns.Use]
    private var rowNumbers: RowNumbers?
    private let isStandardized: Bool
    private var singles: [Float] = []
    private var doubles: [Double] = []
    private var labels = TextColumn()

    /// The features of one row.
    private var row: [Double]

    /// The cells of the column that the split names, and their lines.
    private var splitCells = TextColumn()
    private var splitLines: [Int] = []
    private var isFirstRow = true

    /// The size of the file, or 0.
    private let sizeBytes: Int
    private var hasReserved = false

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - records: The records of the file.
    ///   - sizeBytes: The size of the file, or 0.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is to get mean 0 and standard deviation 1.
    ///   - form: How the file is written, and which columns are features.
    ///   - split: How samples are held out.
    ///   - texts: What its texts may hold.
    /// - Throws: ``DatasetError`` when there is no header, or it does not name features, the label
    ///   and the column of the split.
    init(
        _ records: CSVRecordReader,
        sizeBytes: Int,
        label: String,
        standardize: Bool,
        form: TableForm,
        split: SplitRule,
        texts: DatasetTexts
    ) throws {
        var records = records
        guard try records.next() else {
            throw DatasetError(
                .emptyFile,
                file: records.file,
                message: form.hasHeader ? "expected a header and rows" : "expected rows"
            )
        }
        let names = try (0..<records.fieldCount).map { index in
            form.hasHeader
                ? try records.text(records.field(index), texts, column: index) : "\(index + 1)"
        }
        columns = try CSVColumns(
            names,
            label: label,
            split: split,
            form: form,
            file: records.file,
            line: records.line
        )
        records.columns = names
        self.records = records
        self.form = form
        self.split = split
        self.texts = texts
        isStandardized = standardize
        uses = columns.uses
        row = [Double](repeating: 0, count: columns.uses.count { $0 == .feature })
        // What a run directory holds was read before, and its spec says what was left out.
        if texts == .checked, columns.mayCountRows(form) { rowNumbers = RowNumbers() }
        self.sizeBytes = sizeBytes
    }

    /// Makes room for all rows by the length of the first ones, instead of again and again for
    /// twice as much; memory that is never written to costs nothing.
    private mutating func reserve() {
        let rowCount = labels.indices.count
        guard !hasReserved, rowCount >= 256 || records.consumedCount >= 1 << 20 else { return }
        hasReserved = true
        let bytesPerRow = max(1, records.consumedCount / max(1, rowCount))
        // A cell has at least a digit and what ends it.
        let capacity = min(sizeBytes / 2, sizeBytes / bytesPerRow * 11 / 10 * row.count)
        if isStandardized {
            doubles.reserveCapacity(capacity + row.count)
        } else {
            singles.reserveCapacity(capacity + row.count)
        }
    }

    /// Reads all rows.
    ///
    /// - Parameter labelReading: Which labels are the same class.
    /// - Returns: The table.
    /// - Throws: ``DatasetError`` for the first row that is wrong, when rows are lacking, or when
    ///   the samples do not allow the split.
    consuming func read(labels labelReading: LabelReading) throws -> SampleTable {
        if !form.hasHeader { try addRow() }
        while try records.next() {
            try addRow()
            reserve()
        }
        let labelColumn = records.columnName(columns.label)
        guard let firstLabel = labels.texts.first else {
            throw DatasetError(
                .noSamples,
                file: records.file,
                message: "expected rows after the header"
            )
        }
        let classes = ClassTable(labels, labelReading)
        guard classes.names.count >= 2 else {
            throw DatasetError(
                .oneClass,
                file: records.file,
                column: labelColumn,
                value: firstLabel,
                message: "all rows have this label; expected at least two classes"
            )
        }
        var featureNames = columns.featureNames
        var reading = TableReading()
        for (name, use) in zip(columns.names, uses) where use == .boolean {
            reading.booleanColumns.insert(name)
        }
        if rowNumbers?.countsRows == true {
            reading.rowNumberColumn = featureNames.removeFirst()
            singles.removeFirstColumn(width: row.count)
            doubles.removeFirstColumn(width: row.count)
        }
        let groups = columns.group.map { _ in GroupTable.ranks(of: splitCells) }
        return SampleTable(
            featureNames: featureNames,
            kinds: featureNames.map { _ in isStandardized ? .double : .single },
            singles: singles,
            doubles: doubles,
            labels: classes.labels,
            classNames: classes.names,
            parts: try parts(classes, groups: groups),
            groups: groups,
            reading: reading
        )
    }

    /// The parts of the samples, whose labels are known.
    private func parts(_ classes: ClassTable, groups: [Int]?) throws -> SampleParts {
        let input = SplitInput(
            count: classes.labels.count,
            labels: classes.labels,
            classNames: classes.names,
            groups: groups,
            column: columns.parts.map { _ in splitCells.cells }
        )
        do {
            return try SampleParts(split, of: input)
        } catch {
            let column = columns.group ?? columns.parts
            throw DatasetError(
                .split,
                file: records.file,
                line: error.sample.map { splitLines[$0] },
                column: error.sample == nil ? nil : column.map(records.columnName),
                value: error.sample == nil ? nil : error.value,
                message: error.message
            )
        }
    }

    /// Appends the features, the label and the cell of the split of one row.
    private mutating func addRow() throws {
        let columns = columns
        guard records.fieldCount == columns.names.count else {
            throw DatasetError(
                .raggedRow,
                file: records.file,
                line: records.line,
                value: "\(records.fieldCount) fields",
                message: "expected \(columns.names.count) fields, as in the "
                    + (form.hasHeader ? "header" : "first row")
            )
        }
        var start = 0
        var feature = 0
        while true {
            // All features up to the next column of another use, or one that needs a closer look.
            let stop = parseNumbers(from: start, into: &feature)
            guard stop < columns.names.count else { break }
            try addCell(stop, into: &feature)
            start = stop + 1
        }
        isFirstRow = false
        rowNumbers?.add(row[0])
        if isStandardized {
            doubles += row
        } else {
            row.withUnsafeBufferPointer { row in
                singles.append(contentsOf: row.lazy.map { Float($0) })
            }
        }
    }

    /// Reads the cells of features from `start` on, as long as each is a plain number.
    ///
    /// - Returns: The first column that is none.
    private mutating func parseNumbers(from start: Int, into feature: inout Int) -> Int {
        let largest = Double(Float.greatestFiniteMagnitude)
        var column = start
        let mark = form.decimal.byte
        uses.withUnsafeBufferPointer { uses in
            row.withUnsafeMutableBufferPointer { row in
                records.withFields { bytes, fields in
                    while column < fields.count, uses[column] == .feature {
                        let cell = bytes[fields[column].start..<fields[column].end]
                        guard let value = DecimalDigits(cell, mark: mark)?.value,
                            abs(value) <= largest
                        else { return }
                        row[feature] = value
                        feature += 1
                        column += 1
                    }
                }
            }
        }
        return column
    }

    /// Reads the cell of a column that is no feature, or one that is no plain number.
    private mutating func addCell(_ column: Int, into feature: inout Int) throws {
        let use = uses[column]
        if use == .none { return }
        let text = try records.text(records.field(column), texts, column: column)
        switch use {
        case .label: labels.append(try label(text))
        case .feature, .boolean:
            row[feature] =
                try boolean(text, column: column) ?? number(text, column: column)
            feature += 1
        case .split:
            splitCells.append(try splitCell(text, column: column))
            splitLines.append(records.line)
        case .none: break
        }
    }

    private func splitCell(_ text: String, column: Int) throws -> String {
        if !text.isEmpty { return text }
        throw records.failure(
            .missingSplitCell,
            column: column,
            value: text,
            column == columns.group
                ? "expected the name or number of a group"
                : "expected train, validation, test or the number of a fold"
        )
    }

    /// The value of a word in a column of which the first cell is one, else `nil`.
    private mutating func boolean(_ text: String, column: Int) throws -> Double? {
        let value = BooleanCell.value(of: text)
        if isFirstRow, value != nil { uses[column] = .boolean }
        guard uses[column] == .boolean else { return nil }
        if let value { return value }
        throw records.failure(
            .notANumber,
            column: column,
            value: text,
            "expected true, false, yes or no, as in the first row"
                + (MissingCell.isMissing(text) ? MissingCell.trainingHint : "")
        )
    }

    private func label(_ text: String) throws -> String {
        if !text.isEmpty { return text }
        throw records.failure(
            .missingLabel,
            column: columns.label,
            value: text,
            "expected the name or number of a class"
        )
    }

    /// The value of a decimal number, with or without spaces around it.
    private func number(_ text: String, column: Int) throws -> Double {
        guard let value = DecimalNumber.value(of: text, mark: form.decimal) else {
            let hint =
                MissingCell.isMissing(text)
                ? MissingCell.trainingHint
                : decimalHint(text)
                    ?? (isFirstRow ? TextColumns(in: records, columns, after: column).hint : "")
            throw records.failure(
                .notANumber,
                column: column,
                value: text,
                "expected a decimal number\(hint)"
            )
        }
        guard !value.isNaN else {
            throw records.failure(
                .notFinite,
                column: column,
                value: text,
                "expected a decimal number\(MissingCell.trainingHint)"
            )
        }
        guard Float(value).isFinite else {
            let largest = Float.greatestFiniteMagnitude
            throw records.failure(
                .notFinite,
                column: column,
                value: text,
                "expected a finite number between -\(largest) and \(largest), the range of single "
                    + "precision, in which networks are trained"
            )
        }
        return value
    }
}

extension CSVDatasetReader {
    /// What is to be done about a cell that is a number in another form.
    private func decimalHint(_ text: String) -> String? {
        if !form.hasHeader, isFirstRow {
            return "; if the first line names the columns, leave out header: false"
        }
        let other: DecimalMark = form.decimal == .point ? .comma : .point
        guard DecimalNumber.value(of: text, mark: other) != nil else { return nil }
        return
            "; the decimal mark is a \(form.decimal.word), and not a \(other.word), unless it is "
            + "given as decimal: \(VisibleText.quoted(other.rawValue))"
    }
}
