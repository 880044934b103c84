internal import Foundation
internal import HostSystem
internal import SweepModel
internal import TrainingModel
internal import ZeroMQ

/// The storm of a ``ClusterBenchmark``: a crash under as many workers as a coordinator serves.
///
/// A heartbeat of each worker in each second would keep the coordinator busy by itself; whoever has
/// thousands of workers asks for fewer, and so does this measurement: at most 1,000 in a second,
/// which are 10 s between two heartbeats of one of 10,000 workers, with leases of 60 s.
struct StormMeasurement {
    private static let heartbeatsPerSecond = 1_000
    private static let heartbeatsPerLease = 6

    /// Workers that begin to connect in a second.
    private static let startsPerSecond = 500

    /// The most workers of one process, for the sake of its turns.
    private static let workersPerProcess = 2_500

    /// Packs for each worker: four held, one after the crash, and more than enough left.
    private static let packsPerWorker = 20

    /// The longest time that one part may take.
    private static let patience = Duration.seconds(180)

    let benchmark: ClusterBenchmark
    let signals: SignalWatch
    let serverCores: [Int]
    let crowdCores: [Int]

    private var heartbeat: Int { max(1, benchmark.storm / Self.heartbeatsPerSecond) }

    /// Makes sure that the files suffice which a process may have open.
    ///
    /// - Parameters:
    ///   - workers: The workers of the storm.
    ///   - descriptors: The files that this process, and so its children, may have open.
    /// - Throws: ``BenchmarkError`` if they do not.
    static func check(_ workers: Int, descriptors: Int) throws {
        guard (0...Limits.workers).contains(workers) else {
            throw BenchmarkError(
                "a coordinator serves \(Limits.workers) workers at most, not \(workers)"
            )
        }
        let needed = workers + 1_000
        guard workers == 0 || descriptors >= needed else {
            throw BenchmarkError(
                "a process may open \(descriptors) files, a coordinator of \(workers) workers "
                    + "needs \(needed): raise the limit with ulimit -n, or leave the storm out"
            )
        }
    }

    /// Lets all workers get to work, kills the coordinator, and waits until all are at work again.
    ///
    /// - Returns: What was measured.
    /// - Throws: ``BenchmarkError`` if they do not come back.
    func run() throws -> StormResult {
        let workers = benchmark.storm
        let folder = benchmark.folder.appending(path: "storm")
        let coordinator = try CoordinatorProcess(
            benchmark.program,
            folder: folder,
            runs: min(Limits.runs, 16 * Self.packsPerWorker * workers),
            epochs: 1,
            options: [
                "--heartbeat", "\(heartbeat)s",
                "--lease", "\(heartbeat * Self.heartbeatsPerLease)s",
            ],
            on: serverCores
        )
        let crowds = try crowds(at: try coordinator.access())
        let full = workers * StormCrowd.leasesPerWorker
        let before = try wait(for: crowds, until: "all workers at work", coordinator) {
            $0.served == workers && $0.leases == full
        }
        let kill = ContinuousClock.now
        try coordinator.crashAndResume()
        let listen = try wait(for: crowds, until: "a worker joined again", coordinator) {
            $0.incarnation > before.report.incarnation
        }
        let rejoin = try wait(for: crowds, until: "all workers joined again", coordinator) {
            $0.incarnation > before.report.incarnation && $0.joined == workers
        }
        let dispatch = try wait(for: crowds, until: "a new pack for each worker", coordinator) {
            $0.incarnation > before.report.incarnation && $0.served == workers
        }
        let result = StormResult(
            workers: workers,
            leases: before.report.leases,
            heartbeatSeconds: Double(heartbeat),
            listenSeconds: (listen.time - kill) / .seconds(1),
            rejoinSeconds: (rejoin.time - kill) / .seconds(1),
            dispatchSeconds: (dispatch.time - kill) / .seconds(1),
            processorSeconds: try coordinator.process.processorTime() / .seconds(1),
            peakMemoryMebibytes: try coordinator.process.peakMemoryMebibytes()
        )
        coordinator.process.kill()
        try FileManager.default.removeItem(at: folder)
        return result
    }

    /// Starts all workers, in as few processes as can open their files.
    private func crowds(at access: ClusterAccess) throws -> [StormCrowdProcess] {
        guard case .curveClient(let serverKey, let keys) = access.security else {
            preconditionFailure("a coordinator has keys unless told otherwise")
        }
        let descriptors = try OpenFileLimit.raiseToHardLimit() - StormCrowd.otherDescriptors
        let most = min(Self.workersPerProcess, descriptors / StormCrowd.descriptorsPerWorker)
        let startTime = Duration.seconds(1) * benchmark.storm / Self.startsPerSecond
        return try stride(from: 1, through: benchmark.storm, by: most).map { first in
            try StormCrowdProcess(
                StormCrowd(
                    endpoint: access.endpoint,
                    serverKey: serverKey,
                    secretKey: keys.secretKey,
                    numbers: first...min(first + most - 1, benchmark.storm),
                    startTime: startTime
                ),
                program: benchmark.program,
                on: crowdCores
            )
        }
    }

    private func wait(
        for crowds: [StormCrowdProcess],
        until goal: String,
        _ coordinator: CoordinatorProcess,
        _ condition: (CrowdReport) -> Bool
    ) throws -> (report: CrowdReport, time: ContinuousClock.Instant) {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let report = crowds.reduce(CrowdReport()) { $0 + $1.report }
            if condition(report) { return (report, .now) }
            guard ContinuousClock.now < deadline else {
                throw BenchmarkError("not within \(Self.patience): \(goal), but \(report)")
            }
            try coordinator.process.check()
            var poller = Poller()
            poller.add(descriptor: signals.descriptor)
            for crowd in crowds { crowd.add(to: &poller) }
            try poller.wait(upTo: .milliseconds(100))
            if let signal = signals.drain().first { throw BenchmarkError("stopped by \(signal)") }
            for crowd in crowds { try crowd.read(poller) }
        }
    }
}
