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
