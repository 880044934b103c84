internal import Digest
internal import OrderedCollections
internal import SweepModel
internal import TrainingModel

extension WorkerMachine {
    private var fetchTimeout: Duration { (terms?.heartbeatInterval ?? .seconds(1)) * 3 }

    /// Asks for what the oldest waiting attempt lacks, one part at a time.
    mutating func fetchMissing(at now: Instant) {
        guard connection == .joined else { return }
        if let download, isWanted(download.name) {
            if now >= download.deadline { fetch(at: now) }
            return
        }
        guard let name = missingBlob() else {
            download = nil
            return
        }
        download = BlobDownload(name: name, deadline: now)
        fetch(at: now)
    }

    private mutating func fetch(at now: Instant) {
        guard var download else { return }
        download.deadline = now + fetchTimeout
        self.download = download
        send(.fetch(download.name, offset: download.bytes.count))
    }

    private func missingBlob() -> BlobName? {
        for attempt in attempts.values where attempt.state == .waiting {
            if !datasets.contains(attempt.assignment.dataset) {
                return .dataset(attempt.assignment.dataset)
            }
            if let checkpoint = attempt.missingCheckpoint {
                return .checkpoint(checkpoint.attempt, epoch: checkpoint.epoch)
            }
        }
        return nil
    }

    private func isWanted(_ name: BlobName) -> Bool {
        attempts.values.contains { $0.state == .waiting && needs($0, name) }
    }

    mutating func receive(_ part: BlobPart, at now: Instant) {
        guard var download else { return }
        if case .dataset(let digest) = part.name, part.name == download.name,
            part.totalBytes > configuration.datasetBytes
        {
            return refuse(
                digest,
                reason: "the dataset has \(part.totalBytes) bytes; this worker takes "
                    + "\(configuration.datasetBytes)"
            )
        }
        guard download.append(part) else { return }
        self.download = download
        guard part.isLast else { return fetch(at: now) }
        self.download = nil
        switch part.name {
        case .dataset(let digest):
            // Nothing else is asked for until the shell has checked these bytes.
            self.download = BlobDownload(name: part.name, deadline: now + .seconds(600))
            effects.append(.checkDataset(digest, download.bytes))
        case .checkpoint:
            for attempt in attempts.values where needs(attempt, part.name) {
                attempts[attempt.id]?.checkpoint = download.bytes
            }
        case .parameters: preconditionFailure("a worker never asks for \(part.name)")
        }
    }

    mutating func keep(_ digest: Digest, at now: Instant) {
        datasets.append(digest)
        if download?.name == .dataset(digest) { download = nil }
    }

    /// Gives back every attempt that needs a dataset which cannot be had.
    mutating func refuse(_ digest: Digest, reason: String) {
        if download?.name == .dataset(digest) { download = nil }
        for attempt in attempts.values
        where attempt.state == .waiting && attempt.assignment.dataset == digest {
            fail(attempt.id, reason: reason)
        }
    }

    mutating func giveUp(_ name: BlobName) {
        guard download?.name == name else { return }
        download = nil
        for attempt in attempts.values where attempt.state == .waiting && needs(attempt, name) {
            fail(attempt.id, reason: "the coordinator does not have the \(name)")
        }
    }

    private func needs(_ attempt: HeldAttempt, _ name: BlobName) -> Bool {
        switch name {
        case .dataset(let digest): attempt.assignment.dataset == digest
        case .checkpoint(let id, let epoch):
            attempt.missingCheckpoint?.attempt == id && attempt.missingCheckpoint?.epoch == epoch
        case .parameters: false
        }
    }
}

/// A blob that arrives in parts, one request at a time.
struct BlobDownload: Hashable, Sendable {
    let name: BlobName
    private(set) var bytes: [UInt8] = []
    private var totalBytes: Int?

    /// When to ask again.
    var deadline: Instant

    /// Asks for a blob of which nothing is here.
    init(name: BlobName, deadline: Instant) {
        self.name = name
        self.deadline = deadline
    }

    /// Adds the next part.
    ///
    /// - Returns: Whether the part was the expected one.
    mutating func append(_ part: BlobPart) -> Bool {
        guard part.name == name, part.offset == bytes.count, !part.bytes.isEmpty,
            part.totalBytes <= Limits.blobSizeBytes,
            part.totalBytes == totalBytes ?? part.totalBytes
        else { return false }
        totalBytes = part.totalBytes
        bytes += part.bytes
        return true
    }
}
