import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A pack after its last epoch, with all that it measured.
struct TrainedPack {
    /// The metrics of each run up to its divergence.
    private(set) var metrics: [[[Float]]]

    /// The epoch, counted from 0, in which each run diverged.
    let divergedEpochs: [Int?]

    /// The bits of each run's final parameters.
    let parameters: [[UInt32]]

    /// Trains all epochs.
    init(
        _ instructionSet: InstructionSetName,
        _ dataset: Dataset,
        _ configuration: TrainingConfiguration,
        _ runs: [RunConfiguration],
        mapping: LaneMapping? = nil,
        validation: Dataset? = nil
    ) {
        let trainer = PackTrainer(
            dataset: dataset,
            validation: validation,
            configuration: configuration,
            runs: runs,
            kernels: instructionSet.kernels,
            mapping: mapping
        )
        metrics = Array(repeating: [], count: runs.count)
        for _ in 0..<configuration.epochs {
            for (lane, values) in trainer.trainEpoch().enumerated() {
                if let values { metrics[lane].append(values) }
            }
        }
        divergedEpochs = trainer.outcomes.map { outcome in
            if case .diverged(let epoch) = outcome { epoch } else { nil }
        }
        parameters = runs.indices.map { trainer.parameters(ofLane: $0).map(\.bitPattern) }
    }
}

extension TrainedPack {
    /// A number that changes with any bit of metrics and parameters, for golden tests.
    ///
    /// - Source: Fowler, Noll and Vo, FNV-1a with 64 bits, on words of 32.
    var digest: UInt64 {
        let numbers = metrics.joined().joined().map(\.bitPattern)
        return (numbers + parameters.joined()).reduce(0xcbf2_9ce4_8422_2325) { hash, word in
            (hash ^ UInt64(word)) &* 0x100_0000_01b3
        }
    }
}

/// Packs for tests: runs that differ in every setting, and networks of odd sizes.
enum PackVariety {
    /// Sixteen runs, no two alike.
    static let runs: [RunConfiguration] = (0..<16).map { index in
        let isNesterov = index % 4 == 1
        return RunConfiguration(
            Setting(
                momentum: index % 5 == 0 ? 0 : 0.06 * Double(index),
                learningRate: 0.02 + 0.01 * Double(index % 3),
                nesterov: isNesterov,
                dampening: index % 4 == 2 ? 0.3 : 0,
                weightDecay: index % 3 == 1 ? 0.01 : 0,
                labelSmoothing: index % 4 == 3 ? 0.1 : 0
            ),
            seed: UInt64(index / 2),
            generatorOffset: UInt64(index % 2)
        )
    }

    /// Networks of odd sizes and each activation, most often ReLU.
    static let shapes: [TestShape] = [
        TestShape([2, 3], batch: 7, rows: 20),
        TestShape([1, 1, 2], batch: 1, rows: 5),
        TestShape([2, 50, 3], batch: 20, rows: 150),
        TestShape([5, 7, 6, 4], batch: 9, rows: 32),
        TestShape([3, 17, 1, 9, 2], batch: 70, rows: 141),
        TestShape([13, 16, 5], batch: 100, rows: 70),
        TestShape([64, 128, 64, 10], batch: 32, rows: 101),
        TestShape([20, 83, 3], batch: 13, rows: 40),
        TestShape([2, 50, 3], batch: 20, rows: 60, .leakyRelu),
        TestShape([5, 7, 6, 4], batch: 9, rows: 32, .elu),
        TestShape([13, 16, 5], batch: 100, rows: 70, .tanh),
        TestShape([3, 17, 1, 9, 2], batch: 70, rows: 141, .sigmoid),
        TestShape([20, 83, 3], batch: 13, rows: 40, .sigmoid),
        TestShape([1, 1, 2], batch: 1, rows: 5, .silu),
        TestShape([20, 33, 21, 10], batch: 16, rows: 50, .gelu),
        TestShape([5, 7, 6, 4], batch: 9, rows: 32, .identity),
    ]
}

/// A training for tests, small enough to do often.
struct TestShape: Sendable, CustomTestStringConvertible {
    let layers: [Int]
    let batch: Int
    let rows: Int
    let activation: Activation

    init(_ layers: [Int], batch: Int, rows: Int, _ activation: Activation = .relu) {
        self.layers = layers
        self.batch = batch
        self.rows = rows
        self.activation = activation
    }

    var testDescription: String {
        "\(layers) \(activation.rawValue), batch \(batch), \(rows) rows"
    }

    /// The training.
    func configuration(epochs: Int, shuffle: Bool) -> TrainingConfiguration {
        var setting = Setting(batch: batch, layers: layers)
        setting.activation = activation
        return TrainingConfiguration(PackShape(setting), epochs: epochs, shuffle: shuffle)
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
