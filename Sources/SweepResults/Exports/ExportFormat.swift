internal import Digest
public import Foundation
internal import NeuralNet
package import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// A layout of files that other tools read; raw values are the command line's words.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// TensorBoard's event files, with the hyper-parameters for its HPARAMS page.
    case tensorboard

    /// MLflow's file store; current MLflow asks for `MLFLOW_ALLOW_FILE_STORE=true` to read one.
    case mlflow

    /// A PyTorch program that repeats any run, and the samples that it reads.
    case pytorch

    /// The folder within the run directory.
    public var folderName: String { row.folder }

    /// What writes a sweep into an existing folder.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func exporter(of sweep: ExportedSweep, in folder: URL) throws -> any RunExporter {
        try row.exporter(sweep, folder)
    }

    /// The table of formats.
    private var row: (folder: String, exporter: (ExportedSweep, URL) throws -> any RunExporter) {
        switch self {
        case .tensorboard: ("tensorboard", { TensorBoardExport($0, folder: $1) })
        case .mlflow: ("mlruns", { try MLflowExport($0, folder: $1) })
        case .pytorch: ("pytorch", { PyTorchExport($0, folder: $1) })
        }
    }
}

/// When the runs of a sweep were trained.
///
/// The store keeps no times of single runs, so exports spread each of them evenly over the whole
/// period: epoch e of E ends at start + (e + 1)/E · (end − start). The same epoch has the same time
/// in all runs.
public struct TrainingPeriod: Sendable, Hashable {
    /// When training began, in milliseconds since 1970.
    public let startMilliseconds: Int

    /// When it ended, or until when its results are known, in milliseconds since 1970.
    public let endMilliseconds: Int

    /// The dates that whole milliseconds of other tools can hold: the years 1970 to 9999.
    private static let possible = 0.0...253_402_300_799

    /// Describes a period; what lies outside the years 1970 to 9999 counts as their border.
    ///
    /// - Parameters:
    ///   - start: When training began.
    ///   - end: When it ended; not before `start`, else `start` counts.
    public init(from start: Date, to end: Date) {
        startMilliseconds = Self.milliseconds(of: start)
        endMilliseconds = max(startMilliseconds, Self.milliseconds(of: end))
    }

    private static func milliseconds(of date: Date) -> Int {
        let seconds = date.timeIntervalSince1970
        guard !seconds.isNaN else { return 0 }
        return Int((min(max(seconds, possible.lowerBound), possible.upperBound) * 1000).rounded())
    }

    /// The time at which `done` of `count` equal parts have passed, in milliseconds since 1970.
    package func milliseconds(after done: Int, of count: Int) -> Int {
        let share = Double(done) / Double(max(count, 1))
        return startMilliseconds + Int(Double(endMilliseconds - startMilliseconds) * share)
    }
}

/// Walks through the runs of a sweep once and hands them to an exporter.
package struct SweepExport {
    private let sweep: ExportedSweep
    private var exporter: any RunExporter
    private var quantiles = StudentQuantiles()
    private var setting: SettingResults?
    private var epochs: EpochStatistics
    private let objective: Objective
    private var best: (run: Run, loss: Float)?

    /// Writes all runs in the layout of another tool.
    ///
    /// - Parameters:
    ///   - sweep: What is known before the first run.
    ///   - source: The runs.
    ///   - format: The tool.
    ///   - directory: Where the tool's folder is made.
    /// - Returns: The folder.
    /// - Throws: ``ReportError``, or an error of the source.
    package static func write(
        _ sweep: ExportedSweep,
        from source: any RunResultSource,
        as format: ExportFormat,
        to directory: URL
    ) throws -> URL {
        let folder = directory.appending(path: format.folderName)
        try FolderMaker.makeWithinReport(folder)
        var export = SweepExport(sweep, try format.exporter(of: sweep, in: folder))
        try source.forEachRun { try export.add($0) }
        try export.finish()
        return folder
    }

    private init(_ sweep: ExportedSweep, _ exporter: any RunExporter) {
        self.sweep = sweep
        self.exporter = exporter
        objective = sweep.plan.objective
        epochs = Self.emptyEpochs(of: sweep.plan)
    }

    private static func emptyEpochs(of plan: SweepPlan) -> EpochStatistics {
        EpochStatistics(plan.spec.recordedMetrics, epochCount: plan.spec.epochs)
    }

    private mutating func add(_ result: RunResult) throws {
        let run = result.run
        if let setting, setting.index != run.settingIndex { try endSetting() }
        // No export asks when a run reached a target, or for the digest.
        let record = RunRecord(
            result,
            judge: sweep.judge,
            targetAccuracy: 1,
            isDigested: false
        )
        var current =
            setting
            ?? SettingResults(
                index: run.settingIndex,
                setting: run.setting,
                measures: sweep.plan.comparedMeasures
            )
        current.add(record.measures, outcome: result.outcome, scored: record.scored)
        setting = current
        epochs.add(result)
        let loss = record.measures[objective.lossMeasure]
        if loss.isFinite, best.map({ loss < $0.loss }) ?? true { best = (run, loss) }
        try exporter.add(record)
    }

    private mutating func endSetting() throws {
        guard var complete = setting else { return }
        complete.complete(&quantiles)
        let bands = epochs.bands(quantiles: &quantiles)
        try exporter.endSetting(
            ExportedSetting(
                results: complete,
                best: best?.run,
                bands: sweep.plan.spec.recordedMetrics.compactMap { metric in
                    bands[metric].map { (metric, $0) }
                }
            )
        )
        setting = nil
        best = nil
        epochs = Self.emptyEpochs(of: sweep.plan)
    }

    private mutating func finish() throws {
        try endSetting()
        try exporter.finish()
    }
}
