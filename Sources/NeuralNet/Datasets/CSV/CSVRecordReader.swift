package import TrainingModel

/// Reads the records of a CSV file that comes in pieces, in bounded memory.
///
/// Fields are parted by commas or another separator, records by CRLF or LF. A field in double
/// quotes may hold all of these, and a quote as two. Spaces belong to their field. Beyond the
/// standard, a byte order mark at the start and lines without any character are skipped.
///
/// - Source: RFC 4180, section 2.
package struct CSVRecordReader {
    /// The longest record that is read.
    package static let recordLimit = 64 << 20

    /// Where the bytes of a field are, without the quotes around it.
    struct Field {
        /// The index of its first byte.
        var start: Int

        /// The index behind its last byte.
        var end: Int
    }

    /// The name of the file, for errors.
    package let file: String

    /// The names of the columns, for errors; empty until the header is known.
    package var columns: [String] = []

    /// The line on which the last record began, counted from 1.
    package private(set) var line = 1

    private let separator: UInt8
    private let nextPiece: () throws -> [UInt8]
    private var bytes: [UInt8] = []
    private var fields: [Field] = []
    private var position = 0
    private var nextLine = 1
    private var discardedCount = 0
    private var isOver = false
    private var hasBegun = false

    /// Starts at the beginning of a file.
    ///
    /// - Parameters:
    ///   - file: The file's name, for errors.
    ///   - separator: What stands between fields.
    ///   - nextPiece: Reads the file on; no bytes mean its end.
    package init(
        file: String,
        separator: FieldSeparator = .comma,
        nextPiece: @escaping () throws -> [UInt8]
    ) {
        self.file = file
        self.separator = separator.byte
        self.nextPiece = nextPiece
    }

    /// Starts at the beginning of a file that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: The file's name, for errors.
    ///   - separator: What stands between fields.
    package init(_ bytes: [UInt8], file: String, separator: FieldSeparator = .comma) {
        self.init(file: file, separator: separator) { [] }
        self.bytes = bytes
        isOver = true
    }

    /// Goes on to the next record.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: ``DatasetError`` for a quote that is out of place or never closed and for a record
    ///   that is too long, or an error of the source.
    package mutating func next() throws -> Bool {
        if !hasBegun { try begin() }
        while true {
            while skipLineEnd() {}
            line = nextLine
            switch try scan() {
            case .complete: return true
            case .end: return false
            case .incomplete: try refill()
            }
        }
    }

    /// The bytes up to the end of the record.
    var consumedCount: Int { discardedCount + position }

    /// Whether the end of a line was read already, so that the source need not be waited for.
    package var hasLineAtHand: Bool { bytes[position...].contains(CSVByte.lineFeed) }

    /// The number of fields of the record.
    package var fieldCount: Int { fields.count }

    /// The bytes of a field of the record, its quotes removed and its text not yet decoded.
    package func field(_ index: Int) -> ArraySlice<UInt8> {
        bytes[fields[index].start..<fields[index].end]
    }

    /// Calls `body` with the bytes in which the fields of the record are.
    func withFields<Result>(
        _ body: (UnsafeBufferPointer<UInt8>, [Field]) throws -> Result
    ) rethrows -> Result {
        // The buffer is read within the closure only, as `withUnsafeBufferPointer` demands.
        try bytes.withUnsafeBufferPointer { try body($0, fields) }
    }

    /// The name of a column as errors show it.
    package func columnName(_ index: Int) -> String {
        index < columns.count ? columns[index] : "#\(index + 1)"
    }

    // MARK: Pieces

    private mutating func begin() throws {
        hasBegun = true
        while bytes.count < ForeignText.neededCount, !bytes.contains(CSVByte.lineFeed), !isOver {
            try refill()
        }
        if let cure = ForeignText.cure(of: bytes) {
            throw DatasetError(.malformed, file: file, message: cure)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Drops what was read and appends as much as is left again, so that a long record is scanned a
    /// few times only.
    private mutating func refill() throws {
        guard bytes.count - position <= Self.recordLimit else {
            throw DatasetError(
                .malformed,
                file: file,
                line: line,
                message: "a record of more than \(Self.recordLimit) bytes begins here; is a quote "
                    + "never closed?"
            )
        }
        discardedCount += position
        bytes.removeFirst(position)
        position = 0
        let goal = min(2 * bytes.count, Self.recordLimit + 1)
        repeat {
            let piece = try nextPiece()
            isOver = piece.isEmpty
            bytes += piece
        } while !isOver && bytes.count < goal
    }

    private mutating func skipLineEnd() -> Bool {
        guard position < bytes.count else { return false }
        switch bytes[position] {
        case CSVByte.lineFeed: position += 1
        case CSVByte.carriageReturn:
            guard position + 1 < bytes.count, bytes[position + 1] == CSVByte.lineFeed else {
                return false
            }
            position += 2
        default: return false
        }
        nextLine += 1
        return true
    }

    // MARK: Fields

    /// What a scan came to.
    private enum Scan {
        case complete
        case incomplete
        case end
    }

    /// Finds the fields of the record at ``position`` and moves behind it, if all of it is there.
    private mutating func scan() throws -> Scan {
        guard position < bytes.count else { return isOver ? .end : .incomplete }
        // Taken out, so that it may grow while the bytes of `self` are read.
        var found = fields
        fields = []
        found.removeAll(keepingCapacity: true)
        defer { fields = found }
        var scanner = CSVFieldScanner(
            position: position,
            line: line,
            separator: separator,
            isOver: isOver
        )
        do throws(CSVFieldScanner.Fault) {
            // The buffer is read within the closure only, as `withUnsafeBufferPointer` demands.
            let isComplete = try bytes.withUnsafeBufferPointer {
                bytes throws(CSVFieldScanner.Fault) in
                try scanner.scan(bytes, into: &found)
            }
            guard isComplete else { return .incomplete }
        } catch {
            throw failure(of: error, column: columnName(found.count))
        }
        position = scanner.position
        nextLine = scanner.line
        for index in scanner.escaped { removeDoubledQuotes(of: &found[index]) }
        return .complete
    }

    private mutating func removeDoubledQuotes(of field: inout Field) {
        var target = field.start
        var source = target
        while source < field.end {
            let byte = bytes[source]
            bytes[target] = byte
            target += 1
            source += byte == CSVByte.quote ? 2 : 1
        }
        field.end = target
    }

    private func failure(of fault: CSVFieldScanner.Fault, column: String) -> DatasetError {
        switch fault {
        case .strayQuote(let line):
            return DatasetError(
                .strayQuote,
                file: file,
                line: line,
                column: column,
                message: "a field with a quote is quoted as a whole, and each quote in it doubled"
            )
        case .unterminatedQuote(let line):
            return DatasetError(
                .unterminatedQuote,
                file: file,
                line: line,
                column: column,
                message: "the quote that opens here is never closed"
            )
        }
    }
}
