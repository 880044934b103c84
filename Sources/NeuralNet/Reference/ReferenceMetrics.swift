/// What one epoch of the reference trainer measured; the standard metrics in Double.
public struct ReferenceMetrics: Sendable, Hashable {
    /// The loss of the epoch's last batch, before that batch's step.
    public let lastBatchLoss: Double

    /// The mean over the epoch's batches of each batch's loss before its step.
    public let meanBatchLoss: Double

    /// The loss over the whole dataset after the epoch.
    public let loss: Double

    /// The number of samples that were classified rightly after the epoch.
    public let correctCount: Int

    /// Whether all three losses are finite.
    public var isFinite: Bool {
        lastBatchLoss.isFinite && meanBatchLoss.isFinite && loss.isFinite
    }
}
