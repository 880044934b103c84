internal import Foundation
internal import SweepModel

/// `epochs.csv`: one row for each run and epoch.
struct EpochsTable {
    /// The names of the columns.
    static let columns =
        "run,\(CSVText.settingColumns),epoch,last_batch_loss,mean_batch_loss,loss,accuracy"

    private let file: BufferedFile

    /// Begins the table at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    init(_ destination: URL) throws {
        file = try BufferedFile(destination)
        try file.write(Self.columns + CSVText.lineEnd)
    }

    /// Appends the rows of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func add(_ result: RunResult) throws {
        let prefix = Array("\(result.run.id),\(CSVText.settingCells(of: result.run)),".utf8)
        let curve = result.curve
        let columns = Metric.allCases.map { curve[$0] }
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
