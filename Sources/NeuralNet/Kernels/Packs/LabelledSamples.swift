internal import TrainingModel

/// Samples with their classes as the kernels read them.
struct LabelledSamples {
    /// The samples.
    let dataset: Dataset

    private let labels: [Float]

    /// ``EpochSamples/pairRows``, or empty.
    private let pairRows: [Float]

    /// Prepares samples for a network.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - shape: The network.
    ///   - isShuffled: Whether runs may see the samples in different orders.
    /// - Precondition: The network has an input for each feature and an output for each class.
    init(_ dataset: Dataset, for shape: NetworkShape, isShuffled: Bool = false) {
        precondition(
            shape.inputCount == dataset.width && shape.classCount >= dataset.classCount,
            "layers \(shape.layers) do not fit \(dataset.width) features and "
                + "\(dataset.classCount) classes"
        )
        self.dataset = dataset
        labels = dataset.labels.map(Float.init)
        guard isShuffled, dataset.width == 2 else {
            pairRows = []
            return
        }
        pairRows = dataset.labels.enumerated().flatMap { row, label in
            [dataset.features[2 * row], dataset.features[2 * row + 1], Float(label), 0]
        }
    }

    /// Hands the samples to `body`, in whose course alone they may be read.
    ///
    /// - Parameters:
    ///   - orders: Per-run sample order, or `nil` for dataset order.
    ///   - runCount: The number of runs.
    ///   - hasOneOrder: Whether the orders of all runs are the same.
    ///   - body: What reads them.
    /// - Returns: What `body` returns.
    func withSamples<Result>(
        orders: UnsafePointer<UInt32>? = nil,
        runCount: Int,
        hasOneOrder: Bool = true,
        _ body: (EpochSamples) -> Result
    ) -> Result {
        dataset.features.withUnsafeBufferPointer { features in
            labels.withUnsafeBufferPointer { labels in
                pairRows.withUnsafeBufferPointer { pairRows in
                    guard let features = features.baseAddress, let labels = labels.baseAddress
                    else { preconditionFailure("a dataset has at least one sample") }
                    return body(
                        EpochSamples(
                            features: features,
                            labels: labels,
                            pairRows: pairRows.isEmpty ? nil : pairRows.baseAddress,
                            count: dataset.count,
                            orders: orders,
                            runCount: runCount,
                            hasOneOrder: hasOneOrder
                        )
                    )
                }
            }
        }
    }
}
