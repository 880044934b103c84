package import Foundation
package import SweepModel
internal import TrainingModel

/// Which trained models a report writes; raw values are the command line's words.
public enum ModelSelection: String, Sendable, CaseIterable {
    /// Every run that finished.
    case all

    /// Of each setting the run with the lowest loss by which settings are ranked.
    case best

    /// None.
    case none
}

/// `models/`: trained networks as safetensors and ONNX.
///
/// A model is written as soon as it is known to be chosen; only the names are kept. The name holds
/// the run's number only: parameter values would make names too long.
package final class ModelFolder {
    private let folder: URL
    private let selection: ModelSelection
    private let files: ModelFiles
    private var written: Set<Int> = []

    /// Makes the folder for the runs of `plan`, if models are asked for.
    ///
    /// - Throws: ``ReportError`` if it cannot be made or is a link.
    package init(
        _ folder: URL,
        plan: SweepPlan,
        samples: ReportSamples,
        selection: ModelSelection
    ) throws {
        self.folder = folder
        self.selection = selection
        files = ModelFiles(plan: plan, samples: samples)
        if selection != .none { try FolderMaker.makeWithinReport(folder) }
    }

    /// Writes the model of a run, if all are asked for and it finished.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ result: RunResult) throws {
        if selection == .all, result.outcome == .finished { try write(result) }
    }

    /// Writes the model of the best run of a setting, if these are asked for.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func endSetting(best: RunResult?) throws {
        if selection == .best, let best { try write(best) }
    }

    /// Removes the models that an older report chose and this one did not.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func finish() throws {
        // Without the folder there is nothing to remove; through a link it would be elsewhere.
        guard FolderMaker.isFolder(folder) else { return }
        for name in try FolderMaker.names(in: folder) {
            guard let place = ModelFiles.number(in: name, after: "run-"), !written.contains(place)
            else { continue }
            try BufferedFile.remove(folder.appending(path: name))
        }
    }

    private func write(_ result: RunResult) throws {
        let place = result.run.place
        if try files.write(result, named: "run-\(place)", in: folder) { written.insert(place) }
    }
}
