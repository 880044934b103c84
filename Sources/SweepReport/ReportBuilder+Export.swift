public import Foundation
internal import SweepModel
public import SweepResults

extension ReportBuilder {
    /// Writes all runs in the layout of another tool.
    ///
    /// Each run becomes one run of the tool, so tens of thousands of runs become as many folders.
    ///
    /// - Parameters:
    ///   - format: The tool.
    ///   - directory: Where the tool's folder is made, named `tensorboard` or `mlruns`.
    /// - Returns: The folder.
    /// - Throws: ``ReportError``, or an error of the source.
    public func export(_ format: ExportFormat, to directory: URL) throws -> URL {
        switch format {
        case .tensorboard:
            let folder = directory.appending(path: "tensorboard")
            let export = TensorBoardExport(plan: plan, folder: folder)
            try source.forEachRun { try export.add($0) }
            return folder
        case .mlflow:
            let folder = directory.appending(path: "mlruns")
            let export = try MLflowExport(plan: plan, context: context, folder: folder)
            try source.forEachRun { try export.add($0) }
            return folder
        }
    }
}
