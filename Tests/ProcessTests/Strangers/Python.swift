import Foundation

/// A Python with the packages of a foreign worker, in a folder outside of the project.
enum Python {
    /// What the worker imports.
    private static let packages = ["pyzmq", "protobuf", "numpy", "grpcio-tools"]

    /// The interpreter, or `nil` where it cannot be had.
    ///
    /// `MOMENTUM_PYTHON` names one that has the packages. Otherwise they are installed once into
    /// the user's cache.
    static let interpreter: String? = {
        if let named = ProcessInfo.processInfo.environment["MOMENTUM_PYTHON"] { return named }
        let folder = URL(fileURLWithPath: NSHomeDirectory())
            .appending(path: ".cache/momentum-sweep/python")
        let python = folder.appending(path: "bin/python").path
        do {
            if try run(python, ["-c", "import grpc_tools, numpy, zmq"]).status == 0 {
                return python
            }
            guard try run("python3", ["-m", "venv", folder.path]).status == 0 else { return nil }
            let install = ["-m", "pip", "install", "--quiet"] + packages
            return try run(python, install).status == 0 ? python : nil
        } catch {
            return nil
        }
    }()

    /// Runs a program to its end.
    ///
    /// - Returns: Its exit code and all that it wrote.
    static func run(
        _ program: String,
        _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
