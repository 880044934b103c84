package import NeuralNet
package import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// Walks through the runs once: feeds the data files on the way and keeps what the page needs.
package struct ResultCollector {
    private var results: SweepResults
    private let targetAccuracy: Double
    private let baseline: Double?
    private let files: ReportFiles?
    private let isDrawn: Bool
    private var quantiles = StudentQuantiles()
    private var current: SettingResults?
    private var currentTrained: TrainedSetting?
    private var epochs: EpochStatistics
    private let momenta: [Double]
    private var trained: [TrainedSetting?]

    /// Starts before the first run.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - dataset: The samples.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    ///   - baseline: The momentum to compare with; `nil` is the lowest of each family.
    ///   - files: The files to feed, if any.
    ///   - isDrawn: Whether there will be figures, which need curves and networks.
    package init(
        plan: SweepPlan,
        dataset: Dataset,
        targetAccuracy: Double,
        baseline: Double?,
        files: ReportFiles?,
        isDrawn: Bool
    ) {
        results = SweepResults(plan: plan, dataset: dataset)
        self.targetAccuracy = targetAccuracy
        self.baseline = baseline
        self.files = files
        self.isDrawn = isDrawn
        epochs = EpochStatistics(plan.spec.recordedMetrics, epochCount: plan.spec.epochs)
        momenta = SweepResults.momenta(of: plan)
        trained = momenta.map { _ in nil }
    }

    /// Takes the next run of the plan in.
    ///
    /// - Throws: ``ReportError`` if a file cannot be written.
    package mutating func add(_ result: RunResult) throws {
        if let current, current.index != result.run.settingIndex { try completeSetting(current) }
        if current == nil {
            let spec = results.plan.spec
            epochs = EpochStatistics(spec.recordedMetrics, epochCount: spec.epochs)
            let setting = SettingResults(
                index: result.run.settingIndex,
                setting: result.run.setting
            )
            try files?.write(.beginning(setting))
            current = setting
        }
        let record = RunRecord(
            result,
            targetAccuracy: targetAccuracy,
            isDigested: files != nil
        )
        current?.add(record.measures, outcome: result.outcome)
        epochs.add(result.curve)
        if record.measures[.loss].isFinite {
            if currentTrained == nil {
                currentTrained = TrainedSetting(result)
            } else {
                currentTrained?.add(result)
            }
        }
        if case .failed(let reason) = result.outcome,
            results.failures.count < SweepResults.failureLimit
        {
            results.failures.append((result.run, reason))
        }
        try files?.write(.run(record))
    }

    /// What was collected, after the last run.
    ///
    /// - Parameter anomalies: What did not fit together while the sweep ran.
    /// - Returns: The sweep in numbers.
    /// - Throws: ``ReportError`` if a file cannot be written.
    package mutating func finish(anomalies: [Anomaly]) throws -> SweepResults {
        if let current { try completeSetting(current) }
        precondition(
            results.settings.count == results.plan.settings.count,
            "\(results.settings.count) of \(results.plan.settings.count) settings came"
        )
        results.trained = trained.compactMap(\.self)
        results.showBest()
        results.anomalies = anomalies
        results.comparisons = Comparison.all(in: results, baseline: baseline)
        try files?.closeTables()
        return results
    }

    private mutating func completeSetting(_ setting: SettingResults) throws {
        var complete = setting
        complete.complete(quantiles: &quantiles)
        let bands = epochs.bands(quantiles: &quantiles)
        let isBest = results.isNewBest(complete)
        if isBest { forgetBest() }
        let isShown =
            isDrawn && (isBest || results.shownMomenta.contains(setting.setting.momentum))
        if isShown { complete.bands = bands }
        try files?.write(.end(complete, bands: bands, best: currentTrained?.best))
        results.append(complete)
        current = nil
        guard var candidate = currentTrained,
            let place = momenta.firstIndex(of: setting.setting.momentum)
        else { return }
        currentTrained = nil
        if !isShown { candidate.dropReplicas() }
        if let best = trained[place], !complete.isBetter(than: results.settings[best.index]) {
            return
        }
        trained[place] = candidate
    }

    /// Drops the figures' numbers of the setting that was the best one until now.
    private mutating func forgetBest() {
        guard let index = results.bestIndex else { return }
        let momentum = results.settings[index].setting.momentum
        guard !results.shownMomenta.contains(momentum) else { return }
        results.settings[index].bands = [:]
        guard let place = momenta.firstIndex(of: momentum), trained[place]?.index == index else {
            return
        }
        trained[place]?.dropReplicas()
    }
}
