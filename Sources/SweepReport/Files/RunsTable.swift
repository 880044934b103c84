internal import Digest
internal import Foundation
internal import SweepModel
internal import TrainingModel

/// `runs.csv`: one row for each run.
struct RunsTable {
    private let measures: [Measure]
    private let file: BufferedFile

    /// Begins the table of runs that record `metrics` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    init(_ destination: URL, metrics: [Metric]) throws {
        measures = Measure.all(of: metrics).filter(\.isInTables)
        file = try BufferedFile(destination)
        let columns =
            ["run", CSVText.settingColumns, "outcome", "diverged_at", "epochs"]
            + measures.map(\.name) + ["digest"]
        try file.write(columns.joined(separator: ",") + CSVText.lineEnd)
    }

    /// Appends the row of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func add(_ result: RunResult, measures values: RunMeasures, digest: Digest?) throws {
        let numbers = measures.map { measure in
            let value = values[measure]
            return measure.isWhole && value.isFinite ? "\(Int(value))" : CSVText.cell(value)
        }
        let cells =
            [
                "\(result.run.place)", CSVText.settingCells(of: result.run), result.outcome.name,
                result.outcome.divergedEpoch.map(String.init) ?? "",
                "\(result.recordedEpochCount)",
            ] + numbers + [digest?.description ?? ""]
        try file.write(cells.joined(separator: ",") + CSVText.lineEnd)
    }

    /// Completes the table.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func close() throws { try file.close() }
}
