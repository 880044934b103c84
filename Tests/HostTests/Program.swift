import Foundation
import HostSystem

/// A program that a test runs, its words in a file of its own.
final class Program {
    /// The product beside the test bundle: one build serves both.
    static let momentum: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "momentum").path
    }()

    /// The folders of programs, also of those for administrators.
    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    private let process: ChildProcess
    private let words: URL
    private var exit: ChildExit?

    /// Starts `arguments[0]`.
    ///
    /// - Parameters:
    ///   - arguments: The program and its arguments.
    ///   - folder: The working directory.
    ///   - environment: Variables besides the test's own, in the form `NAME=value`.
    /// - Throws: An error if the program cannot be started.
    init(_ arguments: [String], in folder: URL, environment: [String] = []) throws {
        words = folder.appending(path: "\(UUID().uuidString).words")
        try Data().write(to: words)
        // Each program becomes the next one, so the process stays the same.
        process = try ChildProcess(
            ["env", "-C", folder.path, "PATH=\(Self.path)"] + environment
                + ["sh", "-c", #"exec "$@" < /dev/null > "$0" 2>&1"#, words.path] + arguments
        )
    }

    /// Ends what a failed test left behind.
    deinit {
        guard isRunning else { return }
        send(SIGKILL)
        _ = wait()
    }

    /// Runs a program to its end.
    ///
    /// - Returns: The exit code and what was printed.
    static func run(
        _ arguments: [String],
        in folder: URL = FileManager.default.temporaryDirectory,
        environment: [String] = []
    ) throws -> (code: Int32, text: String) {
        let program = try Program(arguments, in: folder, environment: environment)
        let code = program.wait()
        defer { unlink(program.words.path) }
        return (code, program.text)
    }

    /// Whether all programs can be found.
    static func exist(_ names: String...) -> Bool {
        names.allSatisfy { name in
            path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
        }
    }

    /// Whether it has not ended.
    var isRunning: Bool {
        exit = exit ?? process.reap()
        return exit == nil
    }

    /// What it has printed so far.
    var text: String {
        // The file was made in `init`; a test that removed its folder reads nothing.
        String(decoding: (try? Data(contentsOf: words)) ?? Data(), as: UTF8.self)
    }

    /// Sends a signal.
    func send(_ signal: CInt) { process.send(signal) }

    /// Waits for the end, up to two minutes, after which the program is killed.
    ///
    /// - Returns: The exit code, or the negative number of the signal that ended it.
    func wait() -> Int32 {
        if !waitUntil(within: .seconds(120), { !isRunning }) {
            send(SIGKILL)
            _ = waitUntil { !isRunning }
        }
        switch exit {
        case .exited(let code): return code
        case .killed(let signal): return -signal
        case nil: return Int32.min
        }
    }
}

/// Waits until `condition` holds, looking again and again, since other processes tell nobody.
///
/// - Returns: Whether it held within `limit`.
func waitUntil(
    within limit: Duration = .seconds(60),
    _ condition: () throws -> Bool
) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        usleep(5_000)
    }
    return false
}
