internal import Quoting
public import TrainingModel

/// What the texts of a data file may hold.
public enum DatasetTexts: Sendable {
    /// No control characters but tab and line feed, and no noncharacters: for a file that enters.
    case checked

    /// Anything, as in a run directory of the first edition, whose results must stay readable.
    case stored
}

extension SampleTable {
    /// Reads a CSV file of numbers with one column of labels.
    ///
    /// The file follows RFC 4180 with a header. Each column but the label's, and but the one that
    /// the split names, is a feature, in the file's order. Each distinct label is a class that is
    /// named as the file spells it: `1`, `01` and `1.0` are three. Classes are ordered by value if
    /// all labels are numbers, and by text where that is equal; else by text. Features are read in
    /// Double, and rounded to Float unless they are standardized.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is moved to mean 0 and scaled to standard deviation 1
    ///     (population) of the training part; a constant feature is only centred.
    ///   - split: How samples are held out.
    ///   - texts: What names may hold.
    ///   - labels: Which labels are the same class.
    /// - Throws: ``DatasetError`` naming line, column and value, or the numbers of a split that the
    ///   samples do not allow.
    public init(
        csv bytes: [UInt8],
        file: String,
        label: String,
        standardize: Bool,
        split: SplitRule = .none,
        texts: DatasetTexts = .checked,
        labels: LabelReading = .asWritten
    ) throws {
        let reader = try CSVDatasetReader(
            bytes,
            file: file,
            label: label,
            split: split,
            texts: texts
        )
        self = try reader.read(standardize: standardize, labels: labels)
    }
}

extension Dataset {
    /// Reads a CSV file, all of it, as ``SampleTable`` does without a split.
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
        let table = try SampleTable(
            csv: bytes,
            file: file,
            label: label,
            standardize: standardize,
            texts: texts,
            labels: labels
        )
        guard let dataset = table.dataset(.training, fold: 0) else {
            preconditionFailure("a table without a split has no training part")
        }
        self = dataset
    }
}

/// Turns the records of a CSV file into samples.
struct CSVDatasetReader {
    private var parser: CSVParser
    private let texts: DatasetTexts
    private let split: SplitRule
    private let columns: CSVColumns
    private var features: [Double] = []
    private var labels: [String] = []
    private var isFirstRow = true

    /// The cells of the column that the split names, and their lines.
    private var splitCells: [String] = []
    private var splitLines: [Int] = []

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - split: How samples are held out.
    ///   - texts: What its texts may hold.
    /// - Throws: ``DatasetError`` when there is no header, or it does not name features, the label
    ///   and the column of the split.
    init(
        _ bytes: [UInt8],
        file: String,
        label: String,
        split: SplitRule,
        texts: DatasetTexts
    ) throws {
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw DatasetError(.malformed, file: file, message: "unpack this gzip file first")
        }
        var parser = CSVParser(bytes, file: file)
        guard let header = try parser.nextRecord() else {
            throw DatasetError(.emptyFile, file: file, message: "expected a header and rows")
        }
        let names = try header.fields.enumerated().map { index, field in
            try Self.text(field, texts, line: header.line, column: index, in: parser)
        }
        columns = try CSVColumns(names, label: label, split: split, file: file, line: header.line)
        parser.columns = names
        self.parser = parser
        self.split = split
        self.texts = texts
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - standardize: Whether each feature gets mean 0 and standard deviation 1.
    ///   - reading: Which labels are the same class.
    /// - Returns: The table.
    /// - Throws: ``DatasetError`` for the first row that is wrong, when rows are lacking, or when
    ///   the samples do not allow the split.
    consuming func read(standardize: Bool, labels reading: LabelReading) throws -> SampleTable {
        while let record = try parser.nextRecord() { try add(record) }
        let labelColumn = parser.columnName(columns.label)
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
        let featureNames = columns.featureNames
        let groups = columns.group.map { _ in GroupTable.ranks(of: splitCells) }
        return SampleTable(
            featureNames: featureNames,
            kinds: featureNames.map { _ in standardize ? .double : .single },
            singles: standardize ? [] : features.map(Float.init),
            doubles: standardize ? features : [],
            labels: classes.labels,
            classNames: classes.names,
            parts: try parts(classes, groups: groups),
            groups: groups
        )
    }

    /// The parts of the samples, whose labels are known.
    private func parts(_ classes: ClassTable, groups: [Int]?) throws -> SampleParts {
        let input = SplitInput(
            count: labels.count,
            labels: classes.labels,
            classNames: classes.names,
            groups: groups,
            column: columns.parts.map { _ in splitCells }
        )
        do {
            return try SampleParts(split, of: input)
        } catch {
            let column = columns.group ?? columns.parts
            throw DatasetError(
                .split,
                file: parser.file,
                line: error.sample.map { splitLines[$0] },
                column: error.sample == nil ? nil : column.map(parser.columnName),
                value: error.sample == nil ? nil : error.value,
                message: error.message
            )
        }
    }

    /// Appends the features, the label and the cell of the split of one row.
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
            if index == columns.label {
                labels.append(try label(text, line: record.line))
            } else if columns.isFeature[index] {
                features.append(try number(text, of: record, column: index))
            } else {
                splitCells.append(try splitCell(text, line: record.line, column: index))
                splitLines.append(record.line)
            }
        }
        isFirstRow = false
    }

    private func splitCell(_ text: String, line: Int, column: Int) throws -> String {
        if !text.isEmpty { return text }
        throw DatasetError(
            .missingSplitCell,
            file: parser.file,
            line: line,
            column: parser.columnName(column),
            value: text,
            message: column == columns.group
                ? "expected the name or number of a group"
                : "expected train, validation, test or the number of a fold"
        )
    }

    private func label(_ text: String, line: Int) throws -> String {
        if !text.isEmpty { return text }
        throw DatasetError(
            .missingLabel,
            file: parser.file,
            line: line,
            column: parser.columnName(columns.label),
            value: text,
            message: "expected the name or number of a class"
        )
    }

    /// The value of a decimal number, with or without spaces around it.
    private func number(_ text: String, of record: CSVRecord, column: Int) throws -> Double {
        func failure(_ code: DatasetError.Code, _ message: String) -> DatasetError {
            DatasetError(
                code,
                file: parser.file,
                line: record.line,
                column: parser.columnName(column),
                value: text,
                message: message
            )
        }
        guard let value = DecimalNumber.value(of: text) else {
            let hint =
                MissingCell.isMissing(text)
                ? MissingCell.trainingHint
                : isFirstRow ? TextColumns(in: record, columns, after: column).hint : ""
            throw failure(.notANumber, "expected a decimal number\(hint)")
        }
        guard !value.isNaN else {
            throw failure(.notFinite, "expected a decimal number\(MissingCell.trainingHint)")
        }
        guard Float(value).isFinite else {
            let largest = Float.greatestFiniteMagnitude
            throw failure(
                .notFinite,
                "expected a finite number between -\(largest) and \(largest), the range of single "
                    + "precision, in which networks are trained"
            )
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
