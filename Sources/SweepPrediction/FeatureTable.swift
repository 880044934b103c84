internal import NeuralNet
internal import Quoting
internal import TrainingModel

/// Reads the rows of a CSV file as a network wants them, block by block.
package struct FeatureTable {
    /// Some rows of the file.
    package struct Block {
        /// What the network gets, row-major, shape [rows, inputs].
        package internal(set) var features: [Float] = []

        /// What the label of each row says.
        package internal(set) var labels: [Label] = []

        /// The line of each row.
        package internal(set) var lines: [Int] = []
    }

    /// What is known of the class of a row.
    package enum Label: Hashable, Sendable {
        /// There is no column of labels.
        case none

        /// The network has no class of this name.
        case unknown

        /// The index of the class.
        case known(Int)
    }

    /// The columns that are neither a feature nor the label, in the file's order.
    package var otherColumns: [String] { columns.others }

    /// Whether the file has the label's column.
    package var hasLabels: Bool { columns.label != nil }

    private let preprocessing: Preprocessing
    private let columns: TableColumns
    private let classes: [[UInt8]: Int]
    private var records: CSVRecordReader

    /// Whether the record that was read is a row that is not yet in a block.
    private var isAtRow: Bool

    /// As many numbers as a block has at most, but at least one row.
    private static let blockLimit = 1 << 16

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - file: The file's name, for errors.
    ///   - preprocessing: The columns that the network needs, and the names of the classes.
    ///   - nextPiece: Reads the file on; no bytes mean its end.
    /// - Throws: ``PredictionError`` naming the columns that are missing, or
    ///   ``NeuralNet/DatasetError`` if there is no header that can be read.
    package init(
        file: String,
        preprocessing: Preprocessing,
        nextPiece: @escaping () throws -> [UInt8]
    ) throws {
        let form = preprocessing.form
        var records = CSVRecordReader(file: file, separator: form.separator, nextPiece: nextPiece)
        guard try records.next() else {
            throw DatasetError(
                .emptyFile,
                file: file,
                message: form.hasHeader ? "expected a header and rows" : "expected rows"
            )
        }
        let names = try (0..<records.fieldCount).map {
            form.hasHeader ? try Self.text(of: $0, in: records) : "\($0 + 1)"
        }
        isAtRow = !form.hasHeader
        records.columns = names
        columns = try TableColumns(names, for: preprocessing, file: file, line: records.line)
        var classes: [[UInt8]: Int] = [:]
        for (index, name) in preprocessing.classNames.enumerated() {
            classes[Array(name.utf8)] = index
        }
        self.classes = classes
        self.preprocessing = preprocessing
        self.records = records
    }

    /// The next rows, or `nil` at the end of the file.
    ///
    /// - Throws: ``NeuralNet/DatasetError`` naming line, column and value of the first cell that
    ///   is wrong, or an error of the source.
    package mutating func next() throws -> Block? {
        var block = Block()
        repeat {
            guard try isAtRow || records.next() else { break }
            isAtRow = false
            try addRow(to: &block)
            // What has come is not held back for what a pipe may bring later.
        } while block.features.count < Self.blockLimit && records.hasLineAtHand
        return block.lines.isEmpty ? nil : block
    }

    private func addRow(to block: inout Block) throws {
        guard records.fieldCount == records.columns.count else {
            throw DatasetError(
                .raggedRow,
                file: records.file,
                line: records.line,
                value: "\(records.fieldCount) fields",
                message: "expected \(records.columns.count) fields, as in the "
                    + (preprocessing.form.hasHeader ? "header" : "first row")
            )
        }
        for (feature, column) in zip(preprocessing.features, columns.features) {
            block.features.append(
                feature.value(
                    feature.isBoolean ? try boolean(column) : try number(column)
                )
            )
        }
        block.labels.append(
            columns.label.map { label in
                classes[Array(records.field(label))].map(Label.known) ?? .unknown
            } ?? .none
        )
        block.lines.append(records.line)
    }

    /// The number of a cell that says true or false.
    private func boolean(_ column: Int) throws -> Double {
        let text = try Self.text(of: column, in: records)
        if let value = BooleanCell.value(of: text) { return value }
        throw DatasetError(
            .notANumber,
            file: records.file,
            line: records.line,
            column: records.columnName(column),
            value: text,
            message: "expected true, false, yes or no"
                + (MissingCell.isMissing(text) ? MissingCell.predictionHint : "")
        )
    }

    /// The number of a cell, which must be one that the sweep's own data could have.
    private func number(_ column: Int) throws -> Double {
        let field = records.field(column)
        let found = field.withUnsafeBufferPointer {
            DecimalNumber.value(of: $0[...], mark: preprocessing.form.decimal)
        }
        if let found, Float(found).isFinite { return found }
        let text = try Self.text(of: column, in: records)
        func failure(_ code: DatasetError.Code, _ message: String) -> DatasetError {
            DatasetError(
                code,
                file: records.file,
                line: records.line,
                column: records.columnName(column),
                value: text,
                message: message
            )
        }
        guard let found else {
            let hint = MissingCell.isMissing(text) ? MissingCell.predictionHint : ""
            throw failure(.notANumber, "expected a decimal number\(hint)")
        }
        guard !found.isNaN else {
            let hint = MissingCell.predictionHint
            throw failure(.notFinite, "expected a decimal number\(hint)")
        }
        let largest = Float.greatestFiniteMagnitude
        throw failure(.notFinite, "expected a finite number between -\(largest) and \(largest)")
    }

    private static func text(of column: Int, in records: CSVRecordReader) throws -> String {
        let field = records.field(column)
        if let text = String(validating: field, as: UTF8.self) { return text }
        throw DatasetError(
            .invalidUTF8,
            file: records.file,
            line: records.line,
            column: records.columnName(column),
            value: String(decoding: field, as: UTF8.self),
            message: "expected text in UTF-8"
        )
    }
}
