internal import ArgumentParser
internal import Foundation
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

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let status = try SweepStatus(of: try RunDirectory.open(directory))
        switch output.outputMode {
        case .quiet: return
        case .json: StandardOutput.json(status.json)
        case .text:
            StandardOutput.line(status.line)
            if let advice = status.advice { StandardOutput.line(advice) }
        }
    }
}

/// How far a sweep is, and whether anybody works at it.
struct SweepStatus {
    private let directory: RunDirectory
    private let progress: StoredProgress

    /// When the store was last written, if the sweep is not over and no process works on it.
    private let interruption: Date?

    /// Reads the store of `directory`.
    ///
    /// - Throws: ``SweepStore/StoreError``, or ``Failure`` if the stored spec cannot be read.
    init(of directory: RunDirectory) throws {
        // First: a sweep that ends in between has stored that it is done.
        let isHeld = try RunDirectoryLock.isHeld(directory.path)
        let archive = try SweepArchive(opening: directory.path)
        self.directory = directory
        progress = try archive.progress(of: StoredSpec.plan(of: archive.description, in: directory))
        let isInterrupted = !isHeld && !progress.state.isOver
        interruption = isInterrupted ? directory.lastWritten ?? .now : nil
    }

    /// The state in a word.
    private var state: String { interruption == nil ? progress.state.rawValue : "interrupted" }

    /// All numbers, for programs.
    var json: JSONValue {
        let end = interruption.map { ("interrupted_at", JSONValue.string($0.formatted(.iso8601))) }
        return JSONValue.object(
            [
                ("state", .string(state)),
                ("runs", .integer(progress.runs.total)),
                ("finished", .integer(progress.runs.finished)),
                ("diverged", .integer(progress.runs.diverged)),
                ("failed", .integer(progress.runs.failed)),
                ("open", .integer(progress.runs.open)),
                ("epochs", .integer(progress.epochCount)),
                ("anomalies", .integer(progress.anomalyCount)),
            ] + (end.map { [$0] } ?? [])
        )
    }

    /// All numbers in one line.
    var line: String {
        let since = interruption.map { " since \($0.formatted(.iso8601))" } ?? ""
        return "\(state)\(since): \(progress.runs.finished) of \(progress.runs.total)"
            + " runs finished, \(progress.runs.diverged) diverged, "
            + "\(progress.runs.failed) failed, \(progress.runs.open) open; "
            + "\(progress.epochCount) epochs stored, \(progress.anomalyCount) anomalies"
    }

    /// How to go on with a sweep that was interrupted.
    var advice: String? {
        guard interruption != nil else { return nil }
        let path = ShellWord.quoted(directory.path)
        return "Nothing works in this directory; to go on: momentum sweep --resume \(path), or "
            + "momentum coordinator --resume \(path)"
    }
}
