/// The terms of a session.
public struct Welcome: Hashable, Sendable {
    /// The protocol version that both speak.
    public let version: Int

    /// How often the coordinator was started.
    public let incarnation: Incarnation

    /// The version of the coordinator's program, or nothing if it does not tell.
    public let build: String

    /// How often the worker gives a sign of life.
    public let heartbeatInterval: Duration

    /// How long an attempt may go without a sign of life.
    public let lease: Duration

    /// How long a pack trains before it sends a checkpoint.
    public let checkpointInterval: Duration

    /// What to do with each attempt of the inventory, in its order.
    public let verdicts: [InventoryVerdict]

    /// States the terms.
    public init(
        version: Int,
        incarnation: Incarnation,
        build: String,
        heartbeatInterval: Duration,
        lease: Duration,
        checkpointInterval: Duration,
        verdicts: [InventoryVerdict]
    ) {
        self.version = version
        self.incarnation = incarnation
        self.build = build
        self.heartbeatInterval = heartbeatInterval
        self.lease = lease
        self.checkpointInterval = checkpointInterval
        self.verdicts = verdicts
    }
}
