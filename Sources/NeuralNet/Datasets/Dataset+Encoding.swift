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
        let head = Self.encodedHead(
            labels: labels,
            width: width,
            count: count,
            classNames: classNames
        )
        let encoding = EncodedSamples(head: head, singles: features, doubles: [])
        return encoding.bytes(in: 0..<encoding.count)
    }

    /// The encoding of the dataset of these fields, up to its features.
    static func encodedHead(
        labels: [Int32],
        width: Int,
        count: Int,
        classNames: [String]
    ) -> [UInt8] {
        var writer = LittleEndianWriter(reservingCapacity: 64 + 4 * labels.count)
        writer.write(encodingMark)
        writer.write(encodingVersion)
        for size in [width, count, classNames.count] { writer.write(size) }
        for name in classNames {
            writer.write(name.utf8.count)
            writer.write(name.utf8)
        }
        for label in labels { writer.write(label) }
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
