internal import TrainingModel

/// Samples in Double, one row each.
struct ReferenceSamples: Sendable {
    /// The features of each sample.
    let features: [[Double]]

    /// The class of each sample.
    let labels: [Int]

    /// Converts samples for a network.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - shape: The network.
    /// - Precondition: The network's ends fit the features and classes.
    init(_ dataset: Dataset, for shape: NetworkShape) {
        precondition(
            shape.inputCount == dataset.width && shape.classCount >= dataset.classCount,
            "\(shape.layers) does not fit \(dataset.width) features, \(dataset.classCount) classes"
        )
        features = (0..<dataset.count).map { row in
            dataset.features[row * dataset.width..<(row + 1) * dataset.width].map(Double.init)
        }
        labels = dataset.labels.map(Int.init)
    }
}
