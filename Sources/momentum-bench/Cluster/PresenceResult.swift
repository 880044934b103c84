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
