package import Digest
package import NeuralNet
package import SweepModel
package import SweepStatistics
package import TrainingModel

/// Writes a sweep in the layout of another tool while its runs pass by.
///
/// Everything is written as soon as it is known and nothing is kept of a setting that is complete,
/// so the size of a sweep does not matter. Equal results, dates included, give equal files.
package protocol RunExporter {
    /// Takes the next run in; the runs of a setting come one after the other.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    mutating func add(_ record: RunRecord) throws

    /// Takes in what the runs since the last setting have come to together.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    mutating func endSetting(_ setting: ExportedSetting) throws

    /// Completes the files after the last setting.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    mutating func finish() throws
}

/// What an exporter knows of a sweep before its first run.
package struct ExportedSweep {
    /// The plan.
    package let plan: SweepPlan

    /// The samples that the runs were trained on, their classes named as in their file.
    package let dataset: Dataset

    /// All samples with the part of each, or `nil` if ``dataset`` is all that there is.
    package let table: SampleTable?

    /// SHA-256 of the spec: equal sweeps get equal names.
    package let specDigest: Digest

    /// When the runs were trained.
    package let period: TrainingPeriod

    /// What gives each run its score.
    package let judge: RunJudge

    /// The setting with the lowest mean score, where the format asks for it.
    package let leader: Int?

    /// Describes a sweep.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - samples: The samples that the runs were trained on, classes named as in their file.
    ///   - specDigest: SHA-256 of the spec.
    ///   - period: When the runs were trained.
    ///   - leader: The setting with the lowest mean score, if the format asks for it.
    package init(
        plan: SweepPlan,
        samples: ReportSamples,
        specDigest: Digest,
        period: TrainingPeriod,
        leader: Int?
    ) {
        self.plan = plan
        dataset = samples.dataset
        table = samples.table
        self.specDigest = specDigest
        self.period = period
        judge = RunJudge(plan, guesses: samples.guesses)
        self.leader = leader
    }

    /// The end of epoch `epoch`, counted from 0, in milliseconds since 1970.
    package func milliseconds(afterEpoch epoch: Int) -> Int {
        period.milliseconds(after: epoch + 1, of: plan.spec.epochs)
    }

    /// The epoch that is taken of a finished run; `nil` where that is the last one, whose values
    /// other tools show by themselves.
    package func selection(of record: RunRecord) -> EpochSelection? {
        guard judge.choice.isByValidation, let epoch = record.measures.selectedEpoch else {
            return nil
        }
        let curve = record.result.curve
        let values = curve.metrics.map { metric in
            let values = curve[metric]
            return ("selected_\(metric.name)", values[values.startIndex + epoch])
        }
        let count = (Measure.selectedEpoch.name, record.measures[.selectedEpoch])
        return EpochSelection(epoch: epoch, values: values + [count])
    }
}

/// The numbers of the epoch that is taken of a run, beside its curves.
package struct EpochSelection {
    /// The epoch, counted from 0.
    package let epoch: Int

    /// Name and value: each metric after that epoch, and how many epochs had been trained.
    package let values: [(name: String, value: Float)]
}

/// The runs of one setting together.
package struct ExportedSetting {
    /// The numbers, with their statistics.
    package let results: SettingResults

    /// The best finished run, if one finished.
    package let best: Run?

    private let bands: [(metric: Metric, band: EpochBand)]

    /// Puts a setting together.
    ///
    /// - Parameters:
    ///   - results: The numbers, with their statistics.
    ///   - best: The best finished run, if one finished.
    ///   - bands: Mean and interval of each metric, in the table's order.
    package init(
        results: SettingResults,
        best: Run?,
        bands: [(metric: Metric, band: EpochBand)]
    ) {
        self.results = results
        self.best = best
        self.bands = bands
    }

    /// The curves of mean and Student-t 95 % interval that other tools cannot compute themselves.
    ///
    /// They have values where two runs at least have one: below that there is no interval, and the
    /// mean is one run's. They end with the first run that stops early.
    package var curves: [(bound: BandBound, metric: Metric, values: [Float])] {
        guard hasBands else { return [] }
        return BandBound.allCases.flatMap { bound in
            bands.map { metric, band in
                let values = zip(band.counts, band[bound]).prefix(epochCount)
                    .map { $0 > 1 ? $1 : .nan }
                return (bound, metric, values)
            }
        }
    }

    /// The epochs of ``curves``.
    package var epochCount: Int {
        let count = bands.first?.band.counts.count ?? 0
        return min(count, results.sharedEpochCount ?? count)
    }

    /// Whether at least two runs have values of one epoch.
    package var hasBands: Bool { bands.contains { $0.band.counts.contains { $0 > 1 } } }
}

/// One of the three curves of a band; raw values are the names in exports.
package enum BandBound: String, CaseIterable {
    /// x̄.
    case mean

    /// The lower end of the 95 % interval.
    case lower

    /// The upper end of the 95 % interval.
    case upper
}

extension EpochBand {
    /// The values of one of the three curves, one for each epoch.
    fileprivate subscript(bound: BandBound) -> [Float] {
        switch bound {
        case .mean: mean
        case .lower: low
        case .upper: high
        }
    }
}

/// How a run or a setting stands, in the words that other tools have in common.
package enum ExportedStatus {
    /// It is not over.
    case running

    /// It did all that it was asked to.
    case finished

    /// It could not be trained.
    case failed

    /// The status of a run that ended in `outcome`, or of an open one.
    ///
    /// A diverged run is finished: its divergence is the result. An open run counts as running,
    /// since other tools have no word for one that may be resumed.
    package init(_ outcome: RunOutcome?) {
        switch outcome {
        case .finished, .diverged: self = .finished
        case .failed: self = .failed
        case nil: self = .running
        }
    }

    /// The status of a setting whose runs ended as counted.
    package init(_ counts: RunCounts) { self = counts.open > 0 ? .running : .finished }
}
