/// Files that are no text in UTF-8 with line feeds, and what makes it of them.
enum ForeignText {
    /// As many bytes from the start of a file tell, or all if there are fewer.
    static let neededCount = 1 << 12

    /// What is wrong with a file and what to do, or `nil` if it may be a table.
    ///
    /// - Parameter bytes: The beginning of the file.
    /// - Returns: A message.
    static func cure(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x1F, 0x8B]) { return "unpack this gzip file first" }
        if let archive = archives.first(where: { bytes.starts(with: $0.mark) }) {
            return "is \(archive.kind), and no table in CSV; save or export it as CSV in UTF-8"
        }
        if let encoding = encoding(of: bytes) {
            return "is text in \(encoding); expected UTF-8: iconv -f \(encoding) -t UTF-8 FILE "
                + "writes it so, or save it as CSV in UTF-8"
        }
        // The last byte may be the first half of a line end that was cut.
        if bytes.dropLast().contains(CSVByte.carriageReturn), !bytes.contains(CSVByte.lineFeed) {
            return "its lines end with carriage returns alone; expected line feeds: "
                + "tr '\\r' '\\n' < FILE writes it so"
        }
        return nil
    }

    private static let archives: [(mark: [UInt8], kind: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "a ZIP archive (as .xlsx, .ods and .npz files are)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Office file"),
        (Array("PAR1".utf8), "a Parquet file"),
        ([0x93] + Array("NUMPY".utf8), "a NumPy file"),
        (Array("BZh".utf8), "packed by bzip2"), ([0xFD] + Array("7zXZ".utf8), "packed by xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "packed by zstd"),
    ]

    /// The encoding of two or four bytes a letter that the text has, if it seems to have one.
    ///
    /// Without a byte order mark, ASCII has a NUL in every second place.
    private static func encoding(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return "UTF-32"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return "UTF-16"
        }
        let start = bytes.prefix(16)
        guard start.count >= 4, start.count.isMultiple(of: 2) else { return nil }
        let pairs = stride(from: 0, to: start.count, by: 2).map { (start[$0], start[$0 + 1]) }
        if pairs.allSatisfy({ $0.0 != 0 && $0.1 == 0 }) { return "UTF-16LE" }
        if pairs.allSatisfy({ $0.0 == 0 && $0.1 != 0 }) { return "UTF-16BE" }
        return nil
    }
}
