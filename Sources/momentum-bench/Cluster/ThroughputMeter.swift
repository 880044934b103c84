/// Takes the time of a measured process while packs are finished.
struct ThroughputMeter {
    /// The clocks after some packs.
    private struct Reading {
        let packs: Int
        let wall: ContinuousClock.Instant
        let processorTime: Duration
        let crowdTime: Duration
    }

    /// The shares of all packs at which the clocks are read: the first and last fiftieth are left
    /// out, since workers come and leave there.
    private static let shares = [0, 0.02, 0.12, 0.88, 0.98]

    private let process: PinnedProcess
    private let packs: Int
    private var readings: [Reading] = []

    /// Prepares to measure `process` while about `packs` packs are finished.
    init(_ process: PinnedProcess, packs: Int) {
        self.process = process
        self.packs = packs
    }

    /// Reads the clocks if the next share of the packs is finished; the first time, once any is.
    ///
    /// - Throws: ``BenchmarkError`` if the process has ended.
    mutating func record(finished: Int) throws {
        // Many packs may be finished between two calls, but no share is measured without any.
        guard finished > readings.last?.packs ?? 0, readings.count < Self.shares.count,
            Double(finished) >= Self.shares[readings.count] * Double(packs)
        else { return }
        try stop(finished: finished)
    }

    /// Reads the clocks, whatever the share; the last time counts as the end.
    ///
    /// - Throws: ``BenchmarkError`` if the process has ended.
    mutating func stop(finished: Int) throws {
        readings.append(
            Reading(
                packs: finished,
                wall: .now,
                processorTime: try process.processorTime(),
                crowdTime: ThreadClock.now()
            )
        )
    }

    /// The time on the wall between the first and the last reading.
    var seconds: Double { (readings[readings.count - 1].wall - readings[0].wall) / .seconds(1) }

    /// Packs in a second of it.
    var packsPerSecond: Double { Double(readings[readings.count - 1].packs) / seconds }

    /// The share of it that the calling thread worked.
    var crowdLoad: Double {
        (readings[readings.count - 1].crowdTime - readings[0].crowdTime) / .seconds(seconds)
    }

    /// The process's time for one pack, over all.
    var microsecondsPerPack: Double { cost(from: 0, to: readings.count - 1) }

    /// The process's time for one early and for one late pack.
    ///
    /// - Throws: ``BenchmarkError`` if the packs were finished in fewer steps than shares.
    func earlyAndLateMicrosecondsPerPack() throws -> (early: Double, late: Double) {
        guard readings.count > Self.shares.count else {
            throw BenchmarkError(
                "\(packs) packs were finished in fewer than \(Self.shares.count) steps, too few to "
                    + "compare the first with the last ones"
            )
        }
        return (cost(from: 1, to: 2), cost(from: 3, to: 4))
    }

    private func cost(from begin: Int, to end: Int) -> Double {
        let time = readings[end].processorTime - readings[begin].processorTime
        return time / .microseconds(1) / Double(max(1, readings[end].packs - readings[begin].packs))
    }
}
