internal import Foundation
internal import NeuralNet
internal import SweepModel

/// Walks through the runs once: writes the data files on the way and keeps what the page needs.
struct ResultCollector {
    private(set) var results: SweepResults
    private let options: ReportOptions
    private let runsTable: RunsTable
    private let epochsTable: EpochsTable
    private let document: ReportDocument
    private var quantiles = StudentQuantiles()
    private var current: SettingResults?
    private var epochs: EpochStatistics
    private var bestRuns: [RunResult?]

    /// Opens the data files in `directory`.
    ///
    /// - Throws: ``ReportError`` if a file cannot be created.
    init(
        plan: SweepPlan,
        dataset: Dataset,
        context: ReportContext,
        options: ReportOptions,
        directory: URL
    ) throws {
        results = SweepResults(plan: plan, dataset: dataset)
        self.options = options
        runsTable = try RunsTable(directory.appending(path: "runs.csv"))
        epochsTable = try EpochsTable(directory.appending(path: "epochs.csv"))
        document = try ReportDocument(directory.appending(path: "report.json"))
        epochs = EpochStatistics(epochCount: plan.spec.epochs)
        bestRuns = results.shownMomenta.map { _ in nil }
        try document.begin(plan: plan, dataset: dataset, context: context, options: options)
    }

    /// Takes the next run of the plan in.
    ///
    /// - Throws: ``ReportError`` if a file cannot be written.
    mutating func add(_ result: RunResult) throws {
        if let current, current.index != result.run.settingIndex { try completeSetting(current) }
        var setting =
            current ?? SettingResults(index: result.run.settingIndex, setting: result.run.setting)
        if current == nil {
            epochs = EpochStatistics(epochCount: results.plan.spec.epochs)
            try document.beginSetting(setting)
        }
        let measures = RunMeasures(result, targetAccuracy: options.targetAccuracy)
        setting.add(measures, outcome: result.outcome)
        current = setting
        epochs.add(result.curve)
        keepIfBest(result, measures)
        if case .failed(let reason) = result.outcome,
            results.failures.count < SweepResults.failureLimit
        {
            results.failures.append((result.run, reason))
        }
        let digest = result.outcome == nil ? nil : RunDigest.digest(of: result)
        try runsTable.add(result, measures: measures, digest: digest)
        try epochsTable.add(result)
        try document.add(result, measures: measures, digest: digest)
    }

    /// Completes the tables; the document is completed with the findings, by ``finish(_:)``.
    ///
    /// - Throws: ``ReportError`` if a file cannot be written.
    mutating func completeRuns(anomalies: [Anomaly]) throws {
        if let current { try completeSetting(current) }
        precondition(
            results.settings.count == results.plan.settings.count,
            "\(results.settings.count) of \(results.plan.settings.count) settings came"
        )
        results.bestRuns = bestRuns.compactMap(\.self)
        results.anomalies = anomalies
        try runsTable.close()
        try epochsTable.close()
    }

    /// Completes the document.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func finish(_ conclusions: Conclusions) throws {
        try document.end(results, conclusions: conclusions)
    }

    private mutating func completeSetting(_ setting: SettingResults) throws {
        var complete = setting
        complete.statistics = Measure.allCases.map {
            SampleStatistics(complete.values(of: $0), quantiles: &quantiles)
        }
        let bands = Metric.allCases.map { epochs.band(of: $0, quantiles: &quantiles) }
        if results.shownMomenta.contains(setting.setting.momentum) { complete.bands = bands }
        try document.endSetting(complete, bands: bands)
        results.settings.append(complete)
        current = nil
    }

    private mutating func keepIfBest(_ result: RunResult, _ measures: RunMeasures) {
        guard measures.loss.isFinite,
            let place = results.shownMomenta.firstIndex(of: result.run.setting.momentum)
        else { return }
        if let best = bestRuns[place]?.curve[.loss].last, best <= measures.loss { return }
        bestRuns[place] = result
    }
}
