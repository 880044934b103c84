import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// Reads and learns the real datasets that scikit-learn ships.
@Suite(.requires(.python("sklearn")))
struct ScikitLearnTests {
    /// A file, whether its first line is scikit-learn's own, and what is in it.
    struct Sample: Sendable {
        let file: String
        let hasFirstLine: Bool
        let count: Int
        let width: Int
        let classCount: Int
    }

    @Test(arguments: [
        Sample(file: "iris.csv", hasFirstLine: true, count: 150, width: 4, classCount: 3),
        Sample(file: "wine_data.csv", hasFirstLine: true, count: 178, width: 13, classCount: 3),
        Sample(file: "breast_cancer.csv", hasFirstLine: true, count: 569, width: 30, classCount: 2),
        Sample(file: "digits.csv.gz", hasFirstLine: false, count: 1_797, width: 64, classCount: 10),
    ])
    func `a small network learns a real dataset`(sample: Sample) throws {
        let rows = try ScikitLearn.file(sample.file).drop { byte in
            sample.hasFirstLine && byte != UInt8(ascii: "\n")
        }
        let columns = (0..<sample.width).map { "feature \($0)" } + ["class"]
        let dataset = try Dataset(
            csv: Array((columns.joined(separator: ",") + "\n").utf8) + rows,
            file: sample.file,
            label: "class",
            standardize: true
        )
        #expect(dataset.count == sample.count)
        #expect(dataset.width == sample.width)
        #expect(dataset.classNames == (0..<sample.classCount).map(String.init))

        let shape = NetworkShape(layers: [sample.width, 16, sample.classCount])
        let outcome = ReferenceTrainer(
            dataset: dataset,
            training: TrainingConfiguration(
                PackShape(Setting(batch: 16, layers: shape.layers)),
                epochs: 10,
                shuffle: true
            ),
            run: RunConfiguration(Setting(momentum: 0.9, learningRate: 0.02), seed: 0)
        ).train()
        let correctCount = outcome.epochs.last?.correctCount ?? 0
        #expect(Double(correctCount) > 0.95 * Double(dataset.count))
    }
}
