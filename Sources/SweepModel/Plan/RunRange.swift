/// Neighbouring runs of one group: what a pack is cut from.
public struct RunRange: Hashable, Sendable {
    /// The number of the first run.
    public let first: Int

    /// The number of runs.
    public let count: Int

    /// Names `count` runs from number `first` on.
    public init(first: Int, count: Int) {
        self.first = first
        self.count = count
    }

    /// The numbers of the runs.
    public var numbers: Range<Int> { first..<first + count }

    /// The two halves of a range with at least two runs, the first being the larger one.
    public var halves: (RunRange, RunRange) {
        precondition(count >= 2, "only two or more runs can be halved, got \(count)")
        let half = (count + 1) / 2
        return (
            RunRange(first: first, count: half), RunRange(first: first + half, count: count - half)
        )
    }
}
