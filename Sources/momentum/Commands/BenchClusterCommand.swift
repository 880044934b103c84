internal import ArgumentParser
internal import Foundation
internal import Logging
internal import MomentumBench

/// `momentum bench cluster`: what a coordinator does in a second, and what it costs.
struct BenchClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Measure a coordinator on one core, with workers whose training is skipped.",
        discussion: """
            The store, the keys and the sockets are real. The workers are played by this process and
            its children on another core. Each figure stands beside that of a bare ROUTER with the
            same messages.
            """
    )

    @Option(help: "Runs of the sweep of empty packs; a multiple of 16.")
    var runs = 1_000_000

    @Option(help: "Runs of the sweep of full packs; a multiple of 16.")
    var fullRuns = 320_000

    @Option(help: "Epochs of a full pack.")
    var epochs = 100

    @Option(help: "Workers of these two sweeps.")
    var workers = 128

    @Option(help: "Workers that are connected at once, idle and at work.")
    var crowd = 1_000

    @Option(
        help: "How long these idle.",
        transform: DurationOption.init(parsing:)
    )
    var idle: DurationOption?

    @Option(help: "Workers that lose their coordinator in the last part; 0 leaves it out.")
    var storm = 10_000

    @Option(help: "The folder for run directories, on the disk to measure; they are removed.")
    var folder = "."

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func validate() throws {
        for (name, value) in [("--runs", runs), ("--full-runs", fullRuns)] {
            guard (16...10_000_000).contains(value), value.isMultiple(of: 16) else {
                throw ValidationError("\(name): must be a multiple of 16, not \(value)")
            }
        }
    }

    func run() throws {
        let scratch = URL(fileURLWithPath: folder)
            .appending(path: "momentum-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let benchmark = ClusterBenchmark(
            program: FileManager.default.executablePath,
            folder: scratch,
            emptyRuns: runs,
            fullRuns: fullRuns,
            epochs: epochs,
            workers: workers,
            crowd: crowd,
            idle: idle?.duration ?? .seconds(10),
            storm: storm
        )
        let logger = output.logger()
        let result = Result { try benchmark.measure { logger.info("measuring \($0)") } }
        try FileManager.default.removeItem(at: scratch)
        do {
            try show(try result.get())
        } catch let error as BenchmarkError {
            throw Failure(.failure, error.description)
        }
    }

    private func show(_ result: ClusterBenchmarkResult) throws {
        guard !json, output.outputMode != .json else {
            return StandardOutput.line(try JSONLine.text(of: result))
        }
        for line in ClusterTable(result).lines { StandardOutput.line(line) }
    }
}
