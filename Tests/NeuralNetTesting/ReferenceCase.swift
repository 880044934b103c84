package import NeuralNet
package import TrainingModel

/// A sweep on the spiral that PyTorch trained, with all numbers that ours must meet.
///
/// Each run was trained twice on one thread: with model and data in Float, and with the same
/// initial Floats and data converted to Double. Batches came from `DataLoader`, steps from
/// `torch.optim.SGD`, losses from `CrossEntropyLoss`.
package struct ReferenceCase: Sendable {
    /// The data that the runs were trained on, made by this package.
    package let dataset: Dataset

    /// The SHA-256 of NumPy's features as Float, row-major and little-endian, in lowercase hex.
    package let datasetSHA256: String

    /// What the runs have in common.
    package let training: TrainingConfiguration

    /// The runs, in the order of the sweep.
    package let runs: [ReferenceRun]
}
