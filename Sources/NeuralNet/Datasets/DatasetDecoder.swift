/// Reads the encoding of a dataset from bytes that may be anything.
struct DatasetDecoder {
    private let bytes: [UInt8]
    private var position = 0

    /// Starts at the first byte.
    ///
    /// - Parameter bytes: The whole encoding.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads all bytes.
    ///
    /// - Returns: The dataset.
    /// - Throws: ``DatasetError`` at the first field that no dataset has.
    mutating func decode() throws -> Dataset {
        guard try take(4).elementsEqual(Dataset.encodingMark) else {
            throw failure(.malformed, nil, "the mark of a dataset is missing")
        }
        let version = try number(UInt32.self)
        guard version == Dataset.encodingVersion else {
            throw failure(.malformed, "\(version)", "expected version \(Dataset.encodingVersion)")
        }
        let width = try size("width", atLeast: 1)
        let count = try size("count", atLeast: 1)
        let classCount = try size("class count", atLeast: 2)
        let classNames = try readClassNames(count: classCount)
        try checkRemaining(width: width, count: count)
        let labels = try readLabels(count: count, classCount: classCount)
        let features = try readFeatures(count: count * width)
        return Dataset(features: features, labels: labels, width: width, classNames: classNames)
    }

    private mutating func readClassNames(count: Int) throws -> [String] {
        var names: [String] = []
        for _ in 0..<count {
            let name = try take(size("length of a class name", atLeast: 0))
            guard let name = String(validating: name, as: UTF8.self) else {
                throw failure(.invalidUTF8, nil, "expected a class name in UTF-8")
            }
            names.append(name)
        }
        return names
    }

    /// Throws unless `count` rows of a label and `width` features fill the rest, 4 bytes each.
    ///
    /// Division instead of multiplication: it cannot overflow.
    private func checkRemaining(width: Int, count: Int) throws {
        let remaining = bytes.count - position
        let words = remaining / 4
        guard remaining % 4 == 0, width < words, words % (width + 1) == 0,
            words / (width + 1) == count
        else {
            throw failure(
                .sizeMismatch,
                "\(remaining) bytes",
                "expected \(count) rows of a label and \(width) features, 4 bytes each"
            )
        }
    }

    private mutating func readLabels(count: Int, classCount: Int) throws -> [Int32] {
        try (0..<count).map { _ in
            let label = try number(Int32.self)
            guard label >= 0, label < classCount else {
                throw failure(.malformed, "\(label)", "expected a label in 0..<\(classCount)")
            }
            return label
        }
    }

    private mutating func readFeatures(count: Int) throws -> [Float] {
        try (0..<count).map { _ in
            let feature = Float(bitPattern: try number(UInt32.self))
            guard feature.isFinite else {
                throw failure(.notFinite, "\(feature)", "expected a finite feature")
            }
            return feature
        }
    }

    /// A size, which is never more than the bytes that are there.
    private mutating func size(_ name: String, atLeast least: UInt64) throws -> Int {
        let size = try number(UInt64.self)
        guard size >= least, size <= UInt64(bytes.count) else {
            throw failure(
                .sizeMismatch,
                "\(size)",
                "expected a \(name) of \(least)…\(bytes.count)"
            )
        }
        return Int(size)
    }

    private mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws -> Number {
        let raw = try take(MemoryLayout<Number>.size)
        return raw.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else {
            throw failure(.sizeMismatch, "\(bytes.count) bytes", "the encoding ends too early")
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private func failure(
        _ code: DatasetError.Code,
        _ value: String?,
        _ message: String
    ) -> DatasetError {
        DatasetError(
            code,
            file: "encoded dataset",
            value: value,
            message: "\(message), at byte \(position)"
        )
    }
}
