internal import SweepModel

/// All that a report keeps of the runs of one setting.
struct SettingResults {
    /// The place in the plan's settings.
    let index: Int

    /// The hyper-parameters.
    let setting: Setting

    /// One entry for each seed, in the plan's order.
    private(set) var runs: [RunMeasures] = []

    /// The runs that trained all epochs.
    private(set) var finishedCount = 0

    /// The runs whose loss left the finite numbers.
    private(set) var divergedCount = 0

    /// The runs that could not be trained.
    private(set) var failedCount = 0

    /// The runs that have not ended yet.
    private(set) var openCount = 0

    /// The finite last losses of diverged runs and their epochs, at most ``divergenceLimit``.
    private(set) var divergences: [(epoch: Int, loss: Float)] = []

    /// Statistics of each measure, in the order of its cases; empty until the setting is complete.
    var statistics: [SampleStatistics] = []

    /// The curves' bands by metric, in the order of its cases; empty if no figure shows them.
    var bands: [EpochBand] = []

    /// How many divergences a figure marks.
    static let divergenceLimit = 64

    /// Starts without runs.
    init(index: Int, setting: Setting) {
        self.index = index
        self.setting = setting
    }

    /// Takes one run in.
    mutating func add(_ measures: RunMeasures, outcome: RunOutcome?) {
        runs.append(measures)
        switch outcome {
        case .finished: finishedCount += 1
        case .failed: failedCount += 1
        case nil: openCount += 1
        case .diverged:
            divergedCount += 1
            if measures.lastFiniteEpoch >= 0, divergences.count < Self.divergenceLimit {
                divergences.append((measures.lastFiniteEpoch, measures.lastFiniteLoss))
            }
        }
    }

    /// The statistics of `measure`, over the finished runs.
    subscript(measure: Measure) -> SampleStatistics { statistics[measure.position] }

    /// The values of `measure`, one for each seed; NaN where the run did not finish.
    func values(of measure: Measure) -> [Double] {
        runs.map { $0.loss.isFinite ? Double(measure.value(of: $0)) : .nan }
    }

    /// Whether this setting did better than `other`: fewer diverged runs, then lower mean loss.
    func isBetter(than other: SettingResults) -> Bool {
        guard finishedCount > 0 else { return false }
        guard other.finishedCount > 0 else { return true }
        let ours = Double(divergedCount) / Double(divergedCount + finishedCount)
        let theirs = Double(other.divergedCount) / Double(other.divergedCount + other.finishedCount)
        return (ours, self[.loss].mean) < (theirs, other[.loss].mean)
    }
}
