internal import ArgumentParser
internal import Foundation
internal import MomentumBench
internal import NeuralNetRuntime
internal import TrainingModel

/// `momentum bench train`: the training of one pack against the core's peak.
struct BenchTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Measure the training of one pack on one core, with evaluation after each epoch."
    )

    @Option(help: "Layers, such as 2,50,3.")
    var layers = "2,50,3"

    @Option(help: "The batch size.")
    var batch = 20

    @Option(help: "Runs of the pack, 1 to 16.")
    var runs = 16

    @Option(help: "Epochs that are timed together.")
    var epochs = 100

    @Option(help: "Samples of the dataset.")
    var samples = 1_500

    @Option(help: "The optimizer: sgd, adam, adamw or rmsprop.")
    var optimizer = Optimizer.sgd.rawValue

    @Option(help: "The activation, such as relu or gelu.")
    var activation = Activation.relu.rawValue

    @Option(help: "The share of hidden units that is left out of each step, below 1.")
    var dropout = 0.0

    @Option(help: "The largest norm of a gradient; 0 for any.")
    var clipNorm = 0.0

    @Option(help: "How often the training is timed; the median is printed.")
    var repetitions = 5

    @Option(help: "The instruction set; default: MOMENTUM_ISA, or the best.")
    var isa: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let widths = layers.split(separator: ",").map { Int($0) }
        guard widths.count >= 2, let known = widths as? [Int] else {
            throw Failure(.usage, "--layers: \(layers) is not allowed; widths such as 2,50,3")
        }
        guard let optimizer = Optimizer(rawValue: optimizer),
            let activation = Activation(rawValue: activation)
        else {
            throw Failure(
                .usage,
                "--optimizer takes \(Axis.optimizer.allowed); "
                    + "--activation takes \(Axis.activation.allowed)"
            )
        }
        var benchmark = TrainingBenchmark(
            layers: known,
            batch: batch,
            runs: runs,
            epochs: epochs,
            samples: samples,
            repetitions: repetitions,
            instructionSet: try isa.map { try .choose(named: $0) } ?? .requested()
        )
        benchmark.optimizer = optimizer
        benchmark.activation = activation
        benchmark.dropout = dropout
        benchmark.clipNorm = clipNorm
        let result: TrainingBenchmarkResult
        do {
            result = try benchmark.measure()
        } catch let error as BenchmarkError {
            throw Failure(.usage, error.description)
        }
        try show(result)
    }

    private func show(_ result: TrainingBenchmarkResult) throws {
        guard !json, output.outputMode != .json else {
            return StandardOutput.line(try JSONLine.text(of: result))
        }
        let rate = String(format: "%.1f", result.gflops)
        let share = String(format: "%.0f", result.shareOfPeak * 100)
        let peak = String(format: "%.1f", result.peakGflops)
        let time = String(format: "%.3f", result.millisecondsPerRun)
        StandardOutput.line(
            "\(layers), \(activation), \(optimizer), batch \(batch), \(runs) runs in "
                + "\(result.lanes) lanes of \(result.mapping) on \(result.instructionSet): "
                + "\(rate) GFLOP/s, \(share) % of the peak of \(peak); \(time) ms per run of "
                + "\(epochs) epochs"
        )
    }
}
