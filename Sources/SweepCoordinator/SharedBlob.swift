internal import SweepModel
internal import TrainingModel

/// Bytes that are served in parts from memory.
public struct SharedBlob: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Wraps bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The number of bytes.
    public var count: Int { bytes.count }

    /// The part of the blob `name` that starts at `offset`, or `nil` beyond the end.
    func part(of name: BlobName, offset: Int) -> BlobPart? {
        guard bytes.indices.contains(offset) else { return nil }
        let end = min(offset + Limits.partSizeBytes, bytes.count)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: bytes.count,
            bytes: Array(bytes[offset..<end])
        )
    }
}
