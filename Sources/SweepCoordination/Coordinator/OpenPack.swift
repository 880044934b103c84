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

    /// Until when only workers that are believed before all others get the pack.
    private(set) var reservationEnd = Instant(nanoseconds: .min)

    /// How often it was leased a second time, since its end was overdue.
    private(set) var overtakings = 0

    /// The attempts in a row that have ended without a word and left no checkpoint.
    private var vainCount = 0

    /// The checkpoints with which a worker could not go on.
    private(set) var unusableCheckpoints: [CheckpointReference] = []

    init(id: PackID, range: RunRange) {
        self.id = id
        self.range = range
    }

    /// Whether somebody has refused it.
    var isRefused: Bool { !refusals.workers.isEmpty }

    var isLeased: Bool { attempts.contains(where: \.isLeased) }

    /// The attempts whose leases run, ascending: at most ``Limits/leasesPerPack``.
    var leased: [Attempt] { attempts.filter(\.isLeased) }

    var nextNumber: AttemptNumber { attempts.last?.number.next ?? .first }

    /// The furthest whole checkpoint of any attempt with which no worker failed.
    var checkpoint: CheckpointReference? {
        attempts.compactMap { $0.checkpoint ?? $0.base }
            .filter { !unusableCheckpoints.contains($0) }
            .max { $0.epoch < $1.epoch }
    }

    /// Where the pack's lanes had stopped in a stored state, or at the start.
    func stops(in state: CheckpointReference?, _ choice: EpochChoice) -> StopHistory {
        let known = attempts.lazy.flatMap {
            [($0.checkpoint, $0.checkpointStops), ($0.base, $0.baseStops)]
        }
        let start = StopHistory(choice, laneCount: range.count)
        return state.flatMap { state in known.first { $0.0 == state }?.1 } ?? start
    }

    /// Goes on from another state from now on: whoever sent this one may have lied.
    mutating func setAside(_ checkpoint: CheckpointReference) {
        unusableCheckpoints.append(checkpoint)
        if unusableCheckpoints.count > Limits.attemptsRemembered {
            unusableCheckpoints.removeFirst()
        }
    }

    /// How long the pack is left to workers that are believed, and to one that sends nothing of it:
    /// two leases, and twice as long after each attempt that ended without a checkpoint.
    func patience(lease: Duration) -> Duration { lease * (2 << min(vainCount, 8)) }

    /// Reserves the pack, the longer the more often it was lost, so that it does not go back to who
    /// loses it.
    ///
    /// It goes to anybody in the end: those for whom it is reserved may be busy for hours.
    mutating func reserve(after attempt: Attempt, lease: Duration, at now: Instant) {
        reservationEnd = now + patience(lease: lease)
        vainCount = attempt.checkpoint == nil ? vainCount + 1 : 0
    }

    /// The stored state of attempt `number` after `epoch` epochs, if there is one.
    func checkpoint(of number: AttemptNumber, after epoch: Int) -> CheckpointReference? {
        attempts.lazy.flatMap { [$0.checkpoint, $0.base] }.compactMap(\.self)
            .first { $0.attempt.number == number && $0.epoch == epoch }
    }

    func id(of attempt: Attempt) -> AttemptID { AttemptID(pack: id, number: attempt.number) }

    func index(of number: AttemptNumber) -> Int? { attempts.firstIndex { $0.number == number } }

    /// The attempt whose lease runs, if it is the only one.
    var onlyLease: Attempt? { leased.count == 1 ? leased[0] : nil }

    /// Whether `worker` has a lease of it.
    func isLeased(to worker: WorkerID) -> Bool {
        attempts.contains { $0.isLeased && $0.worker == worker }
    }

    /// Notes that another worker gets it beside the one that has it.
    mutating func noteOvertaking() { overtakings += 1 }

    /// Adds an attempt and forgets the oldest beyond ``Limits/attemptsRemembered``, but none whose
    /// lease runs.
    mutating func append(_ attempt: Attempt) {
        precondition(attempt.number == nextNumber, "attempts are numbered in order")
        attempts.append(attempt)
        if attempts.count > Limits.attemptsRemembered,
            let oldest = attempts.firstIndex(where: { !$0.isLeased })
        {
            attempts.remove(at: oldest)
        }
    }
}

/// What is to be handed out: packs that came back, then packs of the runs that the allocator gives.
struct PackQueue: Sendable {
    /// Decides which runs come next.
    var allocator: any RunAllocator

    /// The packs that came back.
    var returned: Deque<PackID> = []

    /// The packs that came back and are reserved for those who are believed before all others.
    var reserved: Deque<PackID> = []

    /// The packs that are reserved for those who are believed before all others that have not
    /// refused them.
    var contested: Deque<PackID> = []

    private var forIsolation: Deque<PackID> = []

    /// Queues what `allocator` gives.
    init(_ allocator: any RunAllocator) { self.allocator = allocator }

    /// Whether only packs that need isolation are left; packs that came back may be closed by now.
    var isEmpty: Bool {
        returned.isEmpty && reserved.isEmpty && contested.isEmpty && allocator.availableRuns == 0
    }

    /// The packs that must be trained alone.
    var isolationCount: Int { forIsolation.count }

    /// A lower bound of the packs that are left for anybody, without those that need isolation.
    var packCount: Int {
        returned.count + (allocator.availableRuns + Limits.runsPerPack - 1) / Limits.runsPerPack
    }

    /// Queues a pack again, before all others; one that needs isolation goes to a queue of its own.
    mutating func giveBack(_ pack: PackID, needsIsolation: Bool) {
        if needsIsolation { forIsolation.prepend(pack) } else { returned.prepend(pack) }
    }

    /// Queues a pack again for those who are believed before all others.
    mutating func reserve(_ pack: PackID, isRefused: Bool) {
        if isRefused { contested.prepend(pack) } else { reserved.prepend(pack) }
    }

    /// Offers the packs to anybody whose reservation is over.
    mutating func endReservations(where isOver: (PackID) -> Bool) {
        for packs in [\PackQueue.reserved, \.contested]
        where self[keyPath: packs].contains(where: isOver) {
            returned.prepend(contentsOf: self[keyPath: packs].filter(isOver))
            self[keyPath: packs].removeAll(where: isOver)
        }
    }

    /// Takes the next pack that must be trained alone.
    mutating func nextForIsolation() -> PackID? { forIsolation.popFirst() }

    /// Takes runs that were never in a pack for one of `slots` slots, or `nil` if there are none.
    mutating func takeFresh(slots: Int) -> RunRange? { allocator.next(slots: slots) }
}
