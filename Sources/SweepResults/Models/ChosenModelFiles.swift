package import Foundation
internal import Quoting
package import SweepModel
internal import SweepPrediction
internal import TrainingModel

/// `model.safetensors` and `model.onnx`: the network that the sweep came to; and
/// `preprocess.json`, what stands before and after it.
///
/// With folds there are `model-fold-0.safetensors` and so on instead, since no run is trained on
/// all samples. Means and deviations are then those of each fold, and only in the fold's own files.
package struct ChosenModelFiles {
    private let directory: URL
    private let plan: SweepPlan
    private let samples: ReportSamples
    private let files: ModelFiles

    /// Prepares to write into a run directory.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - plan: The sweep's plan.
    ///   - samples: The samples that the runs were trained on, classes named as in their file.
    package init(in directory: URL, plan: SweepPlan, samples: ReportSamples) {
        self.directory = directory
        self.plan = plan
        self.samples = samples
        files = ModelFiles(plan: plan, samples: samples)
    }

    /// Writes the files, and removes those of an older report.
    ///
    /// - Parameter chosen: The networks; `nil` if there is none, or none is asked for.
    /// - Returns: The names of the files, by extension and fold.
    /// - Throws: ``ReportError`` if the disk refuses.
    package func write(_ chosen: ChosenModel?) throws -> [String] {
        var names: [String] = []
        for result in chosen?.runs ?? [] {
            let name =
                plan.foldCount > 1
                ? "\(SavedModel.foldFilePrefix)\(result.run.fold)" : SavedModel.fileName
            if try files.write(result, named: name, in: directory, isSynced: true) {
                names += ModelFiles.extensions.map { "\(name).\($0)" }
            }
        }
        try removeOthers(than: Set(names))
        try BufferedFile.write(
            preprocessing.text + "\n",
            to: directory.appending(path: "preprocess.json"),
            isSynced: true
        )
        return names + ["preprocess.json"]
    }

    private func removeOthers(than names: Set<String>) throws {
        for name in try FolderMaker.names(in: directory) where !names.contains(name) {
            let isSingle = ModelFiles.extensions.contains { name == "\(SavedModel.fileName).\($0)" }
            guard isSingle || ModelFiles.number(in: name, after: SavedModel.foldFilePrefix) != nil
            else { continue }
            try BufferedFile.remove(directory.appending(path: name))
        }
    }

    private var preprocessing: JSONValue {
        let foldCount = plan.foldCount
        guard foldCount > 1 else { return .object(files.preprocessing(ofFold: 0).members) }
        return .object(
            samples.preprocessing(fold: nil, of: plan).members + [("folds", .integer(foldCount))]
        )
    }
}
