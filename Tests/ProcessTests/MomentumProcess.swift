import Foundation
import Testing

/// A running `momentum` of this build, its output in files of its own.
final class MomentumProcess {
    /// The program beside the test bundle: one build serves both.
    static let program: URL = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "momentum")
    }()

    /// The name of the command, for messages.
    let arguments: [String]

    private let process = Process()
    private let output: URL
    private let errors: URL

    /// Starts `momentum` with `arguments` in `folder`.
    ///
    /// - Parameters:
    ///   - arguments: The command line without the program.
    ///   - folder: The working directory; output files lie there, too.
    ///   - environment: Variables besides the test's own.
    ///   - launcher: A command line that starts another one, such as `ip netns exec NAME`.
    /// - Throws: An error if the program cannot be started.
    init(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:],
        launcher: [String] = []
    ) throws {
        self.arguments = arguments
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        errors = folder.appending(path: "\(name).err")
        for file in [output, errors] { try Data().write(to: file) }
        let line = launcher + [Self.program.path] + arguments
        process.executableURL = URL(fileURLWithPath: line[0])
        process.arguments = Array(line.dropFirst())
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// Ends what a failed test left behind.
    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// The process id.
    var id: pid_t { process.processIdentifier }

    /// Whether it has not ended.
    var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    var standardOutput: String { text(of: output) }

    /// What it has written to standard error so far.
    var standardError: String { text(of: errors) }

    /// Sends a signal.
    func send(_ signal: CInt) { kill(id, signal) }

    /// Sends a signal again and again, as an impatient person does, until the process ends: within
    /// about a second, or the test fails and the process is killed.
    func insist(on signal: CInt) {
        let hasEnded = waitUntil(within: .seconds(2)) {
            send(signal)
            return !isRunning
        }
        #expect(hasEnded, "the process does not obey")
        if !hasEnded { send(SIGKILL) }
    }

    /// Waits for the end.
    ///
    /// - Returns: The exit code, or the negative number of the signal that ended it.
    func wait() -> Int32 {
        process.waitUntilExit()
        let status = process.terminationStatus
        return process.terminationReason == .exit ? status : -status
    }

    private func text(of file: URL) -> String {
        // The file was made in `init`; a test that removed its folder reads nothing.
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
