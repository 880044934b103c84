package import Foundation

/// A program of the system that tests use or compare with, if it is there.
package struct ExternalTool: Sendable {
    /// What a program said and how it ended.
    package struct Outcome {
        /// The exit code.
        package let status: Int32

        /// The bytes of the standard output.
        package let bytes: Data

        /// The standard error.
        package let messages: String

        /// The standard output as text.
        package var output: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Python with the packages of Tests/requirements.txt: the variable MOMENTUM_TEST_PYTHON, or
    /// python3.
    package static let python = ExternalTool(
        ProcessInfo.processInfo.environment["MOMENTUM_TEST_PYTHON"] ?? "python3"
    )

    /// A browser without a window.
    package static let chromium = ExternalTool("chromium")

    /// The program that draws.
    package static let gnuplot = ExternalTool("gnuplot")

    /// The program that shows a program's instructions.
    package static let objdump = ExternalTool("objdump")

    /// The folders of programs, also of those for administrators, apart by colons.
    package static let searchPath: String = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let others = [
            "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
        ]
        var folders = path.split(separator: ":").map(String.init)
        folders += others.filter { !folders.contains($0) }
        return folders.joined(separator: ":")
    }()

    /// Where the program is, or its name if it is not there.
    package let path: String

    /// Whether the program is there.
    package let isThere: Bool

    /// Looks for a program by path or along ``searchPath``.
    package init(_ name: String) {
        let folders = Self.searchPath.split(separator: ":")
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        path = found ?? name
        isThere = found != nil
    }

    /// Whether all these programs are there.
    package static func areThere(_ names: String...) -> Bool {
        names.allSatisfy { ExternalTool($0).isThere }
    }

    /// Whether this is a Python that has all of `modules`.
    package func has(_ modules: [String]) -> Bool {
        let text = modules.map { "import \($0)" }.joined(separator: "\n")
        do { return try run(["-c", text]).status == 0 } catch { return false }
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: The command line without the program.
    ///   - input: The standard input.
    ///   - environment: Variables besides the test's own.
    /// - Returns: What it said and how it ended.
    /// - Throws: ``TestFailure`` if the program is not there, or an error of the file system.
    package func run(
        _ arguments: [String],
        input: Data = Data(),
        environment: [String: String] = [:]
    ) throws -> Outcome {
        guard isThere else { throw TestFailure("\(path) is not installed") }
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let files = ["output", "messages", "input"].map { scratch.url.appending(path: $0) }
        for file in files { try (file == files[2] ? input : Data()).write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[2])
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            bytes: try Data(contentsOf: files[0]),
            messages: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        )
    }

    /// Runs the program to its end, which must be a good one.
    ///
    /// - Returns: The standard output.
    /// - Throws: ``TestFailure`` with what it said if it fails, or what
    ///   ``run(_:input:environment:)`` throws.
    @discardableResult
    package func perform(_ arguments: [String], input: Data = Data()) throws -> Data {
        let outcome = try run(arguments, input: input)
        guard outcome.status == 0 else {
            let line = ([path] + arguments).joined(separator: " ")
            throw TestFailure("\(line): exit \(outcome.status): \(outcome.messages)")
        }
        return outcome.bytes
    }
}
