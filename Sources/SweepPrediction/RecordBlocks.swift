package import NeuralNet

/// Cuts a CSV file that comes in pieces into blocks of whole records, so that a file of any size
/// is read in bounded memory.
///
/// A line feed ends a record unless a quoted field is open, which is so after an odd number of
/// quotes: a quote within a field is doubled.
package struct RecordBlocks {
    /// The longest record that is read.
    package static let recordLimit = 64 << 20

    private let file: String
    private let nextPiece: () throws -> [UInt8]
    private var rest: [UInt8] = []
    private var line = 1
    private var isOver = false

    /// Starts at the beginning of a file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - nextPiece: Reads on; no bytes mean the end.
    package init(file: String, nextPiece: @escaping () throws -> [UInt8]) {
        self.file = file
        self.nextPiece = nextPiece
    }

    /// What parses the next records, or `nil` at the end.
    ///
    /// - Returns: At least one record, unless only blank lines are left.
    /// - Throws: ``NeuralNet/DatasetError`` for a record that is too long, or an error of the
    ///   source.
    package mutating func next() throws -> CSVParser? {
        var scanned = 0
        var isQuoted = false
        var end: Int?
        while end == nil, !isOver {
            let piece = try nextPiece()
            isOver = piece.isEmpty
            rest += piece
            for index in scanned..<rest.count {
                if rest[index] == UInt8(ascii: "\"") {
                    isQuoted.toggle()
                } else if rest[index] == UInt8(ascii: "\n"), !isQuoted {
                    end = index + 1
                }
            }
            scanned = rest.count
            guard end != nil || rest.count <= Self.recordLimit else {
                throw DatasetError(
                    .malformed,
                    file: file,
                    line: line,
                    message: "a record of more than \(Self.recordLimit) bytes begins here; is a "
                        + "quote never closed?"
                )
            }
        }
        if end == nil, rest.isEmpty { return nil }
        let block = Array(rest[..<(end ?? rest.count)])
        rest.removeFirst(block.count)
        defer { line += block.count { $0 == UInt8(ascii: "\n") } }
        return CSVParser(block, file: file, line: line)
    }
}
