package import Foundation
internal import NeuralNet
package import SweepModel
internal import TrainingModel

/// `models/`: trained networks as safetensors and ONNX.
package struct ModelFolder {
    private let folder: URL

    /// Makes the folder if it is missing.
    ///
    /// - Throws: ``ReportError`` if it cannot be made or is a link.
    package init(_ folder: URL) throws {
        self.folder = folder
        try FolderMaker.makeWithinReport(folder)
    }

    /// Writes both files of the network of `result`, if it has one.
    ///
    /// The name holds the run's number only: parameter values would make names too long.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ result: RunResult) throws {
        let run = result.run
        let shape = NetworkShape(layers: run.setting.layers)
        guard result.parameters.count == shape.parameterCount else { return }
        let facts = Axis.all.map { ($0.name, $0.text(of: run.setting)) }
        let metadata = [("run", "\(run.place)")] + facts + [("seed", "\(run.seed)")]
        try BufferedFile.write(
            SafetensorsFile.bytes(
                layers: run.setting.layers,
                parameters: result.parameters,
                metadata: metadata
            ),
            to: folder.appending(path: "run-\(run.place).safetensors")
        )
        try BufferedFile.write(
            ONNXFile.bytes(
                layers: run.setting.layers,
                parameters: result.parameters,
                description: metadata.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            ),
            to: folder.appending(path: "run-\(run.place).onnx")
        )
    }
}
