package import Foundation
internal import NeuralNet
internal import SweepModel
package import TrainingModel

/// The data files that are written while the runs pass by.
package struct ReportFiles {
    /// `runs.csv`.
    package let runs: RunsTable

    /// `epochs.csv`.
    package let epochs: EpochsTable

    /// `report.json`.
    package let document: ReportDocument

    /// `models/`.
    package let models: ModelFolder

    /// Opens the files of runs that record `metrics` in `directory`.
    ///
    /// - Throws: ``ReportError`` if one cannot be created.
    package init(in directory: URL, metrics: [Metric], models selection: ModelSelection) throws {
        runs = try RunsTable(directory.appending(path: "runs.csv"), metrics: metrics)
        epochs = try EpochsTable(directory.appending(path: "epochs.csv"), metrics: metrics)
        document = try ReportDocument(directory.appending(path: "report.json"), metrics: metrics)
        models = try ModelFolder(directory.appending(path: "models"), selection: selection)
    }

    /// Writes one run into each file.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ record: RunRecord) throws {
        try runs.add(record)
        try epochs.add(record)
        try document.add(record)
        try models.add(record.result)
    }

    /// Completes tables and models; the document is completed with the findings.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func closeTables() throws {
        try runs.close()
        try epochs.close()
        try models.finish()
    }
}
