package import SweepModel
package import SweepStatistics
package import TrainingModel

/// All that a report keeps of the runs of one setting.
package struct SettingResults {
    /// The place in the plan's settings.
    package let index: Int

    /// The hyper-parameters.
    package let setting: Setting

    /// How many runs ended how.
    package private(set) var counts = RunCounts()

    /// The values of each of ``Measure/compared``, one for each run in the plan's order.
    private var columns = Measure.compared.map { _ in [Float]() }

    /// The finite last losses of diverged runs and their epochs, at most ``divergenceLimit``.
    package private(set) var divergences: [(epoch: Int, loss: Float)] = []

    /// Statistics of each of ``Measure/compared``; empty until the setting is complete.
    package var statistics: [SampleStatistics] = []

    /// The bands of the curves; empty if no figure shows them.
    package var bands: [Metric: EpochBand] = [:]

    /// How many divergences a figure marks.
    package static let divergenceLimit = 64

    /// Starts without runs.
    package init(index: Int, setting: Setting) {
        self.index = index
        self.setting = setting
    }

    /// Takes one run in.
    package mutating func add(_ measures: RunMeasures, outcome: RunOutcome?) {
        counts.total += 1
        if let outcome { counts.count(outcome) }
        for (index, measure) in Measure.compared.enumerated() {
            columns[index].append(measures[measure])
        }
        if case .diverged = outcome, divergences.count < Self.divergenceLimit,
            let epoch = measures.lastFiniteEpoch
        {
            divergences.append((epoch, measures[.lastFiniteLoss]))
        }
    }

    /// Computes ``statistics``, after the last run.
    mutating func complete(quantiles: inout StudentQuantiles) {
        statistics = Measure.compared.map {
            SampleStatistics(values(of: $0), quantiles: &quantiles)
        }
    }

    /// The statistics of `measure`, over the finished runs.
    package subscript(measure: Measure) -> SampleStatistics { statistics[Self.index(of: measure)] }

    /// The values of `measure`, one for each seed; NaN where the run did not finish.
    package func values(of measure: Measure) -> [Double] {
        zip(columns[Self.index(of: .loss)], columns[Self.index(of: measure)]).map { loss, value in
            loss.isFinite ? Double(value) : .nan
        }
    }

    private static func index(of measure: Measure) -> Int {
        guard let index = Measure.compared.firstIndex(of: measure) else {
            preconditionFailure("settings are not compared by \(measure.name)")
        }
        return index
    }

    /// Whether this setting did better than `other`: fewer diverged runs, then lower mean loss.
    package func isBetter(than other: SettingResults) -> Bool {
        guard counts.finished > 0 else { return false }
        guard other.counts.finished > 0 else { return true }
        let (ours, theirs) = (counts.divergedShare, other.counts.divergedShare)
        return (ours, self[.loss].mean) < (theirs, other[.loss].mean)
    }
}

extension RunCounts {
    /// The share of the diverged runs among those that trained at all.
    fileprivate var divergedShare: Double { Double(diverged) / Double(diverged + finished) }

    /// The sum of two counts.
    static func + (left: RunCounts, right: RunCounts) -> RunCounts {
        RunCounts(
            total: left.total + right.total,
            finished: left.finished + right.finished,
            diverged: left.diverged + right.diverged,
            failed: left.failed + right.failed
        )
    }
}

/// Mean and spread of each metric at each epoch over the runs of one setting, run by run.
package struct EpochStatistics {
    private let metrics: [Metric]
    private var columns: [EpochBandAccumulator]

    /// Starts without runs.
    ///
    /// - Parameters:
    ///   - metrics: What runs record.
    ///   - epochCount: The epochs of a whole run.
    package init(_ metrics: [Metric], epochCount: Int) {
        self.metrics = metrics
        columns = metrics.map { _ in EpochBandAccumulator(epochCount: epochCount) }
    }

    /// Takes one run's curve in; values that are not finite do not count.
    package mutating func add(_ curve: Curve) {
        for (index, metric) in metrics.enumerated() { columns[index].add(curve[metric]) }
    }

    /// The means and intervals of each metric.
    package func bands(quantiles: inout StudentQuantiles) -> [Metric: EpochBand] {
        var bands: [Metric: EpochBand] = [:]
        for (metric, column) in zip(metrics, columns) {
            bands[metric] = column.band(quantiles: &quantiles)
        }
        return bands
    }
}
