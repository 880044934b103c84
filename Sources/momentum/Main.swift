internal import ArgumentParser
internal import Foundation

/// The entry: parses, runs, and turns every error into a message and an exit code in one place.
@main
enum Main {
    static func main() {
        StandardStreams.prepare()
        do {
            var command = try Momentum.parseAsRoot()
            try command.run()
        } catch {
            Failure.leave(because: error, in: Momentum.self)
        }
        exit(StandardOutput.exitCode(for: ExitStatus.done.rawValue))
    }
}

/// The root of the command line.
struct Momentum: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "momentum",
        abstract: "Which momentum should this network be trained with?",
        discussion: """
            Trains one small network with many settings and seeds, on this machine or on many, and \
            compares them. `momentum sweep` alone runs the sweep of the notebook.

            Exit codes: 0 done, 1 some run failed, 2 usage or bad spec, 3 cannot bind or connect, \
            4 refused (key or version), 5 run directory in use or spec differs, 6 storage or \
            other failure, 7 standard output could not be written, 128 + n stopped by signal n.
            """,
        version: Build.version,
        subcommands: [
            SweepCommand.self, CoordinatorCommand.self, WorkerCommand.self, SpawnCommand.self,
            ReportCommand.self, PredictCommand.self, PlanCommand.self, StatusCommand.self,
            RetryCommand.self, KeysCommand.self, BenchCommand.self, SimulateCommand.self,
        ]
    )
}
