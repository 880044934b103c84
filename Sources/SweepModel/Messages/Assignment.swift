public import Digest
public import TrainingModel

/// Everything a worker needs to train one attempt of a pack: data, never code or paths.
public struct Assignment: Hashable, Sendable {
    /// Which lease of which pack this is.
    public var attempt: AttemptID

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// The fold that the runs hold out, from 0; 0 where the data are not split into folds.
    public var fold: Int

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
        fold: Int = 0,
        training: TrainingConfiguration,
        runs: [RunConfiguration],
        checkpoint: CheckpointReference?
    ) {
        self.attempt = attempt
        self.dataset = dataset
        self.fold = fold
        self.training = training
        self.runs = runs
        self.checkpoint = checkpoint
    }
}

/// A stored state of an earlier attempt.
public struct CheckpointReference: Hashable, Sendable {
    /// The attempt that sent it.
    public let attempt: AttemptID

    /// How many epochs it has behind it.
    public let epoch: Int

    /// Its length in bytes.
    public let totalBytes: Int

    /// Names a stored state.
    public init(attempt: AttemptID, epoch: Int, totalBytes: Int) {
        self.attempt = attempt
        self.epoch = epoch
        self.totalBytes = totalBytes
    }
}
