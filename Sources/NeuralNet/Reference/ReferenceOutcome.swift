/// What a whole training by the reference trainer gave.
public struct ReferenceOutcome: Sendable, Hashable {
    /// The metrics of each epoch in order; a diverged run ends with those that are not finite, one
    /// that stopped with those of its last epoch.
    public let epochs: [ReferenceMetrics]

    /// The epoch, counted from 0, in which a loss left the finite numbers; else `nil`.
    public let divergedEpoch: Int?

    /// The epoch that is taken, counted from 0, or `nil` for a diverged run or one without epochs.
    public let selectedEpoch: Int?

    /// The parameters after the epoch that is taken, of a diverged run those at its end, in the
    /// flat order of ``NetworkShape/linearLayers``.
    public let parameters: [Double]
}

/// What one epoch of the reference trainer measured; the metrics of samples in Double.
public struct ReferenceMetrics: Sendable, Hashable {
    /// The loss of the epoch's last batch, before that batch's step.
    public let lastBatchLoss: Double

    /// The mean over the epoch's batches of each batch's loss before its step.
    public let meanBatchLoss: Double

    /// The loss over the whole dataset after the epoch.
    public let loss: Double

    /// The number of samples that were classified rightly after the epoch.
    public let correctCount: Int

    /// The loss over the validation samples after the epoch, if there are any.
    public let validationLoss: Double?

    /// The number of validation samples that were classified rightly, if there are any.
    public let validationCorrectCount: Int?

    /// Whether all losses are finite, that of the validation samples too.
    public var isFinite: Bool {
        lastBatchLoss.isFinite && meanBatchLoss.isFinite && loss.isFinite
            && validationLoss?.isFinite ?? true
    }
}
