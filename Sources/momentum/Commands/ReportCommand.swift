internal import ArgumentParser
internal import Foundation

/// `momentum report`: rebuilds the report, also while the sweep runs.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the report of a run directory again, also while its sweep runs."
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @OptionGroup var report: ReportFlags
    @OptionGroup var output: OutputOptions

    func run() throws {
        let directory = try RunDirectory.open(directory)
        try SweepOutcome(
            sweep: try PreparedSweep(in: directory),
            directory: directory,
            output: output,
            options: report.options,
            duration: nil
        )
        .publish(after: nil)
    }
}
