import Foundation
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
        guard let strace = SystemCommand("strace") else { return "strace is missing" }
        do {
            try strace.run(["-f", "-qq", "-o", "/dev/null", "/bin/true"])
            return nil
        } catch {
            return "this system does not let tests trace processes: \(error)"
        }
    }()

    /// The folder of the run directories.
    let scratch: Scratch

    /// The flags of the sweep.
    let sweep: [String]

    private static let terms = ["--heartbeat", "100ms", "--lease", "1s", "--no-figures"]

    /// Begins a sweep, breaks its sync number `number`, and resumes it if it was broken.
    ///
    /// - Returns: The bytes of the report, and the first coordinator's exit code: 0 if the sweep
    ///   needs fewer syncs.
    /// - Throws: ``ChaosFailure`` if the sweep cannot be finished.
    func train(_ fault: Fault, atSync number: Int) throws -> (report: Data, code: Int32) {
        let run = "\(fault)-\(number)"
        let strace = try #require(SystemCommand("strace")).url.path
        let broken = try MomentumProcess(
            ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", run] + Self.terms + sweep,
            in: scratch.url,
            launcher: [
                strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync",
                "-e", "inject=fdatasync:\(fault.rawValue):when=\(number)",
            ]
        )
        let access = scratch.url.appending(path: run + "/access.json").path
        let isThere = { FileManager.default.fileExists(atPath: access) }
        guard waitUntil({ isThere() || !broken.isRunning }) else {
            throw ChaosFailure("the coordinator neither starts nor ends")
        }
        let worker = try isThere() ? startWorker(access) : nil
        let code = broken.wait()
        if code != 0 { try resume(run, with: try worker ?? startWorker(access), access) }
        return (try scratch.report(run), code)
    }

    private func startWorker(_ access: String) throws -> MomentumProcess {
        try MomentumProcess(
            ["worker", "--access", access, "--slots", "1", "--connect-timeout", "30s"],
            in: scratch.url
        )
    }

    private func resume(_ run: String, with worker: MomentumProcess, _ access: String) throws {
        let coordinator = try MomentumProcess(
            ["coordinator", "--resume", run] + Self.terms,
            in: scratch.url
        )
        // A worker that was told goodbye, or found no access file, has gone.
        _ = waitUntil { !coordinator.isRunning || FileManager.default.fileExists(atPath: access) }
        let next = worker.isRunning ? nil : try startWorker(access)
        guard coordinator.wait() == 0 else {
            throw ChaosFailure("\(run) cannot be resumed: \(coordinator.standardError)")
        }
        for worker in [worker, next].compactMap(\.self) { _ = worker.wait() }
    }
}
