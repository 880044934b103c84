internal import Digest
internal import Foundation
internal import SweepModel

/// `runs.csv`: one row for each run.
struct RunsTable {
    /// The names of the columns.
    static let columns =
        "run,\(CSVText.settingColumns),outcome,diverged_at,epochs,last_batch_loss,mean_batch_loss,"
        + "loss,accuracy,best_loss,epochs_to_target,loss_area,oscillation,digest"

    private let file: BufferedFile

    /// Begins the table at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    init(_ destination: URL) throws {
        file = try BufferedFile(destination)
        try file.write(Self.columns + CSVText.lineEnd)
    }

    /// Appends the row of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func add(_ result: RunResult, measures: RunMeasures, digest: Digest?) throws {
        let numbers = [
            measures.lastBatchLoss, measures.meanBatchLoss, measures.loss, measures.accuracy,
            measures.bestLoss,
        ]
        let epochsToTarget =
            measures.epochsToTarget.isFinite ? String(Int(measures.epochsToTarget)) : ""
        let cells = [
            "\(result.run.id)", CSVText.settingCells(of: result.run),
            result.outcome.name, result.outcome.divergedEpoch.map(String.init) ?? "",
            "\(result.recordedEpochCount)",
            numbers.map(CSVText.cell).joined(separator: ","), epochsToTarget,
            CSVText.cell(measures.lossArea), CSVText.cell(measures.oscillation),
            digest?.description ?? "",
        ]
        try file.write(cells.joined(separator: ",") + CSVText.lineEnd)
    }

    /// Completes the table.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func close() throws { try file.close() }
}
