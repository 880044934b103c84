public import Digest

/// A part of a blob.
public struct BlobPart: Hashable, Sendable {
    /// Which blob.
    public let name: BlobName

    /// Where the part starts, in bytes.
    public let offset: Int

    /// The length of the whole blob, in bytes.
    public let totalBytes: Int

    /// The part's bytes.
    public let bytes: [UInt8]

    /// Wraps a part.
    public init(name: BlobName, offset: Int, totalBytes: Int, bytes: [UInt8]) {
        self.name = name
        self.offset = offset
        self.totalBytes = totalBytes
        self.bytes = bytes
    }

    /// The offset just after the part.
    public var end: Int { offset + bytes.count }

    /// Whether the blob ends with this part.
    public var isLast: Bool { end == totalBytes }
}

/// Names bytes that are too large for one message and travel in parts.
public enum BlobName: Hashable, Sendable, CustomStringConvertible {
    /// The encoded dataset with this SHA-256, from the coordinator to a worker.
    case dataset(Digest)

    /// The state of an attempt after `epoch` epochs, from a worker and back to the next one.
    case checkpoint(AttemptID, epoch: Int)

    /// The trained parameters of an attempt's runs: lane after lane, little-endian Float.
    case parameters(AttemptID)

    /// A short name for messages.
    public var description: String {
        switch self {
        case .dataset(let digest): "dataset \(digest)"
        case .checkpoint(let attempt, let epoch): "checkpoint of \(attempt) after epoch \(epoch)"
        case .parameters(let attempt): "parameters of \(attempt)"
        }
    }
}
