/// What `momentum bench cluster` measured; encodes as one JSON object.
public struct ClusterBenchmarkResult: Sendable, Hashable, Encodable {
    /// Packs of one epoch: what a pack costs whatever it trains.
    public let empty: ThroughputResult

    /// Packs with all epochs: what epochs cost.
    public let full: ThroughputResult

    /// Many workers at once.
    public let presence: PresenceResult

    /// A crash under as many workers as a coordinator serves, unless it was left out.
    public let storm: StormResult?
}

/// How fast packs were dispatched, stored and finished, beside bare libzmq; encodes as one object.
public struct ThroughputResult: Sendable, Hashable, Encodable {
    /// The runs of the sweep, all of which are finished in the store.
    public let runs: Int

    /// The epochs of each run.
    public let epochs: Int

    /// The packs that they were cut into.
    public let packs: Int

    /// The connected workers, with one slot and one pack in advance each.
    public let workers: Int

    /// The time on the wall from the first pack that a worker got to the last goodbye.
    public let seconds: Double

    /// Packs in a second.
    public let packsPerSecond: Double

    /// Epochs of single runs that were stored in a second.
    public let epochRecordsPerSecond: Double

    /// The coordinator's processor time for one pack, over all packs.
    public let microsecondsPerPack: Double

    /// The same in an early tenth of the packs, after the first fiftieth.
    public let firstMicrosecondsPerPack: Double

    /// The same in the last tenth before the last fiftieth.
    public let lastMicrosecondsPerPack: Double

    /// The coordinator's highest memory until the last goodbye, in MiB.
    public let peakMemoryMebibytes: Double

    /// The share of its own core that the crowd of workers took; near 1 it is what limits.
    public let crowdLoad: Double

    /// Messages that a worker sent for one pack.
    public let messagesPerPack: Double

    /// Messages that a worker got for one pack.
    public let answersPerPack: Double

    /// Bytes in both directions for one pack.
    public let bytesPerPack: Double

    /// What libzmq with CURVE alone does: as many messages of the same mean size, in a second.
    public let rawPacksPerSecond: Double

    /// The processor time of the bare ROUTER's process for them.
    public let rawMicrosecondsPerPack: Double

    /// The bare ROUTER's highest memory, in MiB.
    public let rawPeakMemoryMebibytes: Double

    /// What the last packs cost against the first ones.
    public var growth: Double { lastMicrosecondsPerPack / firstMicrosecondsPerPack }
}

/// What many connected workers cost, and how soon they are back after a crash of the coordinator;
/// encodes as one object.
public struct PresenceResult: Sendable, Hashable, Encodable {
    /// The connected workers.
    public let workers: Int

    /// How long their idling was watched.
    public let idleSeconds: Double

    /// The share of a core that the coordinator takes while each worker trains and none reports.
    public let idleLoad: Double

    /// The share that a bare ROUTER takes to answer one small message a second of each.
    public let rawIdleLoad: Double

    /// Packs in a second before the coordinator was killed.
    public let packsPerSecondBefore: Double

    /// The time from the kill until every worker has joined again.
    public let rejoinSeconds: Double

    /// The time from the kill until every worker trains a pack that it got after it.
    public let dispatchSeconds: Double

    /// Packs in a second from then on.
    public let packsPerSecondAfter: Double

    /// The time from the kill of a bare ROUTER until each socket has an answer of the next one.
    public let rawReconnectSeconds: Double

    /// The coordinator's highest memory after the crash, in MiB.
    public let peakMemoryMebibytes: Double
}

/// How soon a coordinator with as many workers as it serves is back after a crash; encodes as one
/// object.
///
/// Times begin with the kill. Workers tell of themselves every 100 ms.
public struct StormResult: Sendable, Hashable, Encodable {
    /// The connected workers, with two slots and two packs in advance each.
    public let workers: Int

    /// The attempts that they had in hand when the coordinator was killed.
    public let leases: Int

    /// How often a worker gives a sign of life.
    public let heartbeatSeconds: Double

    /// The time until a worker has joined the next coordinator.
    public let listenSeconds: Double

    /// The time until every worker has joined it.
    public let rejoinSeconds: Double

    /// The time until it has given every worker an attempt: full dispatch.
    public let dispatchSeconds: Double

    /// The processor time that the coordinator took until then.
    public let processorSeconds: Double

    /// The coordinator's highest memory until then, in MiB.
    public let peakMemoryMebibytes: Double
}
