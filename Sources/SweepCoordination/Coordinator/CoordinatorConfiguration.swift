public import Digest
internal import SweepModel
internal import TrainingModel

/// The configuration of a coordinator.
public struct CoordinatorConfiguration: Hashable, Sendable {
    /// The version of the program.
    public var build: String

    /// The version of the numeric core that workers must have.
    public var core: String

    /// The digest of the training that each worker does at its start.
    public var canary: Digest

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// The length of the encoded dataset.
    public var datasetBytes: Int

    /// Slots to cut packs for before any worker is connected.
    public var expectedSlots: Int = 1

    /// The times of its service.
    public var times: ServiceTimes

    /// How many attempts of a pack may take their worker down before the pack is split or failed.
    public var retries: Int = Limits.attemptsPerPack

    /// Whether runs that failed before this start get another chance.
    public var retriesFailed = false

    /// Whether the sweep ends as soon as one run has failed.
    public var failsFast = false

    /// Where the identities of sessions start; real entropy outside of tests.
    public var seed: UInt64

    /// Sets what has no sensible default.
    public init(
        build: String,
        core: String,
        canary: Digest,
        dataset: Digest,
        datasetBytes: Int,
        times: ServiceTimes = .standard,
        seed: UInt64
    ) {
        self.build = build
        self.core = core
        self.canary = canary
        self.dataset = dataset
        self.datasetBytes = datasetBytes
        self.times = times
        self.seed = seed
    }
}
