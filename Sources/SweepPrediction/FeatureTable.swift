internal import NeuralNet
internal import Quoting

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
    private let names: [String]
    private let columns: TableColumns
    private let classes: [[UInt8]: Int]
    private var blocks: RecordBlocks
    private var parser: CSVParser

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
        var blocks = RecordBlocks(file: file, nextPiece: nextPiece)
        guard var parser = try blocks.next(), let header = try parser.nextRecord() else {
            throw DatasetError(.emptyFile, file: file, message: "expected a header and rows")
        }
        names = try header.fields.enumerated().map { index, field in
            try Self.text(field, line: header.line, column: "#\(index + 1)", file: file)
        }
        parser.columns = names
        columns = try TableColumns(names, for: preprocessing, file: file, line: header.line)
        var classes: [[UInt8]: Int] = [:]
        for (index, name) in preprocessing.classNames.enumerated() {
            classes[Array(name.utf8)] = index
        }
        self.classes = classes
        self.preprocessing = preprocessing
        self.blocks = blocks
        self.parser = parser
    }

    /// The next rows, or `nil` at the end of the file.
    ///
    /// - Throws: ``NeuralNet/DatasetError`` naming line, column and value of the first cell that
    ///   is wrong, or an error of the source.
    package mutating func next() throws -> Block? {
        var block = Block()
        while true {
            while let record = try parser.nextRecord() { try add(record, to: &block) }
            if !block.lines.isEmpty { return block }
            guard let next = try blocks.next() else { return nil }
            parser = next
            parser.columns = names
        }
    }

    private func add(_ record: CSVRecord, to block: inout Block) throws {
        guard record.fields.count == names.count else {
            throw DatasetError(
                .raggedRow,
                file: parser.file,
                line: record.line,
                value: "\(record.fields.count) fields",
                message: "expected \(names.count) fields, as in the header"
            )
        }
        for (feature, column) in zip(preprocessing.features, columns.features) {
            block.features.append(
                feature.value(try number(record.fields[column], column, line: record.line))
            )
        }
        block.labels.append(
            columns.label.map { label in
                classes[Array(record.fields[label])].map(Label.known) ?? .unknown
            } ?? .none
        )
        block.lines.append(record.line)
    }

    /// The number of a cell, which must be one that the sweep's own data could have.
    private func number(_ field: ArraySlice<UInt8>, _ column: Int, line: Int) throws -> Double {
        let text = try Self.text(field, line: line, column: names[column], file: parser.file)
        func failure(_ code: DatasetError.Code, _ message: String) -> DatasetError {
            DatasetError(
                code,
                file: parser.file,
                line: line,
                column: names[column],
                value: text,
                message: message
            )
        }
        guard let value = DecimalNumber.value(of: text) else {
            let hint = MissingCell.isMissing(text) ? MissingCell.predictionHint : ""
            throw failure(.notANumber, "expected a decimal number\(hint)")
        }
        guard !value.isNaN else {
            let hint = MissingCell.predictionHint
            throw failure(.notFinite, "expected a decimal number\(hint)")
        }
        guard Float(value).isFinite else {
            let largest = Float.greatestFiniteMagnitude
            throw failure(.notFinite, "expected a finite number between -\(largest) and \(largest)")
        }
        return value
    }

    private static func text(
        _ field: ArraySlice<UInt8>,
        line: Int,
        column: String,
        file: String
    ) throws -> String {
        if let text = String(validating: field, as: UTF8.self) { return text }
        throw DatasetError(
            .invalidUTF8,
            file: file,
            line: line,
            column: column,
            value: String(decoding: field, as: UTF8.self),
            message: "expected text in UTF-8"
        )
    }
}
