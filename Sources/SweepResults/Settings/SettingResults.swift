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

    /// How many runs have which status.
    package private(set) var statuses = StatusCounts()

    /// The score of each run, in the plan's order; NaN where there is none.
    package private(set) var scores: [Double] = []

    /// What ``statistics`` are of.
    package let measures: [Measure]

    /// The values of each of ``measures``, one for each run in the plan's order.
    private var columns: [[Float]]

    /// The epochs that each finished run trained, in the plan's order.
    package private(set) var finishedEpochCounts: [Int] = []

    /// How far the validation loss of finished runs rose again, where their last epochs are taken.
    package private(set) var validationRises: [ValidationRise] = []

    /// The finite last losses of diverged runs and their epochs, at most ``divergenceLimit``.
    package private(set) var divergences: [(epoch: Int, loss: Float)] = []

    /// Statistics of each of ``measures``; empty until the setting is complete.
    package var statistics: [SampleStatistics] = []

    /// What the setting came to; nothing until the whole sweep is known.
    package internal(set) var score = SettingScore.none

    /// The bands of the curves; empty if no figure shows them.
    package var bands: [Metric: EpochBand] = [:]

    /// How many divergences a figure marks.
    package static let divergenceLimit = 64

    /// Starts without runs.
    ///
    /// - Parameters:
    ///   - index: The place in the plan's settings.
    ///   - setting: The hyper-parameters.
    ///   - measures: What statistics are asked of.
    package init(index: Int, setting: Setting, measures: [Measure]) {
        self.index = index
        self.setting = setting
        self.measures = measures
        columns = measures.map { _ in [] }
    }

    /// Takes one run in.
    package mutating func add(_ measures: RunMeasures, outcome: RunOutcome?, scored: ScoredRun) {
        counts.total += 1
        if let outcome { counts.count(outcome) }
        statuses[RunStatus(outcome, scored.state)] += 1
        scores.append(scored.score ?? .nan)
        for (index, measure) in self.measures.enumerated() {
            columns[index].append(measures[measure])
        }
        if case .finished = outcome { finishedEpochCounts.append(measures.epochCount) }
        if let rise = measures.validationRise { validationRises.append(rise) }
        if case .diverged = outcome, divergences.count < Self.divergenceLimit,
            let epoch = measures.lastFiniteEpoch
        {
            divergences.append((epoch, measures[.lastFiniteLoss]))
        }
    }

    /// Computes ``statistics``, after the last run.
    mutating func complete(_ quantiles: inout StudentQuantiles) {
        statistics = measures.map { SampleStatistics(values(of: $0), quantiles: &quantiles) }
    }

    /// The statistics of `measure`, over the finished runs.
    package subscript(measure: Measure) -> SampleStatistics { statistics[index(of: measure)] }

    /// The values of `measure`, one for each run; NaN where the run did not finish.
    package func values(of measure: Measure) -> [Double] {
        zip(columns[index(of: .loss)], columns[index(of: measure)]).map { loss, value in
            loss.isFinite ? Double(value) : .nan
        }
    }

    /// The mean score over the setting's own runs; infinite if none has a score.
    ///
    /// What settings are ranked by is the mean over common seeds, see ``SweepAnswer``; the two are
    /// equal once all runs have ended.
    package var meanScore: Double {
        let scores = scores.filter(\.isFinite)
        return scores.isEmpty ? .infinity : scores.reduce(0, +) / Double(scores.count)
    }

    /// The epochs that all finished runs trained: fewer than the plan's where a run stopped early;
    /// `nil` if none finished.
    package var sharedEpochCount: Int? { finishedEpochCounts.min() }

    private func index(of measure: Measure) -> Int {
        guard let index = measures.firstIndex(of: measure) else {
            preconditionFailure("settings are not compared by \(measure.name)")
        }
        return index
    }
}

extension SweepPlan {
    /// The measures by which the settings of the plan are described.
    package var comparedMeasures: [Measure] {
        let objective = self.objective
        return Measure.compared
            + (objective.isHeldOut ? [objective.lossMeasure, objective.accuracyMeasure] : [])
            + (spec.choice.isByValidation ? [.selectedEpoch] : [])
    }
}

extension RunCounts {
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
