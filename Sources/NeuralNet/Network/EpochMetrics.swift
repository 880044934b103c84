/// What one epoch of one run measured.
///
/// A loss is the mean softmax cross-entropy in nats; it is not finite when the run has diverged.
public struct EpochMetrics: Sendable, Hashable {
    /// The loss of the epoch's last batch, before that batch's step: the notebook's curve.
    public let lastBatchLoss: Float

    /// The mean over the epoch's batches of each batch's loss before its step.
    ///
    /// Every batch counts alike, also a smaller last one, as in `total / len(loader)`.
    public let meanBatchLoss: Float

    /// The loss over the whole dataset after the epoch.
    public let loss: Float

    /// The number of samples whose largest logit is that of their class, after the epoch.
    ///
    /// Among equal logits the first counts as the largest.
    public let correctCount: Int

    /// The number of samples of the dataset; at least 1.
    public let sampleCount: Int

    /// Records what an epoch measured.
    ///
    /// - Parameters:
    ///   - lastBatchLoss: The loss of the last batch.
    ///   - meanBatchLoss: The mean loss of the batches.
    ///   - loss: The loss over the whole dataset.
    ///   - correctCount: The samples that were classified rightly.
    ///   - sampleCount: All samples.
    /// - Precondition: 0 ≤ `correctCount` ≤ `sampleCount` and 1 ≤ `sampleCount`.
    public init(
        lastBatchLoss: Float,
        meanBatchLoss: Float,
        loss: Float,
        correctCount: Int,
        sampleCount: Int
    ) {
        precondition(sampleCount >= 1, "an epoch has at least one sample, not \(sampleCount)")
        precondition(
            (0...sampleCount).contains(correctCount),
            "\(correctCount) correct of \(sampleCount) samples"
        )
        self.lastBatchLoss = lastBatchLoss
        self.meanBatchLoss = meanBatchLoss
        self.loss = loss
        self.correctCount = correctCount
        self.sampleCount = sampleCount
    }

    /// The share of samples that were classified rightly, in 0…1.
    ///
    /// The counts are exact, so this is their quotient rounded once: a quotient in Double rounds to
    /// the same Float as the real one when both counts fit a Float (Double has more than 2·24 + 2
    /// digits).
    ///
    /// - Source: Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30 (3), 1995.
    public var accuracy: Float { Float(Double(correctCount) / Double(sampleCount)) }

    /// Whether all three losses are finite; a run with an epoch that is not stops there.
    public var isFinite: Bool {
        lastBatchLoss.isFinite && meanBatchLoss.isFinite && loss.isFinite
    }
}
