internal import TrainingModel

/// The bytes in which a table travels and by which it is named.
///
/// A table without split and standardizing has the encoding of its ``Dataset``, version 1, so that
/// older run directories stay valid; its feature names are not in it. Every other one has version
/// 2. All numbers are little-endian: `MSDS`; the version in 32 bits; width, count and class count
/// in 64 bits each; the kind of each feature as a byte; each feature name as its length in 64 bits
/// and its UTF-8; each class name likewise; each label in 32 bits; the parts: a byte 0 when all are
/// trained on, 1 and then the part of each sample as a byte, or 2, the number of folds in 64 bits
/// and the fold of each sample in 16; the Floats of all rows in 32 bits each, row-major; the
/// Doubles of all rows in 64 bits each, row-major. Nothing follows.
extension SampleTable {
    /// The version of the encoding of a table with split or standardizing.
    static let encodingVersion: UInt32 = 2

    /// The table as bytes; tables of equal bits have equal bytes.
    ///
    /// - Returns: The encoding, which ``init(decoding:)`` reads.
    public func encoded() -> [UInt8] {
        let encoding = encoding
        return encoding.bytes(in: 0..<encoding.count)
    }

    /// The same bytes, which are made of the numbers of the table when they are needed.
    public var encoding: EncodedSamples {
        if !isStandardized, case .whole(let count) = parts {
            let head = Dataset.encodedHead(
                labels: labels,
                width: width,
                count: count,
                classNames: classNames
            )
            return EncodedSamples(head: head, singles: singles, doubles: [])
        }
        var writer = LittleEndianWriter(reservingCapacity: 64 + 6 * count)
        writer.write(Dataset.encodingMark)
        writer.write(Self.encodingVersion)
        for size in [width, count, classCount] { writer.write(size) }
        writer.write(kinds.map(\.rawValue))
        for name in featureNames + classNames {
            writer.write(name.utf8.count)
            writer.write(name.utf8)
        }
        for label in labels { writer.write(label) }
        switch parts {
        case .whole: writer.write(PartsTag.whole.rawValue)
        case .parts(let parts):
            writer.write(PartsTag.parts.rawValue)
            writer.write(parts.map(\.rawValue))
        case .folds(let folds, let count):
            writer.write(PartsTag.folds.rawValue)
            writer.write(count)
            for fold in folds { writer.write(fold) }
        }
        return EncodedSamples(head: writer.bytes, singles: singles, doubles: doubles)
    }

    /// Reads what ``encoded()`` gave.
    ///
    /// The bytes may come from a stranger: no size is believed before it is compared with the bytes
    /// that are there, and what is accepted has exactly these bytes as its encoding.
    ///
    /// - Parameter bytes: The whole encoding.
    /// - Throws: ``DatasetError`` when the bytes encode no table.
    public init(decoding bytes: [UInt8]) throws {
        var decoder = DatasetDecoder(bytes)
        self = try decoder.decodeTable()
    }

    /// All samples as an older build encoded them, standardized over the whole file where this
    /// table is standardized: what the digests of its run directories are of.
    ///
    /// - Returns: An encoding of version 1.
    public func firstEditionEncoded() -> [UInt8] {
        let whole = with(.whole(count: count))
        return whole.dataset(.training, fold: 0)?.encoded() ?? []
    }

    /// How the parts of samples are encoded.
    enum PartsTag: UInt8 {
        /// All samples are trained on.
        case whole = 0

        /// The part of each sample follows.
        case parts = 1

        /// The number of folds and the fold of each sample follow.
        case folds = 2
    }
}
