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
