public import Digest

/// Everything a worker needs to train one attempt of a pack: data, never code or paths.
public struct Assignment: Hashable, Sendable {
    /// Which lease of which pack this is.
    public var attempt: AttemptID

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// What the runs have in common.
    public var shape: PackShape

    /// Passes over the samples.
    public var epochs: Int

    /// Whether each epoch visits the samples in a new order.
    public var shuffle: Bool

    /// The runs, lane by lane; 1 to 16.
    public var runs: [RunAssignment]

    /// The state to go on from, or `nil` to start at epoch 0.
    public var checkpoint: CheckpointReference?

    /// Describes an assignment.
    public init(
        attempt: AttemptID,
        dataset: Digest,
        shape: PackShape,
        epochs: Int,
        shuffle: Bool,
        runs: [RunAssignment],
        checkpoint: CheckpointReference?
    ) {
        self.attempt = attempt
        self.dataset = dataset
        self.shape = shape
        self.epochs = epochs
        self.shuffle = shuffle
        self.runs = runs
        self.checkpoint = checkpoint
    }
}
