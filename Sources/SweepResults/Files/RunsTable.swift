package import Foundation
package import SweepModel
internal import TrainingModel

/// `runs.csv`: one row for each run (RFC 4180).
package struct RunsTable {
    private let columns: [RunColumn]
    private let file: BufferedFile

    /// Begins the table of the runs of `plan` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    package init(_ destination: URL, plan: SweepPlan) throws {
        columns = RunColumn.table(of: plan)
        file = try BufferedFile(destination)
        try file.write(columns.map(\.name).joined(separator: ",") + BufferedFile.csvLineEnd)
    }

    /// Appends the row of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func add(_ record: RunRecord) throws {
        try file.append { bytes in
            BufferedFile.appendCells(columns, of: record, to: &bytes)
            bytes.append(contentsOf: BufferedFile.csvLineEnd.utf8)
        }
    }

    /// Completes the table.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func close() throws { try file.close() }
}

/// `epochs.csv`: one row for each run and epoch (RFC 4180).
package struct EpochsTable {
    private let identity: [RunColumn]
    private let metrics: [Metric]
    private let file: BufferedFile

    /// Begins the table of the epochs of `plan` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    package init(_ destination: URL, plan: SweepPlan) throws {
        identity = RunColumn.identity(of: plan)
        metrics = plan.spec.recordedMetrics
        file = try BufferedFile(destination)
        let names = identity.map(\.name) + ["epoch"] + metrics.map(\.name)
        try file.write(names.joined(separator: ",") + BufferedFile.csvLineEnd)
    }

    /// Appends the rows of one run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func add(_ record: RunRecord) throws {
        // All rows of a run begin alike, and a run may have a million rows.
        var prefix: [UInt8] = []
        BufferedFile.appendCells(identity, of: record, to: &prefix)
        prefix.append(UInt8(ascii: ","))
        let columns = metrics.map { record.result.curve[$0] }
        for epoch in 0..<record.result.recordedEpochCount {
            try file.append { bytes in
                bytes.append(contentsOf: prefix)
                bytes.append(contentsOf: String(epoch).utf8)
                for column in columns {
                    let value = column[column.startIndex + epoch]
                    bytes.append(UInt8(ascii: ","))
                    if value.isFinite { bytes.append(contentsOf: value.description.utf8) }
                }
                bytes.append(contentsOf: BufferedFile.csvLineEnd.utf8)
            }
        }
    }

    /// Completes the table.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func close() throws { try file.close() }
}

extension BufferedFile {
    /// Ends every row of a CSV file.
    fileprivate static let csvLineEnd = "\r\n"

    /// Appends the values of `columns` with commas between them.
    fileprivate static func appendCells(
        _ columns: [RunColumn],
        of record: RunRecord,
        to bytes: inout [UInt8]
    ) {
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: column.value(record).csv.utf8)
        }
    }
}
