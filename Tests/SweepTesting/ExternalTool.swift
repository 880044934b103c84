import Foundation

/// A program of the system that some tests compare with, if it is there.
package struct ExternalTool: Sendable {
    /// What a program said and how it ended.
    package struct Outcome {
        /// The exit code.
        package let status: Int32

        /// The standard output.
        package let output: String

        /// The standard error.
        package let messages: String
    }

    /// Python with the modules of the export tests: the variable MOMENTUM_TEST_PYTHON, or python3.
    package static let python = ExternalTool(
        ProcessInfo.processInfo.environment["MOMENTUM_TEST_PYTHON"] ?? "python3"
    )

    /// A browser without a window.
    package static let chromium = ExternalTool("chromium")

    /// The program that draws.
    package static let gnuplot = ExternalTool("gnuplot")

    private let path: String?

    /// Looks for a program by path or along `PATH`.
    package init(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        path = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Whether the program is there.
    package var isThere: Bool { path != nil }

    /// Whether this is a Python that has all of `modules`.
    package func has(_ modules: String...) -> Bool {
        let text = modules.map { "import \($0)" }.joined(separator: "\n")
        do { return try run(["-c", text]).status == 0 } catch { return false }
    }

    /// Runs the program to its end.
    package func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) throws -> Outcome {
        struct NotThere: Error {}
        guard let path else { throw NotThere() }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = ["output", "messages", "input"].map { folder.appending(path: $0) }
        for file in files { try Data(file == files[2] ? input.utf8 : "".utf8).write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[2])
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let texts = try files.prefix(2).map { try String(contentsOf: $0, encoding: .utf8) }
        try FileManager.default.removeItem(at: folder)
        return Outcome(status: process.terminationStatus, output: texts[0], messages: texts[1])
    }
}
