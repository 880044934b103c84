/// The dataset as one epoch of a group of runs sees it; valid during that epoch only.
@usableFromInline
package struct EpochSamples {
    /// The features, shape [``count``, inputs].
    @usableFromInline
    package let features: UnsafePointer<Float>

    /// The classes as Floats, shape [``count``].
    @usableFromInline
    package let labels: UnsafePointer<Float>

    /// The number of samples.
    @usableFromInline
    package let count: Int

    /// The order of the samples of each run, shape [runs, ``count``], or `nil` for the dataset's.
    @usableFromInline
    package let orders: UnsafePointer<Int>?

    /// Describes samples.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - labels: The classes as Floats.
    ///   - count: The number of samples.
    ///   - orders: The order of the samples of each run, if not theirs.
    @usableFromInline
    package init(
        features: UnsafePointer<Float>,
        labels: UnsafePointer<Float>,
        count: Int,
        orders: UnsafePointer<Int>?
    ) {
        self.features = features
        self.labels = labels
        self.count = count
        self.orders = orders
    }
}
