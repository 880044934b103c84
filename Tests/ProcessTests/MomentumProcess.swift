import Foundation
import HostSystem
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

    // Foundation's `Process` would wait for the process's own children as well, since they inherit
    // what it listens to: a worker left behind would look like a sweep that has not ended.
    private let child: ChildProcess
    private var end: ChildExit?
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
        let line = launcher + [Self.program.path] + arguments
        child = try ChildProcess(
            line,
            streams: ChildStreams(
                input: try Descriptor(reading: "/dev/null"),
                output: try Descriptor(creating: output.path),
                error: try Descriptor(creating: errors.path)
            ),
            environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
            folder: folder.path
        )
    }

    /// Ends what a failed test left behind.
    deinit {
        guard isRunning else { return }
        kill(id, SIGKILL)
        _ = child.wait()
    }

    /// The process id.
    var id: pid_t { child.id }

    /// Whether it has not ended.
    var isRunning: Bool {
        end = end ?? child.reap()
        return end == nil
    }

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
