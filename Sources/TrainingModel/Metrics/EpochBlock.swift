/// The metrics of all runs of a pack over some neighbouring epochs, in columns.
///
/// It names the metrics that it holds, so that blocks with other metrics stay readable. A value
/// that does not exist, since its run has diverged or stopped before, is NaN.
public struct EpochBlock: Sendable {
    /// What the columns are, each metric once.
    public let metrics: [Metric]

    /// The first epoch, counted from 0.
    public let firstEpoch: Int

    /// The number of epochs, from 1.
    public let epochCount: Int

    /// The number of runs, from 1.
    public let runCount: Int

    /// The numbers: for each run, for each metric, for each epoch; shape [runs, metrics, epochs].
    public let values: [Float]

    /// Wraps columns.
    ///
    /// - Precondition: `values` holds `runCount` · `metrics.count` · `epochCount` numbers.
    public init(
        metrics: [Metric],
        firstEpoch: Int,
        epochCount: Int,
        runCount: Int,
        values: [Float]
    ) {
        precondition(
            values.count == runCount * metrics.count * epochCount,
            "\(runCount) runs, \(metrics.count) metrics and \(epochCount) epochs do not make "
                + "\(values.count) values"
        )
        self.metrics = metrics
        self.firstEpoch = firstEpoch
        self.epochCount = epochCount
        self.runCount = runCount
        self.values = values
    }

    /// The epochs that the block covers.
    public var epochs: Range<Int> { firstEpoch..<firstEpoch + epochCount }

    /// The column of `metric` of the run in lane `lane`, one value for each epoch; empty if the
    /// block does not hold the metric.
    public func column(_ metric: Metric, lane: Int) -> ArraySlice<Float> {
        guard let position = metrics.firstIndex(of: metric) else { return [] }
        let index = lane * metrics.count + position
        return values[index * epochCount..<(index + 1) * epochCount]
    }
}

extension EpochBlock: Hashable {
    /// Compares bits, so that a NaN equals itself.
    public static func == (left: EpochBlock, right: EpochBlock) -> Bool {
        left.metrics == right.metrics && left.firstEpoch == right.firstEpoch
            && left.epochCount == right.epochCount && left.runCount == right.runCount
            && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
    }

    /// Feeds the bits that `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(metrics)
        hasher.combine(firstEpoch)
        hasher.combine(epochCount)
        hasher.combine(runCount)
        for value in values { hasher.combine(value.bitPattern) }
    }
}

/// The metrics of one run over its epochs.
public struct Curve: Hashable, Sendable {
    /// What the columns are, each metric once.
    public let metrics: [Metric]

    /// One value for each metric and epoch; shape [metrics, epochs].
    ///
    /// NaN where a run had diverged. A run that stopped has no epochs after its last one.
    public let values: [Float]

    /// The number of epochs.
    public let epochCount: Int

    /// Wraps columns.
    ///
    /// - Precondition: `values` holds `metrics.count` · `epochCount` numbers.
    public init(metrics: [Metric], values: [Float], epochCount: Int) {
        precondition(
            values.count == metrics.count * epochCount,
            "\(metrics.count) metrics and \(epochCount) epochs do not make \(values.count) values"
        )
        self.metrics = metrics
        self.values = values
        self.epochCount = epochCount
    }

    /// The column of `metric`, one value for each epoch; empty if it was not recorded.
    public subscript(metric: Metric) -> ArraySlice<Float> {
        guard let position = metrics.firstIndex(of: metric) else { return [] }
        return values[position * epochCount..<(position + 1) * epochCount]
    }
}

extension Curve {
    /// The first epochs of the curve.
    ///
    /// - Parameter count: How many; all there are if it is larger.
    /// - Returns: The curve of these epochs.
    public func prefix(_ count: Int) -> Curve {
        guard count < epochCount else { return self }
        return Curve(
            metrics: metrics,
            values: metrics.indices.flatMap { index in
                values[index * epochCount..<index * epochCount + count]
            },
            epochCount: count
        )
    }
}
