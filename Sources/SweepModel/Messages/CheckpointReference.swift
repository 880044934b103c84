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
