/// Which parts of the SGD rule any run of a pack uses; the others are left out of the inner loop.
///
/// Leaving a part out gives the same bits as running it with the setting that turns it off.
@usableFromInline
package struct UpdateRule: Sendable, Hashable {
    /// Whether any run adds λ·p to its gradients.
    @usableFromInline
    package let hasWeightDecay: Bool

    /// Whether any run takes a share other than 1 of the gradient into the velocity.
    @usableFromInline
    package let hasDampening: Bool

    /// Whether any run looks ahead.
    @usableFromInline
    package let hasNesterov: Bool

    /// Finds the parts that the runs use.
    ///
    /// - Parameter runs: The runs of the pack.
    @usableFromInline
    package init(runs: [RunConfiguration]) {
        hasWeightDecay = runs.contains { $0.weightDecay != 0 }
        hasDampening = runs.contains { $0.dampening != 0 }
        hasNesterov = runs.contains { $0.nesterov }
    }

    /// Whether v ← μ·v + g and p ← p − η·v is all there is.
    @inlinable package var isPlain: Bool { !hasWeightDecay && !hasDampening && !hasNesterov }
}
