public import Digest
public import SweepModel
internal import TrainingModel

/// The configuration of a worker.
public struct WorkerConfiguration: Hashable, Sendable {
    /// The identity of the process.
    public var worker: WorkerID

    /// A human-readable name, such as `host/pid`.
    public var label: String

    /// The version of the program.
    public var build: String

    /// The version of the numeric core.
    public var core: String

    /// The digest of the training that each worker does at its start.
    public var canary: Digest

    /// Training threads.
    public var slots: Int

    /// Attempts that are taken beyond the slots.
    public var prefetch: Int

    /// How long a connection may take until WELCOME.
    public var welcomeTimeout: Duration = .seconds(10)

    /// The shortest pause before a new connection.
    public var shortestBackOff: Duration = .milliseconds(250)

    /// The longest pause before a new connection.
    public var longestBackOff: Duration = .seconds(5)

    /// How long a worker tries to reach a coordinator that it has never reached.
    public var connectTimeout: Duration = .seconds(300)

    /// How long a worker stays without its coordinator.
    public var orphanTimeout: Duration = .seconds(60)

    /// How long the worker may run, or `nil` for as long as it takes.
    public var timeLimit: Duration?

    /// How long a stopping worker waits for acknowledgements.
    public var stopTimeout: Duration = .seconds(10)

    /// Unacknowledged durable messages that are kept before training waits.
    public var messagesKept = Limits.unacknowledgedMessages

    /// Bytes of unacknowledged durable messages that are kept before training waits.
    public var bytesKept = Limits.unacknowledgedBytes

    /// Durable messages that are sent without waiting for an acknowledgement.
    public var messagesInFlight = Limits.messagesInFlight

    /// The longest part of a blob that is sent.
    public var partSizeBytes = Limits.partSizeBytes

    /// The longest encoded dataset that is taken.
    public var datasetBytes = Limits.blobSizeBytes

    /// Where jitter starts; real entropy outside of tests.
    public var seed: UInt64

    /// Sets what has no sensible default.
    public init(
        worker: WorkerID,
        label: String,
        build: String,
        core: String,
        canary: Digest,
        slots: Int,
        prefetch: Int,
        seed: UInt64
    ) {
        self.worker = worker
        self.label = label
        self.build = build
        self.core = core
        self.canary = canary
        self.slots = slots
        self.prefetch = prefetch
        self.seed = seed
    }
}
