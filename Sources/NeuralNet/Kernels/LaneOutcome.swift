/// What one epoch did to one run of a pack.
public enum LaneOutcome: Sendable, Hashable {
    /// The run was trained, and its losses are finite.
    case trained(EpochMetrics)

    /// A loss of the run left the finite numbers in epoch `epoch`, counted from 0; it stopped
    /// there.
    ///
    /// Its metrics end with the epoch before. The outcome stays the same for all further epochs.
    case diverged(epoch: Int)
}
