internal import Foundation
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

extension ReferenceCase {
    /// The cases that come with the package.
    package enum Fixture: String, Sendable, CaseIterable {
        /// The notebook's sweep: five momenta that share one generator, in order, without shuffle.
        case notebook

        /// Five runs with seeds of their own and shuffle.
        ///
        /// They have two hidden layers, a partial last batch, Nesterov, dampening, weight decay and
        /// a seed of more than 32 bits.
        case shuffled
    }

    /// Reads a fixture.
    ///
    /// - Parameter fixture: The case to read.
    /// - Throws: An error of Foundation when the file is missing or malformed.
    package init(_ fixture: Fixture) throws {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/\(fixture.rawValue).json")
        let document = try JSONDecoder().decode(
            Document.self,
            from: Data(contentsOf: file)
        )
        let training = TrainingConfiguration(
            PackShape(Setting(batch: document.batch, layers: document.layers)),
            epochs: document.epochs,
            shuffle: document.shuffle
        )
        self.init(
            dataset: document.dataset.make(),
            datasetSHA256: document.datasetSHA256,
            training: training,
            runs: document.runs.map { $0.make(for: training) }
        )
    }
}

/// The form of a fixture file.
private struct Document: Decodable {
    let dataset: Spiral
    let datasetSHA256: String
    let layers: [Int]
    let batch: Int
    let epochs: Int
    let shuffle: Bool
    let runs: [Run]

    struct Spiral: Decodable {
        let classes: Int
        let points: Int
        let noise: Double
        let seed: UInt32

        func make() -> Dataset {
            .spiral(classes: classes, points: points, noise: noise, seed: seed)
        }
    }

    struct Run: Decodable {
        let configuration: Configuration
        let initialParameters: [Float]
        let finalParameters: [Double]
        let float32: ReferenceCurves
        let float64: ReferenceCurves
        let envelope: ReferenceEnvelope

        func make(for training: TrainingConfiguration) -> ReferenceRun {
            ReferenceRun(
                configuration: configuration.make(for: training),
                initialParameters: initialParameters,
                finalParameters: finalParameters,
                float32: float32,
                float64: float64,
                envelope: envelope
            )
        }
    }

    struct Configuration: Decodable {
        let momentum: Double
        let learningRate: Double
        let dampening: Double
        let nesterov: Bool
        let weightDecay: Double
        let seed: UInt64
        let precedingRuns: Int

        func make(for training: TrainingConfiguration) -> RunConfiguration {
            RunConfiguration(
                Setting(
                    momentum: momentum,
                    learningRate: learningRate,
                    nesterov: nesterov,
                    dampening: dampening,
                    weightDecay: weightDecay
                ),
                seed: seed,
                generatorOffset: UInt64(
                    precedingRuns * training.generatorOutputs(.pytorch, epochCount: training.epochs)
                )
            )
        }
    }
}
