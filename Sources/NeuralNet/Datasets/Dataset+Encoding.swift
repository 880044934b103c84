internal import TrainingModel

/// The bytes in which a dataset travels and by which it is named.
///
/// All numbers are little-endian: `MSDS`; the version, 1, in 32 bits; width, count and class count
/// in 64 bits each; each class name as its length in 64 bits and its UTF-8; each label in 32 bits;
/// each feature as the 32 bits of its Float, row-major. Nothing follows.
extension Dataset {
    /// The four bytes that begin an encoding.
    static let encodingMark = Array("MSDS".utf8)

    /// The version of the encoding.
    static let encodingVersion: UInt32 = 1

    /// The dataset as bytes; datasets of equal bits have equal bytes.
    ///
    /// - Returns: The encoding, which ``init(encoded:)`` reads.
    public func encoded() -> [UInt8] {
        var writer = LittleEndianWriter(reservingCapacity: 64 + 4 * (labels.count + features.count))
        writer.write(Self.encodingMark)
        writer.write(Self.encodingVersion)
        for size in [width, count, classCount] { writer.write(size) }
        for name in classNames {
            writer.write(name.utf8.count)
            writer.write(name.utf8)
        }
        for label in labels { writer.write(label) }
        writer.write(features)
        return writer.bytes
    }

    /// Reads what ``encoded()`` gave.
    ///
    /// The bytes may come from a stranger: no size is believed before it is compared with the bytes
    /// that are there, and what is accepted has exactly these bytes as its encoding.
    ///
    /// - Parameter bytes: The whole encoding.
    /// - Throws: ``DatasetError`` when the bytes encode no dataset.
    public init(encoded bytes: [UInt8]) throws {
        var decoder = DatasetDecoder(bytes)
        self = try decoder.decode()
    }
}

/// Reads the encoding of a dataset from bytes that may be anything.
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
        let remaining = reader.remainingCount
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
