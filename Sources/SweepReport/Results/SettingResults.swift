internal import SweepModel
internal import TrainingModel

/// All that a report keeps of the runs of one setting.
struct SettingResults {
    /// The place in the plan's settings.
    let index: Int

    /// The hyper-parameters.
    let setting: Setting

    /// The runs, finished or not.
    private(set) var runCount = 0

    /// The values of each of ``Measure/compared``, one for each run in the plan's order.
    private var columns = Measure.compared.map { _ in [Float]() }

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

    /// Statistics of each of ``Measure/compared``; empty until the setting is complete.
    var statistics: [SampleStatistics] = []

    /// The bands of the curves; empty if no figure shows them.
    var bands: [Metric: EpochBand] = [:]

    /// How many divergences a figure marks.
    static let divergenceLimit = 64

    /// Starts without runs.
    init(index: Int, setting: Setting) {
        self.index = index
        self.setting = setting
    }

    /// Takes one run in.
    mutating func add(_ measures: RunMeasures, outcome: RunOutcome?) {
        runCount += 1
        for (index, measure) in Measure.compared.enumerated() {
            columns[index].append(measures[measure])
        }
        switch outcome {
        case .finished: finishedCount += 1
        case .failed: failedCount += 1
        case nil: openCount += 1
        case .diverged:
            divergedCount += 1
            if divergences.count < Self.divergenceLimit, let epoch = measures.lastFiniteEpoch {
                divergences.append((epoch, measures[.lastFiniteLoss]))
            }
        }
    }

    /// The statistics of `measure`, over the finished runs.
    subscript(measure: Measure) -> SampleStatistics { statistics[Self.index(of: measure)] }

    /// The values of `measure`, one for each seed; NaN where the run did not finish.
    func values(of measure: Measure) -> [Double] {
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
    func isBetter(than other: SettingResults) -> Bool {
        guard finishedCount > 0 else { return false }
        guard other.finishedCount > 0 else { return true }
        let ours = Double(divergedCount) / Double(divergedCount + finishedCount)
        let theirs = Double(other.divergedCount) / Double(other.divergedCount + other.finishedCount)
        return (ours, self[.loss].mean) < (theirs, other[.loss].mean)
    }
}
