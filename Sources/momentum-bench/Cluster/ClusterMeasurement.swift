internal import Foundation
internal import HostSystem
internal import ZeroMQ

/// The parts of a ``ClusterBenchmark``, with what they share.
struct ClusterMeasurement {
    let benchmark: ClusterBenchmark
    let signals: SignalWatch
    let serverCores: [Int]
    let context: Context

    /// Trains a whole sweep, counts what is in its store, then repeats its traffic without it.
    ///
    /// - Throws: ``BenchmarkError`` if a run is missing in the store.
    func throughput(_ name: String, runs: Int, epochs: Int) throws -> ThroughputResult {
        let folder = benchmark.folder.appending(path: name)
        let coordinator = try CoordinatorProcess(
            benchmark.program,
            folder: folder,
            runs: runs,
            epochs: epochs,
            on: serverCores
        )
        let crowd = try crowd(of: benchmark.workers, at: try coordinator.access())
        try crowd.work(until: "all workers joined", within: .seconds(120)) {
            crowd.joinCounts.allSatisfy { $0 > 0 }
        }
        var meter = ThroughputMeter(coordinator.process, packs: runs / 16)
        crowd.train(for: .zero)
        // All workers may finish both of their packs at once: a last one keeps the process alive
        // until it was measured.
        let lastPacks = 2 * benchmark.workers
        try crowd.work(until: "the last packs", within: ClusterBenchmark.patience) {
            try coordinator.process.check()
            try meter.record(finished: crowd.finishedCount)
            return crowd.finishedCount >= runs / 16 - lastPacks
        }
        let measuredRuns = 16 * crowd.finishedCount
        try meter.stop(finished: crowd.finishedCount)
        let memory = try coordinator.process.peakMemoryMebibytes()
        try crowd.work(until: "all workers dismissed", within: ClusterBenchmark.patience) {
            try coordinator.process.check(mayHaveFinished: true)
            return crowd.dismissedCount == benchmark.workers
        }
        let stored = try coordinator.killAndCount()
        guard stored.finishedRuns == runs, stored.epochs == runs * epochs else {
            throw BenchmarkError(
                "the store has \(stored.finishedRuns) of \(runs) runs, \(stored.epochs) epochs"
            )
        }
        try FileManager.default.removeItem(at: folder)
        let (early, late) = try meter.earlyAndLateMicrosecondsPerPack()
        let packs = crowd.finishedCount
        let exchange = RawCrowd.Exchange(like: crowd.traffic, packs: packs)
        let (raw, rawMemory) = try rawThroughput(exchange, packs: packs)
        return ThroughputResult(
            runs: runs,
            epochs: epochs,
            packs: packs,
            workers: benchmark.workers,
            seconds: meter.seconds,
            packsPerSecond: meter.packsPerSecond,
            epochRecordsPerSecond: Double(measuredRuns * epochs) / meter.seconds,
            microsecondsPerPack: meter.microsecondsPerPack,
            firstMicrosecondsPerPack: early,
            lastMicrosecondsPerPack: late,
            peakMemoryMebibytes: memory,
            crowdLoad: meter.crowdLoad,
            messagesPerPack: Double(crowd.traffic.sentCount) / Double(packs),
            answersPerPack: Double(crowd.traffic.receivedCount) / Double(packs),
            bytesPerPack: Double(crowd.traffic.sentBytes + crowd.traffic.receivedBytes)
                / Double(packs),
            rawPacksPerSecond: raw.packsPerSecond,
            rawMicrosecondsPerPack: raw.microsecondsPerPack,
            rawPeakMemoryMebibytes: rawMemory
        )
    }

    private func rawThroughput(
        _ exchange: RawCrowd.Exchange,
        packs: Int
    ) throws -> (ThroughputMeter, memory: Double) {
        let router = try RawRouterProcess(benchmark.program, on: serverCores)
        let crowd = try rawCrowd(of: benchmark.workers, at: router.access)
        try crowd.askOnce(exchange, within: .seconds(60))
        var meter = ThroughputMeter(router.process, packs: packs)
        try meter.record(finished: 1)
        try crowd.make(packs, of: exchange, within: ClusterBenchmark.patience)
        try meter.stop(finished: packs)
        return (meter, try router.process.peakMemoryMebibytes())
    }

    /// Watches many workers idle, then work, then lose their coordinator.
    ///
    /// - Throws: ``BenchmarkError`` if they do not come back.
    func presence() throws -> PresenceResult {
        let folder = benchmark.folder.appending(path: "presence")
        let coordinator = try CoordinatorProcess(
            benchmark.program,
            folder: folder,
            // More than they can train until the end.
            runs: 16 * 250 * benchmark.crowd,
            epochs: 1,
            on: serverCores
        )
        let crowd = try crowd(of: benchmark.crowd, at: try coordinator.access())
        try crowd.work(until: "all workers at work", within: .seconds(120)) {
            crowd.startedCounts.allSatisfy { $0 > 0 }
        }
        try rest(crowd, for: .seconds(2))
        let idleLoad = try load(of: coordinator.process) { try rest(crowd, for: benchmark.idle) }
        crowd.train(for: .milliseconds(500))
        try rest(crowd, for: .seconds(2))
        let before = try pace(of: crowd)
        let joined = crowd.joinCounts
        let started = crowd.startedCounts
        let kill = ContinuousClock.now
        try coordinator.crashAndResume()
        try crowd.work(until: "all workers joined again", within: .seconds(120)) {
            zip(crowd.joinCounts, joined).allSatisfy { $0 > $1 }
        }
        let rejoin = ContinuousClock.now - kill
        try crowd.work(until: "a new pack for each worker", within: .seconds(120)) {
            // One pack more may have waited in the worker.
            zip(crowd.startedCounts, started).allSatisfy { $0 > $1 + 1 }
        }
        let dispatch = ContinuousClock.now - kill
        let after = try pace(of: crowd)
        let memory = try coordinator.process.peakMemoryMebibytes()
        coordinator.process.kill()
        try FileManager.default.removeItem(at: folder)
        let raw = try rawPresence()
        return PresenceResult(
            workers: benchmark.crowd,
            idleSeconds: benchmark.idle / .seconds(1),
            idleLoad: idleLoad,
            rawIdleLoad: raw.idleLoad,
            packsPerSecondBefore: before,
            rejoinSeconds: rejoin / .seconds(1),
            dispatchSeconds: dispatch / .seconds(1),
            packsPerSecondAfter: after,
            rawReconnectSeconds: raw.reconnectSeconds,
            peakMemoryMebibytes: memory
        )
    }

    private func rawPresence() throws -> (idleLoad: Double, reconnectSeconds: Double) {
        let router = try RawRouterProcess(benchmark.program, on: serverCores)
        let crowd = try rawCrowd(of: benchmark.crowd, at: router.access)
        // A heartbeat with two attempts.
        let exchange = RawCrowd.Exchange(bytes: 50)
        try crowd.askOnce(exchange, within: .seconds(60))
        let idleLoad = try load(of: router.process) {
            try crowd.beat(exchange, for: benchmark.idle)
        }
        let kill = ContinuousClock.now
        try router.crashAndResume()
        try crowd.askOnce(exchange, within: .seconds(60))
        return (idleLoad, (ContinuousClock.now - kill) / .seconds(1))
    }

    private func crowd(of count: Int, at access: ClusterAccess) throws -> Crowd {
        try Crowd(1...count, access: access, in: context, signals: signals)
    }

    private func rawCrowd(of count: Int, at access: ClusterAccess) throws -> RawCrowd {
        try RawCrowd(count, access: access, in: context, signals: signals)
    }

    private func load(of process: PinnedProcess, during work: () throws -> Void) throws -> Double {
        let begin = (time: try process.processorTime(), wall: ContinuousClock.now)
        try work()
        return (try process.processorTime() - begin.time) / (ContinuousClock.now - begin.wall)
    }

    private func rest(_ crowd: Crowd, for duration: Duration) throws {
        let end = ContinuousClock.now + duration
        try crowd.work(until: "the end of a pause", within: duration * 2) {
            ContinuousClock.now >= end
        }
    }

    /// The packs that `crowd` finishes in a second, over three seconds.
    private func pace(of crowd: Crowd) throws -> Double {
        let begin = (count: crowd.finishedCount, wall: ContinuousClock.now)
        try rest(crowd, for: .seconds(3))
        let seconds = (ContinuousClock.now - begin.wall) / .seconds(1)
        return Double(crowd.finishedCount - begin.count) / seconds
    }
}
