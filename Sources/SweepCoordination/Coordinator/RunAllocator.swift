package import SweepModel
package import TrainingModel

/// Decides what is trained next, from complete results alone.
///
/// An allocator is pure and deterministic: which runs it hands out follows from the plan, from the
/// results that it was told and from how often it was asked, never from a clock. So a restarted
/// coordinator, which claims the runs of all packs and tells all results again, goes on as if it
/// had never ended.
package protocol RunAllocator: Sendable {
    /// The runs that can be handed out now.
    var availableRuns: Int { get }

    /// Whether no further runs will come, whatever comes of those that were handed out.
    var isExhausted: Bool { get }

    /// Takes the runs of the next pack for one of `slots` slots, or `nil` if none can be handed out
    /// now.
    mutating func next(slots: Int) -> RunRange?

    /// Takes runs as handed out, since a pack of before a restart has them.
    mutating func claim(_ runs: RunRange)

    /// Learns how the runs of a pack have ended: one outcome for each.
    mutating func complete(_ runs: RunRange, _ outcomes: [RunOutcome])
}

/// Hands out every run of the plan, whatever the results are.
///
/// Packs are cut full as long as there is work for every slot; the rest is cut evenly, so that no
/// slot is idle while another trains a wide pack.
package struct GridAllocator: RunAllocator {
    /// The numbers of the runs of each group that were not handed out.
    private var uncut: [Range<Int>]

    private let plan: SweepPlan
    private var group = 0
    private var tailSize: Int?

    /// The runs that were not handed out.
    package private(set) var availableRuns: Int

    /// Prepares to hand out all runs of `plan`.
    package init(_ plan: SweepPlan) {
        self.plan = plan
        uncut = plan.groups.map(\.numbers)
        availableRuns = plan.runCount
    }

    package var isExhausted: Bool { availableRuns == 0 }

    package mutating func next(slots: Int) -> RunRange? {
        guard availableRuns > 0 else { return nil }
        while uncut[group].isEmpty { group = (group + 1) % uncut.count }
        let numbers = uncut[group]
        let count = packSize(remaining: numbers.count, slots: max(1, slots))
        take(upTo: numbers.lowerBound + count, of: group)
        // Groups take turns, so that every setting has its first results early.
        group = (group + 1) % uncut.count
        return RunRange(first: numbers.lowerBound, count: count)
    }

    /// - Precondition: The runs are of one group of the plan.
    package mutating func claim(_ runs: RunRange) {
        guard plan.contains(runs), let index = plan.groupIndex(of: runs.first) else {
            preconditionFailure("the store holds \(runs), not in the plan")
        }
        // Packs are cut from the front of their group, and split packs lie before its end.
        take(upTo: max(uncut[index].lowerBound, runs.numbers.upperBound), of: index)
    }

    package mutating func complete(_ runs: RunRange, _ outcomes: [RunOutcome]) {}

    private mutating func take(upTo number: Int, of group: Int) {
        availableRuns -= number - uncut[group].lowerBound
        uncut[group] = number..<uncut[group].upperBound
    }

    private mutating func packSize(remaining: Int, slots: Int) -> Int {
        if tailSize == nil, availableRuns <= Limits.runsPerPack * slots {
            tailSize = (availableRuns + slots - 1) / slots
        }
        guard let tailSize else { return min(Limits.runsPerPack, remaining) }
        let packs = (remaining + tailSize - 1) / tailSize
        return (remaining + packs - 1) / packs
    }
}
