internal import NeuralNet
public import NeuralNetRuntime
public import TrainingModel

/// Measures how fast one thread trains a pack, with the evaluation after each epoch.
public struct TrainingBenchmark: Sendable {
    /// The widths of the network.
    public var layers: [Int]

    /// The samples of one step.
    public var batch: Int

    /// The runs of the pack, 1 to 16.
    public var runs: Int

    /// The epochs that are timed together.
    public var epochs: Int

    /// The samples of the dataset, at least one for each class.
    public var samples: Int

    /// The times that the training is timed; the median counts.
    public var repetitions: Int

    /// The kernels to use.
    public var instructionSet: InstructionSetName

    /// How parameters move along their gradients.
    public var optimizer = Optimizer.sgd

    /// What hidden units make of their sums.
    public var activation = Activation.relu

    /// The share of hidden units that is left out of each step.
    public var dropout = 0.0

    /// The largest norm of a gradient; 0 where none is shortened.
    public var clipNorm = 0.0

    /// Describes a measurement; the defaults are the notebook's training in a full pack.
    ///
    /// - Parameters:
    ///   - layers: The widths of the network.
    ///   - batch: The samples of one step.
    ///   - runs: The runs of the pack.
    ///   - epochs: The epochs that are timed together.
    ///   - samples: The samples of the dataset.
    ///   - repetitions: The times that the training is timed.
    ///   - instructionSet: The kernels to use.
    public init(
        layers: [Int] = [2, 50, 3],
        batch: Int = 20,
        runs: Int = 16,
        epochs: Int = 100,
        samples: Int = 1500,
        repetitions: Int = 5,
        instructionSet: InstructionSetName = .best
    ) {
        self.layers = layers
        self.batch = batch
        self.runs = runs
        self.epochs = epochs
        self.samples = samples
        self.repetitions = repetitions
        self.instructionSet = instructionSet
    }

    /// Trains and measures, which takes as long as it takes.
    ///
    /// - Returns: What was measured.
    /// - Throws: `NeuralNetRuntimeError` when the pack cannot be trained, ``BenchmarkError`` when
    ///   the numbers are out of range or a run diverges, since it would no longer be work.
    public func measure() throws -> TrainingBenchmarkResult {
        try check()
        let dataset = makeDataset()
        let configuration = TrainingConfiguration(
            PackShape(setting),
            epochs: epochs,
            shuffle: false
        )
        let runs = (0..<runs).map {
            var setting = setting
            setting.momentum = 0.05 * Double($0)
            return RunConfiguration(setting, seed: UInt64($0))
        }
        var times: [Duration] = []
        for _ in 0..<repetitions {
            let trainer = try instructionSet.makePackTrainer(
                dataset: dataset,
                configuration: configuration,
                runs: runs
            )
            times.append(
                ThreadClock.measure { for _ in 0..<epochs { _ = trainer.trainEpoch() } }
            )
            for case .diverged(let epoch) in trainer.outcomes {
                throw BenchmarkError("a run of layers \(layers) diverged in epoch \(epoch)")
            }
        }
        let kernels = instructionSet.kernels
        let shape = configuration.shape
        let groups = kernels.plan(
            nil,
            for: configuration,
            runCount: runs.count,
            clips: clipNorm > 0
        )
        return TrainingBenchmarkResult(
            benchmark: self,
            time: times.sorted()[repetitions / 2],
            multiplyAdds: multiplyAdds(of: shape),
            mapping: groups.map(\.mapping).reduce(into: []) { names, name in
                if !names.contains(name) { names.append(name) }
            }
            .joined(separator: " and "),
            lanes: groups.map(\.laneCount).reduce(0, max),
            peak: PeakBenchmark(instructionSet: instructionSet).measure()
        )
    }

    /// What all runs have in common.
    private var setting: Setting {
        var setting = Setting.standard(with: optimizer)
        setting.layers = layers
        setting.batch = batch
        setting.activation = activation
        setting.dropout = dropout
        setting.clipNorm = clipNorm
        if optimizer == .sgd { setting.learningRate = 0.01 }
        return setting
    }

    /// The multiply-adds of all runs and epochs that the training needs, and no others.
    ///
    /// A sample takes each weight once forward, once for the gradient and, but for the first
    /// layer, once for the delta; then once more in the evaluation.
    private func multiplyAdds(of shape: NetworkShape) -> Int {
        let weights = shape.linearLayers.reduce(0) { $0 + $1.weightCount }
        let perSample = 4 * weights - shape.linearLayers[0].weightCount
        return perSample * samples * epochs * runs
    }

    /// The spiral for two inputs, else points around a centre for each class.
    private func makeDataset() -> Dataset {
        let classes = layers[layers.count - 1]
        if layers[0] == 2, samples % classes == 0 {
            return .spiral(classes: classes, points: samples / classes, noise: 0.2, seed: 1)
        }
        var generator = MersenneTwister(seed: 1)
        let centers = (0..<classes * layers[0]).map { _ in generator.uniform(from: 0, to: 0.8) }
        let labels = (0..<samples).map { Int32($0 % classes) }
        return Dataset(
            features: labels.flatMap { label in
                (0..<layers[0]).map { column in
                    centers[Int(label) * layers[0] + column] + generator.uniform(from: 0, to: 0.2)
                }
            },
            labels: labels,
            width: layers[0],
            classNames: (0..<classes).map(String.init)
        )
    }

    private func check() throws {
        guard layers.count >= 2, layers.allSatisfy({ $0 >= 1 }), layers[layers.count - 1] >= 2
        else {
            throw BenchmarkError("layers are at least two widths and two classes, not \(layers)")
        }
        guard samples >= layers[layers.count - 1] else {
            throw BenchmarkError("\(samples) samples are fewer than the classes of \(layers)")
        }
        guard setting.axisOutOfRange == nil else {
            throw BenchmarkError("dropout is below 1 and no norm negative")
        }
        for (name, value) in [("batch", batch), ("epochs", epochs), ("repetitions", repetitions)] {
            guard value >= 1 else { throw BenchmarkError("\(name) is at least 1, not \(value)") }
        }
    }
}

/// What one measurement of training gave; encodes as one JSON object.
public struct TrainingBenchmarkResult: Sendable, Hashable, Encodable {
    /// Billions of floating-point operations in a second, two for each multiply-add of training and
    /// evaluation, and nothing else counted.
    public let gflops: Double

    /// The processor time of all epochs, divided by the runs.
    public let millisecondsPerRun: Double

    /// The widths of the network.
    public let layers: [Int]

    /// The samples of one step.
    public let batch: Int

    /// The runs of the pack.
    public let runs: Int

    /// The epochs that were timed together.
    public let epochs: Int

    /// The samples of the dataset.
    public let samples: Int

    /// The times that the training was timed; the other numbers are of the median.
    public let repetitions: Int

    /// The instruction set.
    public let instructionSet: String

    /// The lanes of the vectors.
    public let lanes: Int

    /// What a lane stood for, such as `runs`, or `units of 4 runs and units` in two groups.
    public let mapping: String

    /// The optimizer.
    public let optimizer: String

    /// What hidden units make of their sums.
    public let activation: String

    /// The share of hidden units that was left out of each step.
    public let dropout: Double

    /// The largest norm of a gradient, or 0.
    public let clipNorm: Double

    /// The rate of fused multiply-adds in registers, measured right afterwards.
    public let peakGflops: Double

    enum CodingKeys: String, CodingKey {
        case gflops
        case millisecondsPerRun = "ms_per_run"
        case layers
        case batch
        case runs
        case epochs
        case samples
        case repetitions
        case instructionSet = "isa"
        case lanes
        case mapping
        case optimizer
        case activation
        case dropout
        case clipNorm = "clip_norm"
        case peakGflops = "peak_gflops"
    }

    init(
        benchmark: TrainingBenchmark,
        time: Duration,
        multiplyAdds: Int,
        mapping: String,
        lanes: Int,
        peak: Double
    ) {
        let seconds = time / .seconds(1)
        gflops = 2 * Double(multiplyAdds) / seconds / 1e9
        millisecondsPerRun = seconds * 1000 / Double(benchmark.runs)
        layers = benchmark.layers
        batch = benchmark.batch
        runs = benchmark.runs
        epochs = benchmark.epochs
        samples = benchmark.samples
        repetitions = benchmark.repetitions
        instructionSet = benchmark.instructionSet.rawValue
        optimizer = benchmark.optimizer.rawValue
        activation = benchmark.activation.rawValue
        dropout = benchmark.dropout
        clipNorm = benchmark.clipNorm
        self.lanes = lanes
        self.mapping = mapping
        peakGflops = peak
    }

    /// The share of the peak that the training reached, in 0…1.
    public var shareOfPeak: Double { gflops / peakGflops }
}
