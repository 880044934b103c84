internal import DequeModule
internal import SweepModel
internal import TrainingModel

/// What is to be handed out: packs that came back, then packs of the runs that the allocator gives.
struct PackQueue: Sendable {
    /// What is handed out next.
    enum Item: Hashable, Sendable {
        /// A pack that was cut before.
        case returned(PackID)

        /// Runs that were never in a pack.
        case fresh(RunRange)
    }

    /// Decides which runs come next.
    var allocator: any RunAllocator

    private var returned: Deque<PackID> = []
    private var suspects: Deque<PackID> = []

    /// Queues what `allocator` gives.
    init(_ allocator: any RunAllocator) { self.allocator = allocator }

    /// Whether nothing but suspects is left; packs that came back may be closed in the meantime.
    var isEmpty: Bool { returned.isEmpty && allocator.availableRuns == 0 }

    /// The packs that must be trained alone.
    var suspectCount: Int { suspects.count }

    /// A lower bound of the packs that are left, without suspects.
    var packCount: Int {
        returned.count + (allocator.availableRuns + Limits.runsPerPack - 1) / Limits.runsPerPack
    }

    /// Queues a pack again, before all others; a suspect goes to a queue of its own.
    mutating func giveBack(_ pack: PackID, isSuspect: Bool) {
        if isSuspect { suspects.prepend(pack) } else { returned.prepend(pack) }
    }

    /// Takes the next pack that must be trained alone.
    mutating func nextSuspect() -> PackID? { suspects.popFirst() }

    /// Takes the next work for one of `slots` slots, or `nil` if there is none.
    mutating func next(slots: Int) -> Item? {
        if let pack = returned.popFirst() { return .returned(pack) }
        return allocator.next(slots: slots).map { .fresh($0) }
    }
}
