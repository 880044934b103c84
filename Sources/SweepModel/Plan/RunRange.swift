/// Neighbouring runs of one group: what a pack is cut from.
public struct RunRange: Hashable, Sendable {
    /// The index of the group in the plan.
    public let group: Int

    /// The first run's place within the group.
    public let first: Int

    /// The number of runs.
    public let count: Int

    /// Names `count` runs of `group` from place `first` on.
    public init(group: Int, first: Int, count: Int) {
        self.group = group
        self.first = first
        self.count = count
    }

    /// The places within the group.
    public var places: Range<Int> { first..<first + count }

    /// The two halves of a range with at least two runs, the first being the larger one.
    public var halves: (RunRange, RunRange) {
        precondition(count >= 2, "only two or more runs can be halved, got \(count)")
        let half = (count + 1) / 2
        return (
            RunRange(group: group, first: first, count: half),
            RunRange(group: group, first: first + half, count: count - half)
        )
    }
}
