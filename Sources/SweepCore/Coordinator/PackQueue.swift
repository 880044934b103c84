internal import DequeModule
internal import SweepModel
internal import TrainingModel

/// What is to be handed out: packs that came back, then packs cut from the plan.
///
/// Packs are cut full as long as there is work for every slot; the rest is cut evenly, so that no
/// slot is idle while another trains a wide pack.
struct PackQueue: Hashable, Sendable {
    /// What is handed out next.
    enum Item: Hashable, Sendable {
        /// A pack that was cut before.
        case returned(PackID)

        /// Runs that were never in a pack.
        case fresh(RunRange)
    }

    private var returned: Deque<PackID> = []
    private var suspects: Deque<PackID> = []
    private var uncut: [Range<Int>]
    private var group = 0
    private var tailSize: Int?

    /// Queues the runs of `plan` from number `firstNumbers[g]` of each group g on.
    init(plan: SweepPlan, firstNumbers: [Int]) {
        uncut = zip(plan.groups, firstNumbers).map { $1..<$0.numbers.upperBound }
        uncutRuns = uncut.reduce(0) { $0 + $1.count }
    }

    /// Runs that were never in a pack.
    private(set) var uncutRuns: Int

    /// Whether nothing but suspects is left; packs that came back may be closed in the meantime.
    var isEmpty: Bool { returned.isEmpty && uncutRuns == 0 }

    /// The packs that must be trained alone.
    var suspectCount: Int { suspects.count }

    /// A lower bound of the packs that are left, without suspects.
    var packCount: Int {
        returned.count + (uncutRuns + Limits.runsPerPack - 1) / Limits.runsPerPack
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
        guard uncutRuns > 0 else { return nil }
        while uncut[group].isEmpty { group = (group + 1) % uncut.count }
        let numbers = uncut[group]
        let count = packSize(remaining: numbers.count, slots: max(1, slots))
        uncut[group] = numbers.lowerBound + count..<numbers.upperBound
        uncutRuns -= count
        // Groups take turns, so that every setting has its first results early.
        group = (group + 1) % uncut.count
        return .fresh(RunRange(first: numbers.lowerBound, count: count))
    }

    private mutating func packSize(remaining: Int, slots: Int) -> Int {
        if tailSize == nil, uncutRuns <= Limits.runsPerPack * slots {
            tailSize = (uncutRuns + slots - 1) / slots
        }
        guard let tailSize else { return min(Limits.runsPerPack, remaining) }
        let packs = (remaining + tailSize - 1) / tailSize
        return (remaining + packs - 1) / packs
    }
}
