internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

extension Scenario {
    /// What the first poisoned lane of an assignment does to its worker.
    func poison(in assignment: Assignment) -> Poison? {
        guard !poison.isEmpty else { return nil }
        for run in assignment.runs {
            if let poison = poison[run] { return poison }
        }
        return nil
    }

    /// Parts of the largest blob that a worker sends.
    private func partsPerBlob(_ worker: Int) -> Int {
        let largest = plan.groups.map {
            Limits.runsPerPack * max(8, $0.shape.parameterCount * MemoryLayout<Float>.size) + 8
        }
        let size = workers[worker].partSizeBytes
        return ((largest.max() ?? 0) + size - 1) / size
    }

    /// The most messages that a worker may keep: training waits at a limit, but each slot may end
    /// its epoch, and attempts may be given back.
    func mostKept(_ worker: Int) -> Int {
        let configuration = workers[worker]
        return configuration.messagesKept
            + configuration.slots * (2 * partsPerBlob(worker) + 3)
            + 4 * (configuration.slots + configuration.prefetch)
    }

    /// The most reports that a worker may spool: its slots wait once the spool is full, after what
    /// each of them says of the epoch that it is in.
    func mostSpooled(_ worker: Int) -> Int { spoolLimit + 1 + 3 * workers[worker].slots }

    /// How long a sweep may take once all is well.
    ///
    /// Deadlines that started just before must run out; then every run may have to be trained alone
    /// and in turn, with one message at a time, and every poisoned run takes its workers down until
    /// it stands alone and has used up its retries.
    var livenessBound: Duration {
        let configuration = coordinator
        let backOff = workers.map { $0.longestBackOff + $0.welcomeTimeout }.max() ?? .zero
        let recovery =
            configuration.times.orphanGrace + configuration.times.lease * 3 + backOff * 2
            + configuration.times.progressDeadline + restartDelay + .seconds(120)
        let roundTrip = latency.upperBound * 2 + commitTime.upperBound * 3
        let parts = workers.indices.map { partsPerBlob($0) }.max() ?? 0
        let messages = plan.spec.epochs + 2 * parts + 3
        let run = epochTime * plan.spec.epochs + roundTrip * messages
        let deaths = poison.count * (2 * min(configuration.retries, 3) + 5)
        return recovery * (deaths + 1) + run * plan.runCount * 3
    }
}
