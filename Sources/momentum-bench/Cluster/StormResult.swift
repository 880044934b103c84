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
