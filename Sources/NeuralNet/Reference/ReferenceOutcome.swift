internal import TrainingModel

/// What a whole training by the reference trainer gave.
public struct ReferenceOutcome: Sendable, Hashable {
    /// The metrics of each epoch in order; a diverged run ends with those that are not finite.
    public let epochs: [ReferenceMetrics]

    /// The epoch, counted from 0, in which a loss left the finite numbers; else `nil`.
    public let divergedEpoch: Int?

    /// The parameters at the end, in the flat order of ``NetworkShape/linearLayers``.
    public let parameters: [Double]
}
