public import TrainingModel

/// One training of a sweep.
public struct Run: Hashable, Sendable {
    /// The run's number, given once: packs, messages and the store know it by this.
    public let id: RunID

    /// Where the run stands in the order of the spec, seeds within folds within settings; files
    /// name it by this.
    public let place: Int

    /// The index of the setting in the plan's list.
    public let settingIndex: Int

    /// The fold that it holds out, from 0; 0 where the data are not split into folds.
    public let fold: Int

    /// What it is trained with.
    public let configuration: RunConfiguration

    /// The hyper-parameters.
    public var setting: Setting { configuration.setting }

    /// The seed of the generator that draws initial weights and batch orders.
    public var seed: UInt64 { configuration.seed }
}

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
