public import Foundation
internal import HostSystem
public import SweepModel
public import TrainingModel
internal import ZeroMQ

/// Measures a real coordinator, with its store, its keys and its sockets, on one core.
///
/// The workers are many machines in this process, on another core, whose training is skipped. Each
/// figure stands beside that of a bare ROUTER with CURVE in the coordinator's place.
public struct ClusterBenchmark: Sendable {
    /// The path of the `momentum` that is measured.
    public var program: String

    /// Where the run directories lie: what is durable there is what the coordinator waits for.
    public var folder: URL

    /// The runs of the sweep of empty packs.
    public var emptyRuns: Int

    /// The runs of the sweep of full packs.
    public var fullRuns: Int

    /// The epochs of a run of a full pack.
    public var epochs: Int

    /// The workers of these two sweeps.
    public var workers: Int

    /// The workers that are connected at once, idle and at work.
    public var crowd: Int

    /// How long they idle.
    public var idle: Duration

    /// The workers that lose their coordinator in the end; 0 leaves that out.
    public var storm: Int

    /// The longest time that one part of the measurement may take.
    static let patience = Duration.seconds(900)

    /// Describes a measurement.
    ///
    /// - Parameters:
    ///   - program: The path of `momentum`.
    ///   - folder: An existing folder for run directories.
    ///   - emptyRuns: The runs of the sweep of empty packs.
    ///   - fullRuns: The runs of the sweep of full packs.
    ///   - epochs: The epochs of a run of a full pack.
    ///   - workers: The workers of these two sweeps.
    ///   - crowd: The workers that are connected at once, idle and at work.
    ///   - idle: How long they idle.
    ///   - storm: The workers that lose their coordinator in the end; 0 leaves that out.
    public init(
        program: String,
        folder: URL,
        emptyRuns: Int = 1_000_000,
        fullRuns: Int = 320_000,
        epochs: Int = 100,
        workers: Int = 128,
        crowd: Int = 1_000,
        idle: Duration = .seconds(10),
        storm: Int = Limits.workers
    ) {
        self.program = program
        self.folder = folder
        self.emptyRuns = emptyRuns
        self.fullRuns = fullRuns
        self.epochs = epochs
        self.workers = workers
        self.crowd = crowd
        self.idle = idle
        self.storm = storm
    }

    /// Measures everything, which takes some minutes.
    ///
    /// - Parameter tell: Receives what is measured next.
    /// - Returns: What was measured.
    /// - Throws: ``BenchmarkError`` if something does not work or is stopped by a signal, and
    ///   errors of processes, sockets and store.
    public func measure(tell: (String) -> Void) throws -> ClusterBenchmarkResult {
        try check()
        let signals = try SignalWatch { ChildProcess.killAll() }
        let cores = try Core.allowed()
        defer {
            do { try Core.use(cores) } catch { preconditionFailure("\(error)") }
        }
        let measurement = ClusterMeasurement(
            benchmark: self,
            signals: signals,
            serverCores: [cores[0]],
            context: try Context(maximumSockets: 2 * (workers + crowd) + 64)
        )
        // The context's thread begins with its first socket, so on the crowd's core.
        try Core.use([cores[cores.count - 1]])
        tell("\(emptyRuns) runs in empty packs")
        let empty = try measurement.throughput("empty", runs: emptyRuns, epochs: 1)
        tell("\(fullRuns) runs in packs of \(epochs) epochs")
        let full = try measurement.throughput("full", runs: fullRuns, epochs: epochs)
        tell("\(crowd) workers")
        let presence = try measurement.presence()
        let storm = StormMeasurement(
            benchmark: self,
            signals: signals,
            serverCores: [cores[0]],
            crowdCores: cores.count > 1 ? Array(cores.dropFirst()) : cores
        )
        if self.storm > 0 { tell("a crash under \(self.storm) workers") }
        return ClusterBenchmarkResult(
            empty: empty,
            full: full,
            presence: presence,
            storm: self.storm > 0 ? try storm.run() : nil
        )
    }

    private func check() throws {
        let descriptors = try OpenFileLimit.raiseToHardLimit()
        let needed = 4 * (workers + crowd) + 64
        guard descriptors >= needed else {
            throw BenchmarkError(
                "this process may open \(descriptors) files, \(crowd) workers need \(needed): "
                    + "raise the limit with ulimit -n"
            )
        }
        for (name, value) in [("runs", emptyRuns), ("runs", fullRuns)] {
            guard value >= 16, value.isMultiple(of: 16) else {
                throw BenchmarkError("\(name) are a multiple of 16, not \(value)")
            }
        }
        for (name, value) in [("epochs", epochs), ("workers", workers), ("crowd", crowd)] {
            guard value >= 1 else { throw BenchmarkError("\(name) is at least 1, not \(value)") }
        }
        // All workers may finish both of their packs at once: no more than a fiftieth of the packs.
        let fewest = 16 * 100 * workers
        for value in [emptyRuns, fullRuns] where value < fewest {
            throw BenchmarkError(
                "\(value) runs are too few for \(workers) workers: at least \(fewest)"
            )
        }
        try StormMeasurement.check(storm, descriptors: descriptors)
    }
}
