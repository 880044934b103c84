/// The metrics of all runs of a pack over some neighbouring epochs, in columns.
///
/// A value that does not exist, since its run has diverged before, is NaN.
public struct EpochBlock: Hashable, Sendable {
    /// The first epoch, counted from 0.
    public let firstEpoch: Int

    /// The number of epochs, from 1.
    public let epochCount: Int

    /// The number of runs, from 1.
    public let runCount: Int

    /// The numbers: for each run, for each metric, for each epoch; shape [runs, 4, epochs].
    public let values: [Float]

    /// Wraps columns.
    ///
    /// - Precondition: `values` holds `runCount` · 4 · `epochCount` numbers.
    public init(firstEpoch: Int, epochCount: Int, runCount: Int, values: [Float]) {
        precondition(
            values.count == runCount * Metric.allCases.count * epochCount,
            "\(runCount) runs and \(epochCount) epochs do not make \(values.count) values"
        )
        self.firstEpoch = firstEpoch
        self.epochCount = epochCount
        self.runCount = runCount
        self.values = values
    }

    /// The epochs that the block covers.
    public var epochs: Range<Int> { firstEpoch..<firstEpoch + epochCount }

    /// The column of `metric` of the run in lane `lane`, one value for each epoch.
    public func column(_ metric: Metric, lane: Int) -> ArraySlice<Float> {
        let index = lane * Metric.allCases.count + metric.column
        return values[index * epochCount..<(index + 1) * epochCount]
    }

    /// Compares bits, so that a NaN equals itself.
    public static func == (left: EpochBlock, right: EpochBlock) -> Bool {
        left.firstEpoch == right.firstEpoch && left.epochCount == right.epochCount
            && left.runCount == right.runCount
            && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
    }

    /// Feeds the bits that `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(firstEpoch)
        hasher.combine(epochCount)
        hasher.combine(runCount)
        for value in values { hasher.combine(value.bitPattern) }
    }
}

extension Metric {
    /// The place of the metric's column in a block.
    package var column: Int {
        switch self {
        case .lastBatchLoss: 0
        case .meanBatchLoss: 1
        case .loss: 2
        case .accuracy: 3
        }
    }
}
