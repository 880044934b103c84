internal import Foundation
internal import SweepModel
internal import TrainingModel

/// `epochs.csv`: one row for each run and epoch.
struct EpochsTable {
    private let metrics: [Metric]
    private let file: BufferedFile

    /// Begins the table of `metrics` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    init(_ destination: URL, metrics: [Metric]) throws {
        self.metrics = metrics
        file = try BufferedFile(destination)
        let columns = ["run", CSVText.settingColumns, "epoch"] + metrics.map(\.name)
        try file.write(columns.joined(separator: ",") + CSVText.lineEnd)
    }

    /// Appends the rows of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func add(_ result: RunResult) throws {
        let prefix = Array("\(result.run.place),\(CSVText.settingCells(of: result.run)),".utf8)
        let curve = result.curve
        let columns = metrics.map { curve[$0] }
        for epoch in 0..<result.recordedEpochCount {
            try file.append { bytes in
                bytes.append(contentsOf: prefix)
                bytes.append(contentsOf: String(epoch).utf8)
                for column in columns {
                    let value = column[column.startIndex + epoch]
                    bytes.append(UInt8(ascii: ","))
                    if value.isFinite { bytes.append(contentsOf: value.description.utf8) }
                }
                bytes.append(contentsOf: CSVText.lineEnd.utf8)
            }
        }
    }

    /// Completes the table.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func close() throws { try file.close() }
}
