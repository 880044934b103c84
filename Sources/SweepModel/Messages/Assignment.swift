public import Digest
public import TrainingModel

/// Everything a worker needs to train one attempt of a pack: data, never code or paths.
public struct Assignment: Hashable, Sendable {
    /// Which lease of which pack this is.
    public var attempt: AttemptID

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// What the runs have in common.
    public var training: TrainingConfiguration

    /// The runs, lane by lane; 1 to 16.
    public var runs: [RunConfiguration]

    /// The state to go on from, or `nil` to start at epoch 0.
    public var checkpoint: CheckpointReference?

    /// Describes an assignment.
    public init(
        attempt: AttemptID,
        dataset: Digest,
        training: TrainingConfiguration,
        runs: [RunConfiguration],
        checkpoint: CheckpointReference?
    ) {
        self.attempt = attempt
        self.dataset = dataset
        self.training = training
        self.runs = runs
        self.checkpoint = checkpoint
    }
}
