/// The bytes that mean something in a CSV file.
enum CSVByte {
    /// Stands around fields.
    static let quote = UInt8(ascii: "\"")

    /// Ends a record.
    static let lineFeed = UInt8(ascii: "\n")

    /// May stand before a line feed that ends a record.
    static let carriageReturn = UInt8(ascii: "\r")
}

/// Finds the fields of one record of a CSV file.
struct CSVFieldScanner {
    /// What is wrong with a record, and on which line.
    enum Fault: Error {
        /// A quote stands where none may.
        case strayQuote(line: Int)

        /// A quoted field goes on to the end of the file.
        case unterminatedQuote(line: Int)
    }

    /// The index of the byte behind what was scanned.
    private(set) var position: Int

    /// The line of that byte.
    private(set) var line: Int

    /// The indices of the fields that hold doubled quotes.
    private(set) var escaped: [Int] = []

    /// What stands between fields.
    private let separator: UInt8

    /// Whether the file ends where the bytes do.
    private let isOver: Bool

    /// Starts at a record.
    ///
    /// - Parameters:
    ///   - position: The index of its first byte.
    ///   - line: The line of that byte.
    ///   - separator: What stands between fields.
    ///   - isOver: Whether the file ends where the bytes do.
    init(position: Int, line: Int, separator: UInt8, isOver: Bool) {
        self.position = position
        self.line = line
        self.separator = separator
        self.isOver = isOver
    }

    /// Appends the fields of the record, and moves behind its line end.
    ///
    /// - Parameters:
    ///   - bytes: The record, and maybe more.
    ///   - fields: What the fields are appended to; the one at fault is the next.
    /// - Returns: Whether the record ends within the bytes.
    /// - Throws: ``Fault`` for a quote that is out of place or never closed.
    mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into fields: inout [CSVRecordReader.Field]
    ) throws(Fault) -> Bool {
        var index = position
        while true {
            var field = CSVRecordReader.Field(start: index, end: index)
            if index < bytes.count, bytes[index] == CSVByte.quote {
                field.start += 1
                guard let end = try quotedEnd(bytes, from: index + 1, field: fields.count) else {
                    return false
                }
                field.end = end
                index = end + 1
            } else {
                while index < bytes.count, !mayEndField(bytes[index]) { index += 1 }
                // A carriage return alone belongs to the field.
                while index < bytes.count, bytes[index] == CSVByte.carriageReturn,
                    index + 1 < bytes.count ? bytes[index + 1] != CSVByte.lineFeed : isOver
                {
                    index += 1
                    while index < bytes.count, !mayEndField(bytes[index]) { index += 1 }
                }
                field.end = index
            }
            guard index < bytes.count else {
                guard isOver else { return false }
                fields.append(field)
                position = index
                return true
            }
            switch bytes[index] {
            case separator: index += 1
            case CSVByte.lineFeed:
                fields.append(field)
                position = index + 1
                line += 1
                return true
            case CSVByte.carriageReturn
            where index + 1 < bytes.count
                && bytes[index + 1] == CSVByte.lineFeed:
                fields.append(field)
                position = index + 2
                line += 1
                return true
            case CSVByte.carriageReturn where index + 1 == bytes.count && !isOver: return false
            default: throw .strayQuote(line: line)
            }
            fields.append(field)
        }
    }

    /// Whether a field without quotes cannot simply go on with `byte`.
    private func mayEndField(_ byte: UInt8) -> Bool {
        byte == separator || byte == CSVByte.lineFeed || byte == CSVByte.quote
            || byte == CSVByte.carriageReturn
    }

    /// The index of the quote that closes a field, or `nil` if it is not there yet.
    private mutating func quotedEnd(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        field: Int
    ) throws(Fault) -> Int? {
        let firstLine = line
        var index = start
        var isEscaped = false
        while index < bytes.count {
            if bytes[index] == CSVByte.lineFeed { line += 1 }
            if bytes[index] != CSVByte.quote {
                index += 1
            } else if index + 1 < bytes.count, bytes[index + 1] == CSVByte.quote {
                isEscaped = true
                index += 2
            } else if index + 1 == bytes.count, !isOver {
                return nil
            } else {
                if isEscaped { escaped.append(field) }
                return index
            }
        }
        guard !isOver else { throw .unterminatedQuote(line: firstLine) }
        return nil
    }
}
