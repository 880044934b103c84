public import Foundation
internal import SweepModel
public import SweepResults

extension ReportBuilder {
    /// Writes all runs in the layout of another tool.
    ///
    /// Each run becomes one run of the tool, and so does each setting with several seeds: tens of
    /// thousands of runs become as many folders. Files of an older export are replaced.
    ///
    /// - Parameters:
    ///   - format: The tool.
    ///   - directory: Where the tool's folder is made, named ``ExportFormat/folderName``.
    ///   - period: When the runs were trained.
    /// - Returns: The folder.
    /// - Throws: ``ReportError``, or an error of the source.
    public func export(
        _ format: ExportFormat,
        to directory: URL,
        trained period: TrainingPeriod
    ) throws -> URL {
        let sweep = ExportedSweep(
            plan: plan,
            dataset: samples,
            table: table,
            specDigest: context.specDigest,
            period: period
        )
        return try SweepExport.write(sweep, from: source, as: format, to: directory)
    }
}
