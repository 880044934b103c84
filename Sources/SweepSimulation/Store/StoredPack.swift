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
