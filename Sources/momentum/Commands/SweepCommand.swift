internal import ArgumentParser
internal import Foundation
internal import NeuralNetRuntime
internal import SweepCoordinator
internal import SweepModel
internal import ZeroMQ

/// `momentum sweep`: everything on this machine.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Train a whole sweep on this machine and write its report.",
        discussion: "Starts a coordinator and worker processes, one for each core."
    )

    @OptionGroup var spec: SpecOptions
    @OptionGroup var terms: CoordinatorOptions
    @OptionGroup var report: ReportFlags
    @OptionGroup var output: OutputOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "The run directory, new or empty.")
    var directory: String?

    @Option(
        name: [.customShort("n"), .long],
        help: "Worker processes; default: one for each core."
    )
    var workers: Int?

    func validate() throws {
        if let workers, !(1...1024).contains(workers) {
            throw ValidationError("--workers: \(workers) is not allowed; 1 to 1024")
        }
    }

    func run() throws {
        _ = try InstructionSetName.requested()
        let sweep = try PreparedSweep(try spec.read(), folder: spec.folder)
        let directory = try RunDirectory.create(
            at: directory,
            name: sweep.spec.name,
            digest: sweep.digest
        )
        try sweep.write(to: directory)
        let runner = SweepRunner(
            sweep: sweep,
            directory: directory,
            output: output,
            reportOptions: report.options,
            logger: try output.logger(alsoTo: directory.log),
            endpoint: "tcp://127.0.0.1:*",
            adjust: terms.adjust
        )
        let cores = ProcessInfo.processInfo.activeProcessorCount
        try runner.run(resumes: false, localWorkers: workers ?? cores)
    }
}
