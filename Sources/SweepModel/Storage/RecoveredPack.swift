public import TrainingModel

/// A pack as it stands in the store.
public struct RecoveredPack: Hashable, Sendable {
    /// Whether anything of the pack is still to be done.
    public enum State: Hashable, Sendable {
        /// Waits or is trained.
        case open

        /// Has a result: one outcome for each lane.
        case finished([RunOutcome])

        /// Was cut in two.
        case split

        /// All of its runs failed.
        case failed(reason: String)
    }

    /// The pack.
    public var id: PackID

    /// Its runs.
    public var range: RunRange

    /// Whether anything is still to be done.
    public var state: State

    /// Its attempts by ascending number; empty for packs that are not open.
    public var attempts: [RecoveredAttempt]

    /// Puts together what was found.
    public init(id: PackID, range: RunRange, state: State, attempts: [RecoveredAttempt]) {
        self.id = id
        self.range = range
        self.state = state
        self.attempts = attempts
    }
}
