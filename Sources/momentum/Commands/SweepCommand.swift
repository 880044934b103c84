internal import ArgumentParser
internal import Foundation
internal import HostSystem
internal import NeuralNetRuntime
internal import SweepCoordination
internal import SweepCoordinator
internal import ZeroMQ

/// `momentum sweep`: everything on this machine.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Train a whole sweep on this machine and write its report.",
        discussion: "Starts a coordinator and worker processes, one for each core."
    )

    /// The most worker processes.
    private static let workerLimit = 1_024

    @OptionGroup var selection: SweepSelection

    @OptionGroup(title: "Coordinator")
    var terms: CoordinatorOptions

    @OptionGroup(title: "Report")
    var report: ReportFlags

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @Option(
        name: [.customShort("n"), .long],
        help: "Worker processes; default: one for each core that may be used."
    )
    var workers: Int?

    func validate() throws {
        if let workers, !(1...Self.workerLimit).contains(workers) {
            throw ValidationError("--workers: \(workers) is not allowed; 1 to \(Self.workerLimit)")
        }
    }

    func run() throws {
        _ = try InstructionSetName.requested()
        let (sweep, directory) = try selection.prepare(
            for: report.options,
            saying: output.outputMode
        )
        let runner = SweepRunner(
            sweep: sweep,
            directory: directory,
            output: output,
            reportOptions: report.options,
            logger: output.logger(alsoTo: directory.log),
            endpoint: "tcp://127.0.0.1:*",
            adjust: { configuration in
                // The workers of an earlier start ended with it: none comes back.
                try terms.adjust(&configuration, standardGrace: .zero)
                configuration.retriesFailed = selection.retryFailed
            }
        )
        let count = workers ?? min(UsableCores.count, Self.workerLimit)
        try runner.run(resumes: selection.resumes, localWorkers: count)
    }
}

/// `momentum retry`: trains what failed once more, and nothing else.
struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Train the failed runs of a sweep again, on this machine.",
        discussion: """
            The same as `momentum sweep --resume DIR --retry-failed`. Runs that have a result keep \
            it; the report is written again.
            """
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(
        name: [.customShort("n"), .long],
        help: "Worker processes; default: one for each core that may be used."
    )
    var workers: Int?

    func run() throws {
        var arguments = ["--resume", directory, "--retry-failed"]
        if let workers { arguments += ["--workers", "\(workers)"] }
        try SweepCommand.parse(arguments).run()
    }
}
