internal import FoundationEssentials
internal import SweepModel
internal import TrainingModel

extension WirePart {
    /// Writes a part of a blob.
    init(_ part: BlobPart) {
        blob = WireBlobName(part.name)
        offset = UInt64(part.offset)
        totalBytes = UInt64(part.totalBytes)
        bytes = Data(part.bytes)
    }
}

extension BlobPart {
    /// Reads a part that `sender` sent.
    ///
    /// - Throws: ``WireError`` for a part that is empty, too long, or not within its blob.
    init(_ wire: WirePart, from sender: Role) throws(WireError) {
        let name = try BlobName(wire.blob, from: sender, "part.blob")
        let totalBytes = try Checked.integer(
            wire.totalBytes,
            in: 1...Limits.blobSizeBytes,
            "part.total_bytes"
        )
        let lengths = 1...Limits.partSizeBytes
        guard lengths.contains(wire.bytes.count) else {
            throw WireError(
                .length,
                "part.bytes",
                "has \(wire.bytes.count) bytes, allowed is \(lengths)"
            )
        }
        let offset = try Checked.integer(wire.offset, in: 0...totalBytes - 1, "part.offset")
        guard wire.bytes.count <= totalBytes - offset else {
            throw WireError(
                .range,
                "part.bytes",
                "has \(wire.bytes.count) bytes from \(offset) on, the blob has \(totalBytes)"
            )
        }
        self.init(
            name: name,
            offset: offset,
            totalBytes: totalBytes,
            bytes: [UInt8](wire.bytes)
        )
    }
}
