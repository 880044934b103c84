/// The metrics of one run over its epochs.
public struct Curve: Hashable, Sendable {
    /// One value for each metric and epoch; shape [4, epochs].
    ///
    /// NaN where a run had diverged.
    public let values: [Float]

    /// The number of epochs.
    public let epochCount: Int

    /// Wraps columns in the order of ``Metric``'s cases.
    ///
    /// - Precondition: `values` holds 4 · `epochCount` numbers.
    public init(values: [Float], epochCount: Int) {
        precondition(
            values.count == Metric.allCases.count * epochCount,
            "\(epochCount) epochs do not make \(values.count) values"
        )
        self.values = values
        self.epochCount = epochCount
    }

    /// The column of `metric`, one value for each epoch.
    public subscript(metric: Metric) -> ArraySlice<Float> {
        values[metric.column * epochCount..<(metric.column + 1) * epochCount]
    }
}
