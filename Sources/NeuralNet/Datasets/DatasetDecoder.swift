internal import TrainingModel

/// Reads the encoding of a dataset or a table from bytes that may be anything.
struct DatasetDecoder {
    private let byteCount: Int
    private var reader: LittleEndianReader

    private var position: Int { byteCount - reader.remainingCount }

    /// Starts at the first byte.
    ///
    /// - Parameter bytes: The whole encoding.
    init(_ bytes: [UInt8]) {
        byteCount = bytes.count
        reader = LittleEndianReader(bytes)
    }

    /// Reads a dataset, all bytes of it.
    ///
    /// - Returns: The dataset.
    /// - Throws: ``DatasetError`` at the first field that no dataset has.
    mutating func decode() throws -> Dataset {
        let version = try readVersion()
        guard version == Dataset.encodingVersion else {
            throw failure(.malformed, "\(version)", "expected version \(Dataset.encodingVersion)")
        }
        return try decodeDataset()
    }

    /// Reads a table in either version, all bytes of it.
    ///
    /// - Returns: The table; its features are numbered where the encoding does not name them.
    /// - Throws: ``DatasetError`` at the first field that no table has.
    mutating func decodeTable() throws -> SampleTable {
        let version = try readVersion()
        switch version {
        case Dataset.encodingVersion:
            let dataset = try decodeDataset()
            return SampleTable(dataset, featureNames: nil, parts: .whole(count: dataset.count))
        case SampleTable.encodingVersion: return try decodeSecondVersion()
        default:
            throw failure(
                .malformed,
                "\(version)",
                "expected version \(Dataset.encodingVersion) or \(SampleTable.encodingVersion)"
            )
        }
    }

    private mutating func decodeDataset() throws -> Dataset {
        let (width, count, classCount) = try readSizes()
        let classNames = try readNames(count: classCount, of: "class")
        try checkRemaining(count: count, rowSize: 4 + 4 * width)
        let labels = try readLabels(count: count, classCount: classCount)
        let features = try readSingles(count: count * width)
        return Dataset(features: features, labels: labels, width: width, classNames: classNames)
    }

    private mutating func decodeSecondVersion() throws -> SampleTable {
        let (width, count, classCount) = try readSizes()
        let kinds = try take(width).map { byte in
            guard let kind = FeatureKind(rawValue: byte) else {
                throw failure(.malformed, "\(byte)", "expected a kind of feature, 0 or 1")
            }
            return kind
        }
        let featureNames = try readNames(count: width, of: "feature")
        let classNames = try readNames(count: classCount, of: "class")
        // Division instead of multiplication, which could overflow.
        guard count <= reader.remainingCount / 4 else { throw early }
        let labels = try readLabels(count: count, classCount: classCount)
        let parts = try readParts(count: count)
        let doubleWidth = kinds.count { $0 == .double }
        if doubleWidth == 0, case .whole = parts {
            throw failure(.malformed, nil, "expected version 1 without split and standardizing")
        }
        let singleWidth = width - doubleWidth
        try checkRemaining(count: count, rowSize: 4 * singleWidth + 8 * doubleWidth)
        return SampleTable(
            featureNames: featureNames,
            kinds: kinds,
            singles: try readSingles(count: count * singleWidth),
            doubles: try readDoubles(count: count * doubleWidth),
            labels: labels,
            classNames: classNames,
            parts: parts
        )
    }

    private mutating func readVersion() throws -> UInt32 {
        guard try take(4).elementsEqual(Dataset.encodingMark) else {
            throw failure(.malformed, nil, "the mark of a dataset is missing")
        }
        return try number(UInt32.self)
    }

    private mutating func readSizes() throws -> (width: Int, count: Int, classCount: Int) {
        let width = try size("width", atLeast: 1)
        let count = try size("count", atLeast: 1)
        let classCount = try size("class count", atLeast: 2)
        return (width, count, classCount)
    }

    private mutating func readNames(count: Int, of what: String) throws -> [String] {
        var names: [String] = []
        for _ in 0..<count {
            let name = try take(size("length of a \(what) name", atLeast: 0))
            guard let name = String(validating: name, as: UTF8.self) else {
                throw failure(.invalidUTF8, nil, "expected a \(what) name in UTF-8")
            }
            names.append(name)
        }
        return names
    }

    private mutating func readParts(count: Int) throws -> SampleParts {
        let tag = try number(UInt8.self)
        let parts: SampleParts
        switch SampleTable.PartsTag(rawValue: tag) {
        case .whole: parts = .whole(count: count)
        case .parts:
            parts = .parts(
                try take(count).map { byte in
                    guard let part = SamplePart(rawValue: byte) else {
                        throw failure(.malformed, "\(byte)", "expected a part, 0, 1 or 2")
                    }
                    return part
                }
            )
        case .folds:
            let foldCount = try size("number of folds", atLeast: 2)
            guard count <= reader.remainingCount / 2 else { throw early }
            parts = .folds(
                try (0..<count).map { _ in try number(UInt16.self) },
                count: foldCount
            )
        case nil: throw failure(.malformed, "\(tag)", "expected a kind of parts, 0, 1 or 2")
        }
        if let fault = parts.fault { throw failure(.malformed, nil, fault) }
        return parts
    }

    /// Throws unless `count` rows of `rowSize` bytes fill the rest.
    ///
    /// Division instead of multiplication: it cannot overflow.
    private func checkRemaining(count: Int, rowSize: Int) throws {
        let remaining = reader.remainingCount
        guard remaining % rowSize == 0, remaining / rowSize == count else {
            throw failure(
                .sizeMismatch,
                "\(remaining) bytes",
                "expected \(count) rows of \(rowSize) bytes"
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

    private mutating func readSingles(count: Int) throws -> [Float] {
        try (0..<count).map { _ in
            let feature = Float(bitPattern: try number(UInt32.self))
            guard feature.isFinite else {
                throw failure(.notFinite, "\(feature)", "expected a finite feature")
            }
            return feature
        }
    }

    private mutating func readDoubles(count: Int) throws -> [Double] {
        try (0..<count).map { _ in
            let feature = Double(bitPattern: try number(UInt64.self))
            guard Float(feature).isFinite else {
                throw failure(.notFinite, "\(feature)", "expected a feature in the range of Float")
            }
            return feature
        }
    }

    /// A size, which is never more than the bytes that are there.
    private mutating func size(_ name: String, atLeast least: UInt64) throws -> Int {
        let size = try number(UInt64.self)
        guard size >= least, size <= UInt64(byteCount) else {
            throw failure(
                .sizeMismatch,
                "\(size)",
                "expected a \(name) of \(least)…\(byteCount)"
            )
        }
        return Int(size)
    }

    private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _: Number.Type
    ) throws -> Number {
        do { return try reader.readInteger() } catch { throw early }
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        do { return try reader.readSlice(count: count) } catch { throw early }
    }

    private var early: DatasetError {
        failure(.sizeMismatch, "\(byteCount) bytes", "the encoding ends too early")
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
