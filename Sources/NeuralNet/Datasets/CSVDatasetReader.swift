internal import Quoting

/// What the texts of a data file may hold.
public enum DatasetTexts: Sendable {
    /// No control characters but tab and line feed, and no noncharacters: for a file that enters.
    case checked

    /// Anything, as in a run directory of the first edition, whose results must stay readable.
    case stored
}

extension Dataset {
    /// Reads a CSV file of numbers with one column of labels.
    ///
    /// The file follows RFC 4180 with a header. Each column but the label's is a feature, in the
    /// file's order. Each distinct label is a class that is named as the file spells it: `1`, `01`
    /// and `1.0` are three. Classes are ordered by value if all labels are numbers, and by text
    /// where that is equal; else by text. Features are read in Double, standardized if asked for,
    /// then rounded to Float.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is moved to mean 0 and scaled to standard deviation 1
    ///     (population); a constant feature becomes 0.
    ///   - texts: What names may hold.
    ///   - labels: Which labels are the same class.
    /// - Throws: ``DatasetError`` naming line, column and value.
    public init(
        csv bytes: [UInt8],
        file: String,
        label: String,
        standardize: Bool,
        texts: DatasetTexts = .checked,
        labels: LabelReading = .asWritten
    ) throws {
        let reader = try CSVDatasetReader(bytes, file: file, label: label, texts: texts)
        self = try reader.read(standardize: standardize, labels: labels)
    }
}

/// Turns the records of a CSV file into samples.
struct CSVDatasetReader {
    private var parser: CSVParser
    private let texts: DatasetTexts
    private let labelIndex: Int
    private var features: [Double] = []
    private var labels: [String] = []

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - texts: What its texts may hold.
    /// - Throws: ``DatasetError`` when there is no header, or it does not name features and label.
    init(_ bytes: [UInt8], file: String, label: String, texts: DatasetTexts) throws {
        var parser = CSVParser(bytes, file: file)
        guard let header = try parser.nextRecord() else {
            throw DatasetError(.emptyFile, file: file, message: "expected a header and rows")
        }
        let columns = try header.fields.enumerated().map { index, field in
            try Self.text(field, texts, line: header.line, column: index, in: parser)
        }
        guard let labelIndex = columns.firstIndex(where: { $0.utf8.elementsEqual(label.utf8) })
        else {
            let names = columns.map { VisibleText.quoted($0) }.joined(separator: ", ")
            throw DatasetError(
                .missingLabelColumn,
                file: file,
                line: header.line,
                value: label,
                message: "no column has the label's name; the columns are \(names)"
            )
        }
        try Self.check(columns, file: file, line: header.line)
        parser.columns = columns
        self.parser = parser
        self.labelIndex = labelIndex
        self.texts = texts
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - standardize: Whether each feature gets mean 0 and standard deviation 1.
    ///   - reading: Which labels are the same class.
    /// - Returns: The dataset.
    /// - Throws: ``DatasetError`` for the first row that is wrong, or when rows are lacking.
    consuming func read(standardize: Bool, labels reading: LabelReading) throws -> Dataset {
        while let record = try parser.nextRecord() { try add(record) }
        let labelColumn = parser.columnName(labelIndex)
        guard let firstLabel = labels.first else {
            throw DatasetError(
                .noSamples,
                file: parser.file,
                message: "expected rows after the header"
            )
        }
        let classes = ClassTable(labels, reading)
        guard classes.names.count >= 2 else {
            throw DatasetError(
                .oneClass,
                file: parser.file,
                column: labelColumn,
                value: firstLabel,
                message: "all rows have this label; expected at least two classes"
            )
        }
        let width = parser.columns.count - 1
        if standardize { Standardization.standardize(&features, width: width) }
        return Dataset(
            features: features.map(Float.init),
            labels: classes.labels,
            width: width,
            classNames: classes.names
        )
    }

    /// Throws unless there are features and all names differ.
    private static func check(_ columns: [String], file: String, line: Int) throws {
        if columns.count == 1 {
            throw DatasetError(
                .noFeatures,
                file: file,
                line: line,
                message: "expected a column of features beside the label's"
            )
        }
        var seen: Set<[UInt8]> = []
        for column in columns where !seen.insert(Array(column.utf8)).inserted {
            throw DatasetError(
                .duplicateColumn,
                file: file,
                line: line,
                column: column,
                message: "two columns have this name"
            )
        }
    }

    /// Appends the features and the label of one row.
    private mutating func add(_ record: CSVRecord) throws {
        guard record.fields.count == parser.columns.count else {
            throw DatasetError(
                .raggedRow,
                file: parser.file,
                line: record.line,
                value: "\(record.fields.count) fields",
                message: "expected \(parser.columns.count) fields, as in the header"
            )
        }
        for (index, field) in record.fields.enumerated() {
            let text = try Self.text(field, texts, line: record.line, column: index, in: parser)
            if index == labelIndex {
                labels.append(try label(text, line: record.line))
            } else {
                features.append(try number(text, line: record.line, column: index))
            }
        }
    }

    private func label(_ text: String, line: Int) throws -> String {
        if !text.isEmpty { return text }
        throw DatasetError(
            .missingLabel,
            file: parser.file,
            line: line,
            column: parser.columnName(labelIndex),
            value: text,
            message: "expected the name or number of a class"
        )
    }

    /// The value of a decimal number, with or without spaces around it.
    private func number(_ text: String, line: Int, column: Int) throws -> Double {
        func failure(_ code: DatasetError.Code, _ message: String) -> DatasetError {
            DatasetError(
                code,
                file: parser.file,
                line: line,
                column: parser.columnName(column),
                value: text,
                message: message
            )
        }
        guard let value = DecimalNumber.value(of: text) else {
            throw failure(.notANumber, "expected a decimal number")
        }
        guard Float(value).isFinite else {
            let largest = Float.greatestFiniteMagnitude
            throw failure(.notFinite, "expected a finite number between -\(largest) and \(largest)")
        }
        return value
    }

    /// The text of a field.
    private static func text(
        _ field: ArraySlice<UInt8>,
        _ texts: DatasetTexts,
        line: Int,
        column: Int,
        in parser: CSVParser
    ) throws -> String {
        if let text = String(validating: field, as: UTF8.self) {
            guard texts == .checked, let scalar = VisibleText.forbidden(in: text) else {
                return text
            }
            throw DatasetError(
                .forbiddenCharacter,
                file: parser.file,
                line: line,
                column: parser.columnName(column),
                value: text,
                message: "\(VisibleText.number(of: scalar)) is not allowed; names and "
                    + "numbers hold no control characters but tabs and line feeds"
            )
        }
        throw DatasetError(
            .invalidUTF8,
            file: parser.file,
            line: line,
            column: parser.columnName(column),
            value: String(decoding: field, as: UTF8.self),
            message: "expected text in UTF-8"
        )
    }
}

/// Decimal numbers of CSV files.
enum DecimalNumber {
    /// The value of a decimal number, with or without spaces around it; `nil` for other texts.
    static func value(of text: String) -> Double? {
        // Swift would read hexadecimal numbers too, which no CSV file means.
        let isHexadecimal = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
        return isHexadecimal ? nil : Double(trimmed(text))
    }

    /// The text without the spaces and tabs around it.
    private static func trimmed(_ text: String) -> Substring {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var trimmed = text.utf8.drop(while: isSpace)
        while let last = trimmed.last, isSpace(last) { trimmed.removeLast() }
        return Substring(trimmed)
    }
}
