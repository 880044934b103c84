internal import ArgumentParser
internal import Quoting
internal import SweepModel
internal import SweepStore

/// `momentum status`: how far a sweep is, read from its store without disturbing it.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the progress of a run directory's sweep, while it runs and afterwards."
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @OptionGroup var output: OutputOptions

    func run() throws {
        let directory = try RunDirectory.open(directory)
        let progress = try SweepArchive(opening: directory.path).progress()
        switch output.outputMode {
        case .quiet: return
        case .json:
            StandardOutput.json(
                JSONValue.object([
                    ("state", .string(progress.state.rawValue)),
                    ("runs", .integer(progress.runs.total)),
                    ("finished", .integer(progress.runs.finished)),
                    ("diverged", .integer(progress.runs.diverged)),
                    ("failed", .integer(progress.runs.failed)),
                    ("open", .integer(progress.runs.open)),
                    ("epochs", .integer(progress.epochCount)),
                    ("anomalies", .integer(progress.anomalyCount)),
                ])
            )
        case .text:
            StandardOutput.line(
                "\(progress.state.rawValue): \(progress.runs.finished) of \(progress.runs.total)"
                    + " runs finished, \(progress.runs.diverged) diverged, "
                    + "\(progress.runs.failed) failed, \(progress.runs.open) open; "
                    + "\(progress.epochCount) epochs stored, \(progress.anomalyCount) anomalies"
            )
        }
    }
}
