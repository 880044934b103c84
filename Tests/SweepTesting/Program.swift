package import Foundation
internal import HostSystem
internal import Testing

/// A program that a test runs, its words in files of its own.
package final class Program {
    /// The product beside the test bundle: one build serves both.
    package static let momentum: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "momentum").path
    }()

    // Foundation's `Process` would wait for the process's own children as well, since they inherit
    // what it listens to: a worker left behind would look like a sweep that has not ended.
    private let child: ChildProcess
    private var end: ChildExit?
    private let limit: Duration?
    private let output: URL
    private let errors: URL?

    /// Starts a command line; all that it prints goes into one file.
    ///
    /// - Parameters:
    ///   - line: The program and its arguments.
    ///   - folder: The working directory; the file lies there, too.
    ///   - environment: Variables besides the test's own.
    ///   - limit: How long ``wait()`` waits before it kills the program.
    /// - Throws: An error if the program cannot be started.
    package convenience init(
        _ line: [String],
        in folder: URL,
        environment: [String: String] = [:],
        limit: Duration = .seconds(120)
    ) throws {
        try self.init(line, folder, environment, limit: limit, hasErrors: false)
    }

    /// Starts `momentum`; standard output and standard error go into a file each.
    ///
    /// - Parameters:
    ///   - arguments: The command line without the program.
    ///   - folder: The working directory; the files lie there, too.
    ///   - environment: Variables besides the test's own.
    ///   - launcher: A command line that starts another one, such as `ip netns exec NAME`.
    /// - Throws: An error if the program cannot be started.
    package convenience init(
        momentum arguments: [String],
        in folder: URL,
        environment: [String: String] = [:],
        launcher: [String] = []
    ) throws {
        let line = launcher + [Self.momentum] + arguments
        try self.init(line, folder, environment, limit: nil, hasErrors: true)
    }

    private init(
        _ line: [String],
        _ folder: URL,
        _ environment: [String: String],
        limit: Duration?,
        hasErrors: Bool
    ) throws {
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        errors = hasErrors ? folder.appending(path: "\(name).err") : nil
        let stream = try Descriptor(creating: output.path)
        let errorStream = try errors.map { try Descriptor(creating: $0.path) }
        let variables = ProcessInfo.processInfo.environment
            .merging(["PATH": ExternalTool.searchPath]) { $1 }
            .merging(environment) { $1 }
        self.limit = limit
        child = try ChildProcess(
            [ExternalTool(line[0]).path] + line.dropFirst(),
            streams: ChildStreams(
                input: try Descriptor(reading: "/dev/null"),
                output: stream,
                error: errorStream ?? stream
            ),
            environment: variables,
            folder: folder.path
        )
    }

    /// Ends what a failed test left behind.
    deinit {
        guard isRunning else { return }
        child.send(SIGKILL)
        _ = child.wait()
    }

    /// Runs a command line to its end.
    ///
    /// - Returns: The exit code and what was printed.
    /// - Throws: An error if the program cannot be started.
    package static func run(
        _ line: [String],
        in folder: URL = FileManager.default.temporaryDirectory,
        environment: [String: String] = [:]
    ) throws -> (code: Int32, text: String) {
        let program = try Program(line, in: folder, environment: environment)
        let code = program.wait()
        defer { unlink(program.output.path) }
        return (code, program.text)
    }

    /// The process id.
    package var id: pid_t { child.id }

    /// Whether it has not ended.
    package var isRunning: Bool {
        end = end ?? child.reap()
        return end == nil
    }

    /// What it has written to standard output so far.
    package var standardOutput: String { text(of: output) }

    /// What it has written to standard error so far, if that has a file of its own.
    package var standardError: String { errors.map(text) ?? "" }

    /// All that it has printed so far.
    package var text: String { standardOutput + standardError }

    /// Sends a signal.
    package func send(_ signal: CInt) { kill(id, signal) }

    /// Sends a signal again and again, as an impatient person does, until the process ends: within
    /// about a second, or the test fails and the process is killed.
    package func insist(on signal: CInt) {
        let hasEnded = waitUntil(within: .seconds(2)) {
            send(signal)
            return !isRunning
        }
        guard !hasEnded else { return }
        Issue.record("the process does not obey")
        send(SIGKILL)
    }

    /// Waits for the end, and kills the program's group if it has a limit and does not end in time.
    ///
    /// - Returns: The exit code, or the negative number of the signal that ended it.
    package func wait() -> Int32 {
        if let limit, !waitUntil(within: limit, { !isRunning }) { child.send(SIGKILL) }
        let exit = end ?? child.wait()
        end = exit
        return switch exit {
        case .exited(let code): code
        case .killed(let signal): -signal
        }
    }

    private func text(of file: URL) -> String {
        // The file was made in `init`; a test that removed its folder reads nothing.
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
