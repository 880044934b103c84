/// An attempt of an open pack as it stands in the store.
public struct RecoveredAttempt: Hashable, Sendable {
    /// The attempt's number.
    public var number: AttemptNumber

    /// How it ended, or `nil` while its lease runs.
    public var end: AttemptEnd?

    /// The state it went on from.
    public var base: CheckpointReference?

    /// The epochs that are stored without a gap, base included.
    public var epochCount: Int

    /// The bytes of trained parameters that are stored without a gap.
    public var parameterBytes: Int

    /// The last checkpoint that is stored whole.
    public var checkpoint: CheckpointReference?

    /// Puts together what was found.
    public init(
        number: AttemptNumber,
        end: AttemptEnd?,
        base: CheckpointReference?,
        epochCount: Int,
        parameterBytes: Int,
        checkpoint: CheckpointReference?
    ) {
        self.number = number
        self.end = end
        self.base = base
        self.epochCount = epochCount
        self.parameterBytes = parameterBytes
        self.checkpoint = checkpoint
    }
}
