import Foundation

/// The data files that scikit-learn ships, if this machine's `python3` has that package.
enum ScikitLearn {
    /// Whether the files can be read.
    static let isInstalled: Bool = {
        do {
            _ = try python("import sklearn")
            return true
        } catch {
            return false
        }
    }()

    /// The content of one of scikit-learn's data files, unpacked.
    ///
    /// - Parameter name: The file's name, for example `iris.csv`.
    /// - Returns: The bytes of the file.
    /// - Throws: ``Failure`` when Python ends with an error.
    static func file(_ name: String) throws -> [UInt8] {
        let script = """
            import gzip, pathlib, sklearn, sys
            path = pathlib.Path(sklearn.__file__).parent / "datasets" / "data" / sys.argv[1]
            content = path.read_bytes()
            sys.stdout.buffer.write(gzip.decompress(content) if path.suffix == ".gz" else content)
            """
        return try python(script, name)
    }

    /// Python ended with an error, or could not be started.
    struct Failure: Error {
        let status: Int32
    }

    private static func python(_ script: String, _ arguments: String...) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
        return Array(bytes)
    }
}
