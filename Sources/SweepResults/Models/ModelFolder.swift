package import Foundation
internal import NeuralNet
package import SweepModel
internal import TrainingModel

/// Which trained models a report writes; raw values are the command line's words.
public enum ModelSelection: String, Sendable, CaseIterable {
    /// Every run that finished.
    case all

    /// The run with the lowest final loss of each setting.
    case best

    /// None.
    case none
}

/// `models/`: trained networks as safetensors and ONNX.
///
/// A model is written as soon as it is known to be chosen; only the names are kept.
package final class ModelFolder {
    private static let extensions = ["safetensors", "onnx"]

    private let folder: URL
    private let selection: ModelSelection
    private let hasFolds: Bool
    private var written: Set<Int> = []

    /// Makes the folder for the runs of `plan`, if models are asked for.
    ///
    /// - Throws: ``ReportError`` if it cannot be made or is a link.
    package init(_ folder: URL, plan: SweepPlan, selection: ModelSelection) throws {
        self.folder = folder
        hasFolds = plan.foldCount > 1
        self.selection = selection
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
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw ReportError(.file, "cannot read the folder \(folder.path)", cause: error)
        }
        for name in names {
            guard let place = Self.place(in: name), !written.contains(place) else { continue }
            try BufferedFile.remove(folder.appending(path: name))
        }
    }

    /// The run's number in a name such as `run-7.onnx`, or `nil` for a file that is not ours.
    private static func place(in name: String) -> Int? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, extensions.contains(String(parts[1])), parts[0].hasPrefix("run-"),
            let place = Int(parts[0].dropFirst(4)), parts[0] == "run-\(place)"
        else { return nil }
        return place
    }

    /// Writes both files of the network of `result`, if it has one.
    ///
    /// The name holds the run's number only: parameter values would make names too long.
    private func write(_ result: RunResult) throws {
        let run = result.run
        let layers = run.setting.layers
        guard result.parameters.count == NetworkShape(layers: layers).parameterCount else { return }
        let facts = Axis.all.map { ($0.name, $0.text(of: run.setting)) }
        let fold = hasFolds ? [("fold", "\(run.fold)")] : []
        let metadata = [("run", "\(run.place)")] + facts + fold + [("seed", "\(run.seed)")]
        let files = [
            SafetensorsFile.bytes(
                layers: layers,
                parameters: result.parameters,
                metadata: metadata
            ),
            ONNXFile.bytes(
                layers: layers,
                parameters: result.parameters,
                description: metadata.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            ),
        ]
        for (kind, bytes) in zip(Self.extensions, files) {
            try BufferedFile.write(bytes, to: folder.appending(path: "run-\(run.place).\(kind)"))
        }
        written.insert(run.place)
    }
}
