internal import SweepModel
internal import TrainingModel

/// A blob that arrives in parts, one request at a time.
struct BlobDownload: Hashable, Sendable {
    let name: BlobName
    private(set) var bytes: [UInt8] = []

    /// When to ask again.
    var deadline: Instant

    /// Adds the next part.
    ///
    /// - Returns: Whether the part was the expected one.
    mutating func append(_ part: BlobPart) -> Bool {
        guard part.name == name, part.offset == bytes.count, !part.bytes.isEmpty,
            part.totalBytes <= Limits.blobSizeBytes
        else { return false }
        bytes += part.bytes
        return true
    }
}
