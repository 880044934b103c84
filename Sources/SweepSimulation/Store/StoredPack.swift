internal import SweepModel
internal import TrainingModel

/// A pack as the modelled store keeps it.
struct StoredPack: Hashable {
    let range: RunRange
    var state = RecoveredPack.State.open
    var winner: AttemptNumber?
    var attempts: [StoredAttempt] = []

    init(range: RunRange) { self.range = range }

    /// Whether its runs were given up.
    var hasFailed: Bool { if case .failed = state { true } else { false } }

    func index(of number: AttemptNumber) -> Int? { attempts.firstIndex { $0.number == number } }

    /// The metrics of `lane` in `epoch` that belong to attempt `number`: its own, or its base's.
    func values(lane: Int, epoch: Int, of number: AttemptNumber) -> [Float]? {
        guard let index = index(of: number) else { return nil }
        let attempt = attempts[index]
        if let base = attempt.base, epoch < base.epoch {
            return values(lane: lane, epoch: epoch, of: base.attempt.number)
        }
        guard let block = attempt.blocks.first(where: { $0.epochs.contains(epoch) }) else {
            return nil
        }
        return block.values(lane: lane, epoch: epoch)
    }

    /// The validation losses of each lane that belong to `attempt`, its base's included.
    func losses(of attempt: StoredAttempt) -> [[Float]] {
        guard attempt.epochCount > 0 else { return [] }
        let metrics = attempts.lazy.flatMap(\.blocks).first?.metrics ?? []
        let column = metrics.firstIndex(of: .validationLoss)
        return (0..<range.count).map { lane in
            (0..<attempt.epochCount).compactMap { epoch in
                column.flatMap { values(lane: lane, epoch: epoch, of: attempt.number)?[$0] }
            }
        }
    }

    /// The stored bytes of attempt `number`'s trained parameters.
    func parameters(of number: AttemptNumber) -> [UInt8] {
        guard let index = index(of: number) else { return [] }
        var bytes: [UInt8] = []
        for part in attempts[index].parameters where part.offset <= bytes.count {
            bytes += part.bytes.dropFirst(bytes.count - part.offset)
        }
        return bytes
    }
}

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
