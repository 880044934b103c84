/// The metrics of one run over its epochs.
public struct Curve: Hashable, Sendable {
    /// What the columns are, each metric once.
    public let metrics: [Metric]

    /// One value for each metric and epoch; shape [metrics, epochs].
    ///
    /// NaN where a run had diverged.
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
