internal import SweepModel
internal import TrainingModel

/// A pack that still has something to be done.
struct OpenPack: Hashable, Sendable {
    let id: PackID
    let range: RunRange

    /// The remembered attempts, by ascending number.
    var attempts: [Attempt] = []

    /// How many attempts took their worker down without getting further than those before.
    var charges = 0

    /// Whether it must be trained alone: one more death gives it up, or it was cut from such a
    /// pack.
    var isSuspect = false

    /// The reason of the last charge.
    var lastReason = ""

    init(id: PackID, range: RunRange) {
        self.id = id
        self.range = range
    }

    var isLeased: Bool { attempts.last?.isLeased ?? false }

    var nextNumber: AttemptNumber { attempts.last?.number.next ?? .first }

    /// The furthest whole checkpoint of any attempt.
    var checkpoint: CheckpointReference? {
        attempts.compactMap { $0.checkpoint ?? $0.base }.max { $0.epoch < $1.epoch }
    }

    /// The stored state of attempt `number` after `epoch` epochs, if there is one.
    func checkpoint(of number: AttemptNumber, after epoch: Int) -> CheckpointReference? {
        attempts.lazy.flatMap { [$0.checkpoint, $0.base] }.compactMap(\.self)
            .first { $0.attempt.number == number && $0.epoch == epoch }
    }

    func id(of attempt: Attempt) -> AttemptID { AttemptID(pack: id, number: attempt.number) }

    func index(of number: AttemptNumber) -> Int? { attempts.firstIndex { $0.number == number } }

    /// Adds an attempt and forgets the oldest beyond ``Limits/attemptsRemembered``, but never the
    /// one that a later one goes on from.
    mutating func append(_ attempt: Attempt) {
        precondition(attempt.number == nextNumber, "attempts are numbered in order")
        attempts.append(attempt)
        if attempts.count > Limits.attemptsRemembered { attempts.removeFirst() }
    }
}
