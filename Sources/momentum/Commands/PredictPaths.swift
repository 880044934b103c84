internal import Foundation
internal import Quoting

/// What `momentum predict` is given: a run directory, if it is not the newest, and a table.
struct PredictPaths {
    private let paths: [String]

    /// Takes one or two paths.
    init(_ paths: [String]) { self.paths = paths }

    /// Refuses what a person easily takes for one of them.
    ///
    /// - Throws: ``Failure`` with what to write instead.
    func check() throws {
        let file = paths[paths.count - 1]
        if paths.count == 2, paths[0].hasSuffix(".onnx"), !Self.isFolder(paths[0]) {
            let folder = NSString(string: paths[0]).deletingLastPathComponent
            let command = command(for: folder.isEmpty ? "." : folder, file)
            throw Failure(
                .usage,
                "\(paths[0]) is for ONNX Runtime; predict takes the run directory, and uses its "
                    + "model.safetensors: \(command)"
            )
        }
        guard Self.isFolder(file) else { return }
        guard paths.count == 1 else {
            throw Failure(.usage, "\(file) is a folder, not a CSV file")
        }
        let command = command(for: file, nil)
        throw Failure(.usage, "\(file) is a run directory; name the table, too: \(command)")
    }

    private func command(for directory: String, _ file: String?) -> String {
        "momentum predict \(ShellWord.quoted(directory)) "
            + (file.map { ShellWord.quoted($0) } ?? "FILE.csv")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
