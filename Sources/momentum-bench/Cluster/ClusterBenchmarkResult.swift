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
