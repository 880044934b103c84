/// Splits the bytes of a CSV file into records.
///
/// Fields are parted by commas, records by CRLF or LF. A field in double quotes may hold all of
/// these, and a quote as two. Spaces belong to their field. Beyond the standard, a byte order mark
/// at the start and lines without any character are skipped.
///
/// - Source: RFC 4180, section 2.
package struct CSVParser {
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// The name of the file, for errors.
    package let file: String

    /// The names of the columns, for errors; empty until the header is known.
    package var columns: [String] = []

    private let bytes: [UInt8]
    private var position: Int

    /// The line of the next record, or the one after the last, counted from 1.
    package private(set) var line: Int

    /// Starts at the beginning of a file, or of a piece of it that begins with a record.
    ///
    /// - Parameters:
    ///   - bytes: The file or the piece.
    ///   - file: The file's name, for errors.
    ///   - line: The number of the first line, for errors.
    package init(_ bytes: [UInt8], file: String, line: Int = 1) {
        self.bytes = bytes
        self.file = file
        self.line = line
        position = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record, or `nil` at the end.
    ///
    /// - Throws: ``DatasetError`` for a quote that is out of place or never closed.
    package mutating func nextRecord() throws -> CSVRecord? {
        while skipLineEnd() {}
        guard position < bytes.count else { return nil }
        let firstLine = line
        var fields: [ArraySlice<UInt8>] = []
        fields.reserveCapacity(columns.count)
        repeat {
            fields.append(try nextField(index: fields.count))
        } while skip(Self.comma)
        _ = skipLineEnd()
        return CSVRecord(line: firstLine, fields: fields)
    }

    /// The name of a column as errors show it.
    package func columnName(_ index: Int) -> String {
        index < columns.count ? columns[index] : "#\(index + 1)"
    }

    /// Reads up to the comma, line end or end of file that ends the field.
    private mutating func nextField(index: Int) throws -> ArraySlice<UInt8> {
        let field = skip(Self.quote) ? try quotedField(index: index) : bareField()
        guard position == bytes.count || bytes[position] == Self.comma || isAtLineEnd else {
            throw DatasetError(
                .strayQuote,
                file: file,
                line: line,
                column: columnName(index),
                message: "a field with a quote is quoted as a whole, and each quote in it doubled"
            )
        }
        return field
    }

    private mutating func bareField() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, bytes[position] != Self.comma, bytes[position] != Self.quote,
            !isAtLineEnd
        {
            position += 1
        }
        return bytes[start..<position]
    }

    /// Reads a field whose opening quote has been skipped, and its closing quote.
    private mutating func quotedField(index: Int) throws -> ArraySlice<UInt8> {
        let firstLine = line
        var field: ArraySlice<UInt8> = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote, !skip(Self.quote) { return field }
            if byte == Self.lineFeed { line += 1 }
            field.append(byte)
        }
        throw DatasetError(
            .unterminatedQuote,
            file: file,
            line: firstLine,
            column: columnName(index),
            message: "the quote that opens here is never closed"
        )
    }

    private var isAtLineEnd: Bool {
        guard position < bytes.count else { return false }
        if bytes[position] == Self.lineFeed { return true }
        return bytes[position] == Self.carriageReturn && position + 1 < bytes.count
            && bytes[position + 1] == Self.lineFeed
    }

    private mutating func skipLineEnd() -> Bool {
        guard isAtLineEnd else { return false }
        position += bytes[position] == Self.lineFeed ? 1 : 2
        line += 1
        return true
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}

/// One record of a CSV file, its quotes removed and its text not yet decoded.
package struct CSVRecord {
    /// The line on which the record begins, counted from 1.
    package let line: Int

    /// The bytes of each field.
    package let fields: [ArraySlice<UInt8>]
}
