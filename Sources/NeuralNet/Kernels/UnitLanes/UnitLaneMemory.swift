/// Where the numbers of one run lie whose lanes are units, and the buffers it trains in.
///
/// The buffers serve all runs of a group in turn; one thread at a time uses them.
@usableFromInline
package struct UnitLaneMemory {
    /// The places in the buffers.
    @usableFromInline
    package let sizes: UnitLaneSizes

    /// The run's weights and biases.
    @usableFromInline
    package let parameters: UnsafeMutablePointer<Float>

    /// The run's velocities, laid out like the parameters.
    @usableFromInline
    package let velocities: UnsafeMutablePointer<Float>

    /// The run's optimizer settings, each in all lanes of its vector.
    @usableFromInline
    package let settings: UnsafeMutablePointer<Float>

    /// The weights by inputs of the step at hand.
    @usableFromInline
    package let transposed: UnsafeMutablePointer<Float>

    /// The outputs of all layers.
    @usableFromInline
    package let activations: UnsafeMutablePointer<Float>

    /// Two buffers for deltas.
    @usableFromInline
    package let deltas: UnsafeMutablePointer<Float>

    /// The inputs of a batch, in its order.
    @usableFromInline
    package let inputs: UnsafeMutablePointer<Float>

    /// The classes of a batch, in its order.
    @usableFromInline
    package let labels: UnsafeMutablePointer<Float>

    /// The logits of a vector full of samples, then their losses.
    @usableFromInline
    package let logits: UnsafeMutablePointer<Float>

    /// Finds the places of a run in the memory of its group.
    ///
    /// - Parameters:
    ///   - sizes: What the training needs.
    ///   - storage: Zeroed memory for ``UnitLaneSizes/floatCount(runCount:)`` Floats.
    ///   - run: The index of the run.
    ///   - runCount: The runs of the group.
    @usableFromInline
    package init(
        sizes: UnitLaneSizes,
        storage: UnsafeMutablePointer<Float>,
        run: Int,
        runCount: Int
    ) {
        var next = storage
        func take(_ count: Int) -> UnsafeMutablePointer<Float> {
            defer { next += count }
            return next
        }
        self.sizes = sizes
        transposed = take(sizes.transposed)
        activations = take(sizes.activations)
        deltas = take(2 * sizes.delta)
        inputs = take(sizes.inputs)
        labels = take(sizes.labels)
        logits = take(sizes.logits)
        next += run * (2 * sizes.parameters + sizes.settings)
        parameters = take(sizes.parameters)
        velocities = take(sizes.parameters)
        settings = take(sizes.settings)
    }
}
