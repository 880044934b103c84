internal import SweepModel
internal import TrainingModel

/// An attempt as the modelled store keeps it.
struct StoredAttempt: Hashable {
    let number: AttemptNumber
    let base: CheckpointReference?
    var end: AttemptEnd?

    /// Blocks of epochs, by ascending first epoch.
    var blocks: [EpochBlock] = []

    /// Parts of the trained parameters, by ascending offset.
    var parameters: [BlobPart] = []

    /// Parts of checkpoints, by ascending epoch and offset.
    var checkpoints: [BlobPart] = []

    init(number: AttemptNumber, base: CheckpointReference?) {
        self.number = number
        self.base = base
    }

    /// The epochs that are stored without a gap, the base's included.
    var epochCount: Int {
        blocks.reduce(base?.epoch ?? 0) { count, block in
            block.firstEpoch <= count ? max(count, block.epochs.upperBound) : count
        }
    }

    /// The bytes of trained parameters that are stored without a gap.
    var parameterBytes: Int { Self.extent(of: parameters) }

    /// The last checkpoint that is stored whole.
    func checkpoint(of id: AttemptID) -> CheckpointReference? {
        var whole: CheckpointReference?
        for epoch in Set(checkpoints.map(\.epoch)).sorted() {
            let parts = checkpoints.filter { $0.epoch == epoch }
            guard let totalBytes = parts.first?.totalBytes,
                Self.extent(of: parts) == totalBytes
            else { continue }
            whole = CheckpointReference(attempt: id, epoch: epoch, totalBytes: totalBytes)
        }
        return whole
    }

    private static func extent(of parts: [BlobPart]) -> Int {
        parts.reduce(0) { $1.offset <= $0 ? max($0, $1.end) : $0 }
    }
}

extension BlobPart {
    /// The epoch of the checkpoint that the part belongs to, or -1.
    var epoch: Int {
        if case .checkpoint(_, let epoch) = name { epoch } else { -1 }
    }
}
