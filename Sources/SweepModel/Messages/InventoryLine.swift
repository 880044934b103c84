/// One attempt that a worker has in hand.
public struct InventoryLine: Hashable, Sendable {
    /// How far an attempt in hand is.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It waits for a slot or for data.
        case waiting

        /// A slot trains it.
        case training

        /// It is trained; some of its messages are not acknowledged.
        case finished
    }

    /// The attempt.
    public let attempt: AttemptID

    /// How far it is.
    public let state: State

    /// Epochs behind it.
    public let epoch: Int

    /// Describes an attempt in hand.
    public init(attempt: AttemptID, state: State, epoch: Int) {
        self.attempt = attempt
        self.state = state
        self.epoch = epoch
    }
}
