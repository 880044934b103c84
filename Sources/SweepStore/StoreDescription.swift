public import Digest

/// What a store says of its sweep, fixed when the store is made.
public struct StoreDescription: Hashable, Sendable {
    /// The resolved spec, as YAML.
    public var spec: String

    /// The SHA-256 of the resolved spec.
    public var specHash: Digest

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// The number of runs in the plan.
    public var runCount: Int

    /// The version of the program that made the store.
    public var build: String

    /// Describes a sweep.
    public init(
        spec: String,
        specHash: Digest,
        dataset: Digest,
        runCount: Int,
        build: String
    ) {
        self.spec = spec
        self.specHash = specHash
        self.dataset = dataset
        self.runCount = runCount
        self.build = build
    }
}
