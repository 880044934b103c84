internal import Foundation
internal import HostSystem
internal import NeuralNet
internal import Quoting
internal import SweepSpecReader

/// The file that a command line names as its spec, and what was meant where there is no such spec.
enum SpecArgument {
    /// As much of a table as is read for the names of its columns.
    private static let headerSizeBytes = 1 << 16

    /// The contents of the spec that `argument` names.
    ///
    /// - Throws: ``Failure`` naming the file if it cannot be read or holds data, with what was
    ///   probably meant.
    static func text(_ argument: String) throws -> String {
        guard !argument.isEmpty else {
            throw Failure(.usage, "'' is no spec; name a YAML file, \(builtIns)")
        }
        var status = stat()
        guard stat(argument, &status) == 0 else {
            guard errno == ENOENT else { return try FileText.read(argument) }
            throw Failure(
                .usage,
                "\(argument): there is no such file; \(suggestion(for: argument))"
            )
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Failure(
                .usage,
                "\(argument): is a folder, and a spec is a YAML file; --resume goes on with the "
                    + "sweep of a run directory"
            )
        }
        switch argument.split(separator: ".").last?.lowercased() {
        case "csv", "tsv":
            throw Failure(
                .usage,
                "\(argument): is a table, and a spec is YAML; for data use --csv \(argument) "
                    + "--label COLUMN\(columns(of: argument))"
            )
        case "idx", "idx1-ubyte", "idx3-ubyte", "ubyte":
            throw Failure(
                .usage,
                "\(argument): holds data, and a spec is YAML; for data use --images FILE "
                    + "--labels FILE"
            )
        default: return try FileText.read(argument)
        }
    }

    /// The columns of the table at `path` as the end of a message; nothing if they cannot be read.
    static func columns(of path: String) -> String {
        do {
            var status = stat()
            // Opening a pipe would wait for a writer.
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "" }
            let bytes = try WholeFile.read(path, limit: headerSizeBytes)
            guard let list = try SampleTable.columnList(ofCSV: bytes) else { return "" }
            return "; its columns are \(list)"
        } catch {
            // The message is about something else, and complete without them.
            return ""
        }
    }

    private static let builtIns =
        BuiltInSpec.allCases.map(\.rawValue).joined(separator: " or ") + ", which are built in"

    /// What to name instead of `argument`, which is no file.
    private static func suggestion(for argument: String) -> String {
        if let name = NearestText.nearest(
            to: argument,
            among: BuiltInSpec.allCases.map(\.rawValue)
        ) {
            return "did you mean \(name), which is built in?"
        }
        if let file = nearestFile(to: argument) { return "did you mean \(file)?" }
        return "a spec is a YAML file, \(builtIns)"
    }

    /// The YAML file in the folder of `argument` whose name is like its, with or without an ending.
    private static func nearestFile(to argument: String) -> String? {
        let url = URL(fileURLWithPath: argument)
        let folder = url.deletingLastPathComponent()
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        } catch {
            return nil
        }
        let name = url.lastPathComponent
        let exact = files.first { ["\(name).yaml", "\(name).yml"].contains($0) }
        guard let found = exact ?? NearestText.nearest(to: name, among: files) else { return nil }
        return String(argument.dropLast(name.count)) + found
    }
}
