internal import Foundation
internal import SweepModel
internal import SweepResults

// What the chosen model says of each sample, and the networks that are averaged.
extension ReportBuilder {
    /// Writes `predictions.csv` and `ensemble.onnx`, or removes those of an older report.
    ///
    /// - Parameters:
    ///   - results: The sweep, classes named as a page shows them.
    ///   - models: Which trained models are written.
    ///   - directory: The run directory.
    /// - Returns: The names of the files.
    /// - Throws: ``ReportError`` if the disk refuses, or an error of the source.
    func writePredictions(
        _ results: SweepResults,
        models: ModelSelection,
        to directory: URL
    ) throws -> [String] {
        let predictions = results.model.map { PredictionsTable($0, samples: samples) }
        try PredictionsTable.replace(
            directory.appending(path: "predictions.csv"),
            with: predictions
        )
        let ensemble = EnsembleFile(plan: plan, samples: samples)
        let hasEnsemble = try ensemble.replace(
            directory.appending(path: "ensemble.onnx"),
            with: models == .none ? nil : results.ensembleAnswer,
            from: source
        )
        return (predictions == nil ? [] : ["predictions.csv"])
            + (hasEnsemble ? ["ensemble.onnx"] : [])
    }
}
