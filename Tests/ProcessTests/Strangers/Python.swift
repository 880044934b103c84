import Foundation

/// A Python with the packages of a foreign worker.
enum Python {
    /// The interpreter, or `nil` if it lacks the packages.
    ///
    /// The variable MOMENTUM_TEST_PYTHON names one, as `deploy/test` sets it; otherwise python3.
    static let interpreter: String? = {
        let named = ProcessInfo.processInfo.environment["MOMENTUM_TEST_PYTHON"] ?? "python3"
        do {
            return try run(named, ["-c", "import grpc_tools, numpy, zmq"]).status == 0 ? named : nil
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
