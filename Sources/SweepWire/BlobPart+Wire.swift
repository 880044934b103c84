internal import Digest
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

extension WireBlobName {
    /// Writes a blob's name.
    init(_ name: BlobName) {
        switch name {
        case .dataset(let digest): dataset = Data(digest.bytes)
        case .checkpoint(let attempt, let epoch):
            checkpoint.attempt = WireAttempt(attempt)
            checkpoint.epoch = UInt32(epoch)
        case .parameters(let attempt): parameters = WireAttempt(attempt)
        }
    }
}

extension BlobName {
    /// Reads the name in `field` of a blob that `sender` sends.
    ///
    /// Datasets come from the coordinator, parameters from workers, checkpoints from both.
    ///
    /// - Throws: ``WireError`` for an absent name, a faulty one, or one of the other side's blobs.
    init(_ wire: WireBlobName, from sender: Role, _ field: String) throws(WireError) {
        do {
            try self.init(wire, from: sender)
        } catch {
            throw error.inside(field)
        }
    }

    private init(_ wire: WireBlobName, from sender: Role) throws(WireError) {
        switch (wire.name, sender) {
        case (.dataset(let digest), .coordinator):
            self = .dataset(try Checked.digest(digest, "dataset"))
        case (.checkpoint(let checkpoint), _):
            self = .checkpoint(
                try AttemptID(checkpoint.attempt, "checkpoint.attempt"),
                epoch: try Checked.integer(
                    checkpoint.epoch,
                    in: 1...Limits.epochs,
                    "checkpoint.epoch"
                )
            )
        case (.parameters(let attempt), .worker):
            self = .parameters(try AttemptID(attempt, "parameters"))
        case (.dataset, .worker):
            throw WireError(.range, "dataset", "is given, which only a coordinator sends")
        case (.parameters, .coordinator):
            throw WireError(.range, "parameters", "is given, which only a worker sends")
        case (nil, _):
            throw WireError(.missing, "name", "is absent or unknown")
        }
    }
}

/// The two sides of a connection.
enum Role {
    /// Hands out packs and keeps the results.
    case coordinator

    /// Trains packs.
    case worker
}
