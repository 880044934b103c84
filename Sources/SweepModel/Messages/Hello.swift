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
