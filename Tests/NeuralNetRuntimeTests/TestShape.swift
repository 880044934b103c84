import NeuralNet
import Testing
import TrainingModel

/// A training for tests, small enough to do often.
struct TestShape: Sendable, CustomTestStringConvertible {
    let layers: [Int]
    let batch: Int
    let rows: Int

    init(_ layers: [Int], batch: Int, rows: Int) {
        self.layers = layers
        self.batch = batch
        self.rows = rows
    }

    var testDescription: String { "\(layers), batch \(batch), \(rows) rows" }

    /// The training.
    func configuration(epochs: Int, shuffle: Bool) -> TrainingConfiguration {
        TrainingConfiguration(
            PackShape(Setting(batch: batch, layers: layers)),
            epochs: epochs,
            shuffle: shuffle
        )
    }

    /// Samples of each class around a point of its own, like scanned digits in 0…1.
    func makeDataset() -> Dataset {
        var generator = MersenneTwister(seed: 7)
        let classes = layers[layers.count - 1]
        let width = layers[0]
        let labels = (0..<rows).map { Int32($0 % classes) }
        let centers = (0..<classes * width).map { _ in generator.uniform(from: 0.2, to: 0.8) }
        let features = labels.flatMap { label in
            (0..<width).map { column in
                centers[Int(label) * width + column] + generator.uniform(from: -0.2, to: 0.2)
            }
        }
        return Dataset(
            features: features,
            labels: labels,
            width: width,
            classNames: (0..<classes).map { "class \($0)" }
        )
    }
}
