public import Digest
public import SweepModel

/// What a store says of its sweep.
public struct StoreDescription: Hashable, Sendable {
    /// The resolved spec, as YAML.
    public var spec: String

    /// The SHA-256 of the resolved spec.
    public var specHash: Digest

    /// How the runs are numbered.
    public var order: RunOrder

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// The number of runs in the plan.
    public var runCount: Int

    /// The version of the program that made the store.
    public var build: String

    /// The numeric core that trains the sweep; equal cores give equal bits.
    public var core: String

    /// Describes a sweep.
    public init(
        spec: String,
        specHash: Digest,
        order: RunOrder = .seedBlocks,
        dataset: Digest,
        runCount: Int,
        build: String,
        core: String
    ) {
        self.spec = spec
        self.specHash = specHash
        self.order = order
        self.dataset = dataset
        self.runCount = runCount
        self.build = build
        self.core = core
    }
}
