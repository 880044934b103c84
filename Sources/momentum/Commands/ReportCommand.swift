public import ArgumentParser
internal import Foundation
internal import SweepReport
public import SweepResults

/// `momentum report`: rebuilds the report, also while the sweep runs.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the report of a run directory again, also while its sweep runs."
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Flag(help: "Draw table, curves and findings in the terminal and write nothing.")
    var terminal = false

    @Option(
        parsing: .singleValue,
        help: """
            Write files for another tool as well: tensorboard, mlflow, or pytorch for a program \
            that repeats any run; may be given several times.
            """
    )
    var export: [ExportFormat] = []

    @OptionGroup(title: "Report")
    var report: ReportFlags

    @OptionGroup(title: "Output")
    var output: OutputOptions

    /// Rejects mutually exclusive options.
    func validate() throws {
        guard terminal, output.outputMode != .text else { return }
        throw ValidationError(
            "--terminal is for people, and --output-mode \(output.outputMode.rawValue) is not; "
                + "report.json has the numbers"
        )
    }

    func run() throws {
        let directory = try RunDirectory.open(directory)
        let outcome = SweepOutcome(
            sweep: try PreparedSweep(in: directory),
            directory: directory,
            output: output,
            options: report.options,
            duration: nil
        )
        let builder = try outcome.reportBuilder()
        if !export.isEmpty {
            let period = try directory.trainingPeriod()
            for format in export {
                let files = try builder.export(format, to: directory.url, trained: period)
                StandardError.line("momentum: \(format.rawValue): \(files.path)")
            }
        }
        guard terminal else { return try outcome.publish(after: nil) }
        let usesColor = StandardOutput.usesColor
        let text = try builder.terminalReport(
            width: StandardOutput.columns,
            usesColor: usesColor,
            options: report.options
        )
        StandardOutput.report(text, usesColor: usesColor)
    }
}

extension ExportFormat: ExpressibleByArgument {}
