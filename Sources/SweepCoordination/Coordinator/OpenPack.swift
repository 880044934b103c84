internal import DequeModule
internal import SweepModel
internal import TrainingModel

/// A pack that still has something to be done.
struct OpenPack: Hashable, Sendable {
    let id: PackID
    let range: RunRange

    /// The remembered attempts, by ascending number.
    var attempts: [Attempt] = []

    /// The attempts that failed, such as by taking their worker down, without getting further than
    /// those before.
    var failureCount = 0

    /// Whether it must be trained alone: one more failure splits or fails it, or it was cut from
    /// such a pack.
    var needsIsolation = false

    /// The reason of the last failure.
    var lastReason = ""

    /// Who could not train it.
    var refusals = Refusals()

    /// The checkpoints with which a worker could not go on.
    private(set) var unusableCheckpoints: [CheckpointReference] = []

    init(id: PackID, range: RunRange) {
        self.id = id
        self.range = range
    }

    var isLeased: Bool { attempts.last?.isLeased ?? false }

    var nextNumber: AttemptNumber { attempts.last?.number.next ?? .first }

    /// The furthest whole checkpoint of any attempt with which no worker failed.
    var checkpoint: CheckpointReference? {
        attempts.compactMap { $0.checkpoint ?? $0.base }
            .filter { !unusableCheckpoints.contains($0) }
            .max { $0.epoch < $1.epoch }
    }

    /// Goes on from another state from now on: whoever sent this one may have lied.
    mutating func setAside(_ checkpoint: CheckpointReference) {
        unusableCheckpoints.append(checkpoint)
        if unusableCheckpoints.count > Limits.attemptsRemembered {
            unusableCheckpoints.removeFirst()
        }
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

/// What is to be handed out: packs that came back, then packs of the runs that the allocator gives.
struct PackQueue: Sendable {
    /// Decides which runs come next.
    var allocator: any RunAllocator

    private var returned: Deque<PackID> = []
    private var forIsolation: Deque<PackID> = []

    /// Queues what `allocator` gives.
    init(_ allocator: any RunAllocator) { self.allocator = allocator }

    /// Whether only packs that need isolation are left; packs that came back may be closed by now.
    var isEmpty: Bool { returned.isEmpty && allocator.availableRuns == 0 }

    /// The packs that must be trained alone.
    var isolationCount: Int { forIsolation.count }

    /// A lower bound of the packs that are left, without those that need isolation.
    var packCount: Int {
        returned.count + (allocator.availableRuns + Limits.runsPerPack - 1) / Limits.runsPerPack
    }

    /// Queues a pack again, before all others; one that needs isolation goes to a queue of its own.
    mutating func giveBack(_ pack: PackID, needsIsolation: Bool) {
        if needsIsolation { forIsolation.prepend(pack) } else { returned.prepend(pack) }
    }

    /// Takes the next pack that must be trained alone.
    mutating func nextForIsolation() -> PackID? { forIsolation.popFirst() }

    /// The place of the first pack that came back and is suitable, or `nil` if there is none.
    func firstReturned(where isSuitable: (PackID) -> Bool) -> Int? {
        returned.firstIndex(where: isSuitable)
    }

    /// Takes the pack that came back at `place`; others keep their places.
    mutating func takeReturned(at place: Int) -> PackID { returned.remove(at: place) }

    /// Takes runs that were never in a pack for one of `slots` slots, or `nil` if there are none.
    mutating func takeFresh(slots: Int) -> RunRange? { allocator.next(slots: slots) }
}
