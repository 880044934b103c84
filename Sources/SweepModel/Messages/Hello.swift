public import Digest

/// How a worker introduces itself on each new connection.
public struct Hello: Hashable, Sendable {
    /// The protocol versions that the worker speaks.
    public var versions: ClosedRange<Int>

    /// The worker process, the same on each of its connections.
    public var worker: WorkerID

    /// A short label for people, such as `host/pid`.
    public var label: String

    /// The version of the program.
    public var build: String

    /// The version of the numeric core; equal cores give equal bits.
    public var core: String

    /// The SHA-256 of a small training that each worker does at its start.
    public var canary: Digest

    /// Training threads.
    public var slots: Int

    /// How many attempts beyond its slots the worker takes in advance.
    public var prefetch: Int

    /// The attempts in hand.
    public var inventory: [InventoryLine]

    /// Introduces a worker.
    public init(
        versions: ClosedRange<Int>,
        worker: WorkerID,
        label: String,
        build: String,
        core: String,
        canary: Digest,
        slots: Int,
        prefetch: Int,
        inventory: [InventoryLine]
    ) {
        self.versions = versions
        self.worker = worker
        self.label = label
        self.build = build
        self.core = core
        self.canary = canary
        self.slots = slots
        self.prefetch = prefetch
        self.inventory = inventory
    }

    /// How many attempts the worker takes at once.
    public var credits: Int { slots + prefetch }
}

/// One attempt that a worker has in hand.
public struct InventoryLine: Hashable, Sendable {
    /// How far an attempt in hand is.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It waits for a slot or for data.
        case waiting

        /// A slot trains it.
        case training

        /// It is trained; some of its messages are not acknowledged.
        case finished
    }

    /// The attempt.
    public let attempt: AttemptID

    /// How far it is.
    public let state: State

    /// Epochs behind it.
    public let epoch: Int

    /// Describes an attempt in hand.
    public init(attempt: AttemptID, state: State, epoch: Int) {
        self.attempt = attempt
        self.state = state
        self.epoch = epoch
    }
}
