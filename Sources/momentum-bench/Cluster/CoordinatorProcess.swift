internal import Foundation
internal import Glibc
internal import HostSystem
internal import SweepAccess
internal import SweepModel
internal import SweepStore
internal import ZeroMQ

/// A real `momentum coordinator` in a process of its own.
final class CoordinatorProcess {
    private let program: String
    private let folder: URL
    private let options: [String]
    private let cores: [Int]

    /// The running process.
    private(set) var process: PinnedProcess

    /// Starts a coordinator of a new sweep.
    ///
    /// - Parameters:
    ///   - program: The path of `momentum`.
    ///   - folder: The run directory, which does not exist yet.
    ///   - runs: The runs of the sweep, in steps of 16.
    ///   - epochs: The epochs of each run.
    ///   - options: More options, also for its restart.
    ///   - cores: Where it may run.
    /// - Throws: ``BenchmarkError`` or `HostError` if it cannot be started.
    init(
        _ program: String,
        folder: URL,
        runs: Int,
        epochs: Int,
        options: [String] = [],
        on cores: [Int]
    ) throws {
        self.program = program
        self.folder = folder
        self.options = options
        self.cores = cores
        let spec = [
            "--name", "bench", "--classes", "2", "--points", "2", "--layers", "2,2",
            "--batch", "4", "--momentum", "0:0.9:16", "--seeds", "\(runs / 16)",
            "--epochs", "\(epochs)",
        ]
        process = try PinnedProcess(
            [program, "coordinator", "notebook", "--bind", "tcp://127.0.0.1:0", "-o", folder.path]
                + ["--output-mode", "quiet"] + options + spec,
            on: cores,
            streams: ChildStreams()
        )
    }

    /// Waits until the coordinator listens.
    ///
    /// - Returns: How to reach it.
    /// - Throws: ``BenchmarkError`` if it ends or does not listen in time.
    func access() throws -> ClusterAccess {
        let file = folder.appending(path: "access.json")
        let deadline = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: file.path) {
            try process.check()
            guard ContinuousClock.now < deadline else {
                throw BenchmarkError("the coordinator does not listen after a minute")
            }
            // The file appears at once and whole; nothing else reports it.
            usleep(5_000)
        }
        let access = try AccessFile(reading: file)
        return ClusterAccess(endpoint: access.endpoints[0], security: access.security)
    }

    /// Kills the process as a crash would, and starts another one that goes on.
    ///
    /// - Throws: ``BenchmarkError`` or `HostError` if it cannot be started.
    func crashAndResume() throws {
        process.kill()
        process = try PinnedProcess(
            [program, "coordinator", "--resume", folder.path, "--output-mode", "quiet"] + options,
            on: cores,
            streams: ChildStreams()
        )
    }

    /// Kills the process and counts what its store holds.
    ///
    /// - Returns: The finished runs, and the epochs of all runs.
    /// - Throws: `StoreError` if the store cannot be read.
    func killAndCount() throws -> (finishedRuns: Int, epochs: Int) {
        process.kill()
        let progress = try SweepArchive(opening: folder.path).progress()
        return (progress.runs.finished, progress.epochCount)
    }
}

/// How to reach a measured process.
struct ClusterAccess {
    let endpoint: Endpoint
    let security: SocketSecurity
}
