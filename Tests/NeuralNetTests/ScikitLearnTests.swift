import Foundation
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

    /// Splits with scikit-learn, standardizes with NumPy and writes the Floats of all parts.
    private static let standardizing = """
        import math, sys
        import numpy as np
        from sklearn.model_selection import train_test_split
        rows = np.loadtxt(sys.stdin, delimiter=",", skiprows=1)
        x, y, count = rows[:, :-1], rows[:, -1], len(rows)
        rest = np.arange(count)
        parts = []
        for share in (0.25, 0.2):
            rest, part = train_test_split(
                rest, test_size=math.ceil(share * count), random_state=9, stratify=y[rest])
            parts.insert(0, np.sort(part))
        parts.insert(0, np.sort(rest))
        x = np.ascontiguousarray(x)
        train = x[parts[0]]
        deviation = np.where((train == train[0]).all(0), 1, train.std(0))
        for part in parts:
            z = (x[part] - train.mean(0)) / deviation
            sys.stdout.buffer.write(z.astype("<f4").tobytes())
        """

    /// Sums in the order of the samples are NumPy's too, so even the bits are equal.
    @Test(arguments: ["iris.csv", "wine_data.csv", "breast_cancer.csv"])
    func `parts are standardized as NumPy does it, bit for bit`(file: String) throws {
        let lines = try ScikitLearn.file(file).drop { $0 != UInt8(ascii: "\n") }
        let width = lines.dropFirst().prefix { $0 != UInt8(ascii: "\n") }
            .count { $0 == UInt8(ascii: ",") }
        let columns = (0..<width).map { "feature \($0)" } + ["class"]
        let text = Array((columns.joined(separator: ",")).utf8) + lines
        let table = try SampleTable(
            csv: text,
            file: file,
            label: "class",
            standardize: true,
            split: .shares(HeldOutShares(validation: 0.2, test: 0.25), SplitDraw(seed: 9))
        )
        let known = try ExternalTool.python.perform(["-c", Self.standardizing], input: Data(text))
        let ours = [SamplePart.training, .validation, .test].flatMap { part in
            LittleEndian.bytes(of: table.dataset(part, fold: 0)?.features ?? [])
        }
        #expect(ours == Array(known))
    }
}
