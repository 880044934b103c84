import Foundation
import SweepTesting
import Testing

/// Runs a small sweep whose coordinator's disk breaks at a chosen sync, then resumes it.
struct BrokenDisk {
    /// What happens instead of a sync.
    enum Fault: String, CaseIterable {
        /// The process is killed.
        case kill = "signal=KILL"

        /// The sync fails.
        case error = "error=EIO"
    }

    /// Why syncs cannot be broken here, or `nil` if they can.
    static let obstacle: String? = {
        guard strace.isThere else { return "strace is missing" }
        do {
            try strace.perform(["-f", "-qq", "-o", "/dev/null", "/bin/true"])
            return nil
        } catch {
            return "this system does not let tests trace processes: \(error)"
        }
    }()

    /// The folder of the run directories.
    let scratch: Scratch

    /// The flags of the sweep.
    let sweep: [String]

    private static let strace = ExternalTool("strace")
    private static let trace = "trace.txt"
    private static let terms = ["--heartbeat", "100ms", "--lease", "1s", "--no-figures"]

    /// The syncs that the sweep needs when nothing is broken.
    ///
    /// - Throws: ``TestFailure`` if the sweep cannot be finished.
    func syncCount() throws -> Int {
        _ = try train(.error, atSync: 10_000)
        return try tracedSyncs().count
    }

    /// Whether the sync that failed last was one of the store's file or log.
    ///
    /// SQLite goes on without syncs of a directory.
    ///
    /// - Throws: An error if the trace cannot be read.
    func hasFailedStore() throws -> Bool {
        try tracedSyncs().contains { $0.contains("(INJECTED)") && $0.contains("/sweep.sqlite") }
    }

    private func tracedSyncs() throws -> [Substring] {
        let url = scratch.url.appending(path: Self.trace)
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter {
            $0.contains("fdatasync(")
        }
    }

    /// Begins a sweep, breaks its sync number `number`, and resumes it if it was broken.
    ///
    /// - Returns: The bytes of the report, and the first coordinator's exit code: 0 if the sweep
    ///   needs fewer syncs.
    /// - Throws: ``TestFailure`` if the sweep cannot be finished.
    func train(_ fault: Fault, atSync number: Int) throws -> (report: Data, code: Int32) {
        let run = "\(fault)-\(number)"
        let broken = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", run] + Self.terms
                + sweep,
            in: scratch.url,
            launcher: [
                Self.strace.path, "-f", "-y", "-qq", "-o", Self.trace, "-e", "trace=fdatasync",
                "-e",
                "inject=fdatasync:\(fault.rawValue):when=\(number)",
            ]
        )
        let access = scratch.url.appending(path: run + "/access.json").path
        let isThere = { FileManager.default.fileExists(atPath: access) }
        guard waitUntil({ isThere() || !broken.isRunning }) else {
            throw TestFailure("the coordinator neither starts nor ends")
        }
        var worker = try isThere() ? startWorker(access) : nil
        let code = broken.wait()
        if code != 0 { worker = try resume(run, with: worker, access) }
        // A coordinator that was killed on its last steps said no goodbye.
        worker?.send(SIGTERM)
        _ = worker?.wait()
        return (try scratch.report(run), code)
    }

    private func startWorker(_ access: String) throws -> Program {
        try Program(momentum: ["worker", "--access", access, "--slots", "1"], in: scratch.url)
    }

    /// Resumes a sweep with its worker, or with another one if that is gone.
    private func resume(
        _ run: String,
        with worker: Program?,
        _ access: String
    ) throws -> Program? {
        let coordinator = try Program(
            momentum: ["coordinator", "--resume", run] + Self.terms,
            in: scratch.url
        )
        let isThere = { FileManager.default.fileExists(atPath: access) }
        guard waitUntil({ isThere() || !coordinator.isRunning }) else {
            throw TestFailure("\(run) is resumed without an access file")
        }
        let trainer = try worker?.isRunning == true ? worker : startWorker(access)
        guard coordinator.wait() == 0 else {
            throw TestFailure("\(run) cannot be resumed: \(coordinator.standardError)")
        }
        return trainer
    }
}
