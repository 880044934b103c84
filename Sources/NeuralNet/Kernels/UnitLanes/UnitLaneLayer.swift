public import TrainingModel

/// Where the numbers of one layer lie in the memory of a run whose lanes are units, in Floats.
@usableFromInline
package struct UnitLaneLayer: Sendable {
    /// The layer in PyTorch's order.
    @usableFromInline
    package let layer: LinearLayer

    /// The panels of the weights by outputs: [inputs, outputs], from the parameters' start on.
    @usableFromInline
    package let weightOffset: Int

    /// The biases, filled up to whole panels.
    @usableFromInline
    package let biasOffset: Int

    /// The panels of the weights by inputs, [outputs, inputs], for the way back; 0 inputs in the
    /// first layer, which has no way back.
    @usableFromInline
    package let transposedOffset: Int

    /// The outputs of a batch, one row a sample.
    @usableFromInline
    package let activationOffset: Int

    /// The Floats from one sample to the next in outputs and deltas.
    ///
    /// An odd number of cache lines, so that the rows of a batch do not fall into the same few
    /// places of the first cache.
    @usableFromInline
    package let rowStride: Int

    /// Inputs and outputs, filled up to a multiple of four for the transposition.
    @usableFromInline
    package let paddedInputs: Int

    /// See ``paddedInputs``.
    @usableFromInline
    package let paddedOutputs: Int
}
