/// The samples of one step, or of one part of an evaluation.
@usableFromInline
package struct LaneBatch {
    /// The features, shape [``count``, inputs].
    @usableFromInline
    package let features: UnsafeRawPointer

    /// The classes as Floats, shape [``count``].
    @usableFromInline
    package let labels: UnsafeRawPointer

    /// The number of samples.
    @usableFromInline
    package let count: Int

    /// Whether all lanes see the same samples: then the elements are Floats, else lane vectors.
    @usableFromInline
    package let isShared: Bool

    /// Describes samples.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - labels: The classes.
    ///   - count: The number of samples.
    ///   - isShared: Whether the elements are Floats.
    @usableFromInline
    package init(
        features: UnsafeRawPointer,
        labels: UnsafeRawPointer,
        count: Int,
        isShared: Bool
    ) {
        self.features = features
        self.labels = labels
        self.count = count
        self.isShared = isShared
    }
}
