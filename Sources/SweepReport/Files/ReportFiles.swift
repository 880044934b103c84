internal import Foundation
internal import NeuralNet
internal import SweepModel
internal import TrainingModel

/// The data files that are written while the runs pass by.
struct ReportFiles {
    /// `runs.csv`.
    let runs: RunsTable

    /// `epochs.csv`.
    let epochs: EpochsTable

    /// `report.json`.
    let document: ReportDocument

    /// `models/`.
    let models: ModelFolder

    /// Opens the files of runs that record `metrics` in `directory`.
    ///
    /// - Throws: ``ReportError`` if one cannot be created.
    init(in directory: URL, metrics: [Metric], models selection: ModelSelection) throws {
        runs = try RunsTable(directory.appending(path: "runs.csv"), metrics: metrics)
        epochs = try EpochsTable(directory.appending(path: "epochs.csv"), metrics: metrics)
        document = try ReportDocument(directory.appending(path: "report.json"), metrics: metrics)
        models = try ModelFolder(directory.appending(path: "models"), selection: selection)
    }

    /// Writes one run into each file.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func add(_ result: RunResult, measures: RunMeasures) throws {
        let digest = result.outcome == nil ? nil : RunDigest.digest(of: result)
        try runs.add(result, measures: measures, digest: digest)
        try epochs.add(result)
        try document.add(result, measures: measures, digest: digest)
        try models.add(result)
    }

    /// Completes tables and models; the document is completed with the findings.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func closeTables() throws {
        try runs.close()
        try epochs.close()
        try models.finish()
    }
}
