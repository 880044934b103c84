internal import Digest
internal import FoundationEssentials
internal import SweepModel
internal import TrainingModel

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
