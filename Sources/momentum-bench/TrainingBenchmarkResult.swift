internal import NeuralNetRuntime

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

    /// What a lane stood for, `runs` or `units`.
    public let mapping: String

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
        self.lanes = lanes
        self.mapping = mapping
        peakGflops = peak
    }

    /// The share of the peak that the training reached, in 0…1.
    public var shareOfPeak: Double { gflops / peakGflops }
}
