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

/// What a worker does with an attempt that it had in hand when it connected.
public enum InventoryVerdict: String, Hashable, Sendable, CaseIterable {
    /// Go on, and send what is not acknowledged.
    case keep

    /// Stop training it and forget it.
    case stop
}

/// Why a worker may not join.
public struct Rejection: Hashable, Sendable {
    /// The reasons that a worker can tell apart.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No common protocol version.
        case version

        /// Another numeric core, or other bits for the same training.
        case core

        /// The worker's key was revoked.
        case revoked

        /// The coordinator serves as many workers as it may.
        case full

        /// The worker broke the protocol.
        case violation
    }

    /// The reason.
    public let code: Code

    /// The reason in words, with both sides' values.
    public let detail: String

    /// Gives a reason.
    public init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}
