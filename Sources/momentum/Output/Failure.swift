internal import ArgumentParser
internal import Foundation
internal import HostSystem
internal import NeuralNet
internal import NeuralNetRuntime
internal import Quoting
internal import SweepAccess
internal import SweepPrediction
internal import SweepResults
internal import SweepSpawn
internal import SweepSpecReader
internal import SweepStore
internal import ZeroMQ

/// An error of this program with its exit code.
struct Failure: Error, CustomStringConvertible {
    let status: ExitStatus

    /// What failed and what to do, line by line.
    let lines: [String]

    /// All lines as a person reads them: no name in them can begin another one.
    var description: String { Self.text(lines) }

    /// An error with the message `description`, which states what failed and what to do.
    ///
    /// - Parameters:
    ///   - status: The exit code.
    ///   - description: One line.
    ///   - details: Lines below it.
    init(_ status: ExitStatus, _ description: String, details: [String] = []) {
        self.status = status
        lines = [description] + details
    }

    /// Prints what happened and ends the process with its exit code.
    ///
    /// - Parameters:
    ///   - error: Why the process ends.
    ///   - command: The root of the command line, which explains how it is used.
    static func leave(because error: any Error, in command: any ParsableCommand.Type) -> Never {
        let (status, lines) = judge(error) ?? judgeUsage(error, of: command)
        if status == 0 {
            StandardOutput.line(text(lines))
        } else if OutputMode.requested == .json {
            StandardOutput.json(
                JSONValue.object([
                    ("error", .string(lines.joined(separator: "\n"))),
                    ("exit_code", .integer(Int(status))),
                ])
            )
        } else if !lines.isEmpty {
            StandardError.line("momentum: \(text(lines))")
        }
        exit(StandardOutput.exitCode(for: status))
    }

    /// What happened, as ``leave(because:in:)`` would print it.
    static func description(of error: any Error) -> String { text(judge(error)?.1 ?? ["\(error)"]) }

    private static func text(_ lines: [String]) -> String {
        lines.map(VisibleText.line).joined(separator: "\n")
    }

    /// Exit code and message for an error of this program, or `nil` for one of the argument parser.
    private static func judge(_ error: any Error) -> (Int32, [String])? {
        switch error {
        case let exit as ExitCode: return (exit.rawValue, [])
        case let failure as Failure: return (failure.status.rawValue, failure.lines)
        case let error as ReportError:
            // gnuplot's own words have several lines.
            let cause = error.cause as? CocoaError
            let text = cause.map { "\(error.message): \(SystemWords.describe($0))" }
            return (status(of: error).rawValue, lines(of: text ?? error.description))
        default: return judgeLine(error).map { ($0.0.rawValue, [$0.1]) }
        }
    }

    /// The errors whose message is one line, whatever names it contains.
    private static func judgeLine(_ error: any Error) -> (ExitStatus, String)? {
        switch error {
        case let error as SpecError: (.usage, error.description)
        case let error as DatasetError: (.usage, error.description)
        case let error as PredictionError: (.usage, error.description)
        case let error as NeuralNetRuntimeError: (.usage, error.description)
        case let error as AccessError: (status(of: error), error.description)
        case let error as SpawnError: (.usage, error.description)
        case let error as HostError: (.failure, error.description)
        case let error as StoreError: (status(of: error), error.description)
        case let error as ZeroMQError: (status(of: error), error.description)
        case let error as CocoaError: (.failure, SystemWords.describe(error))
        default: nil
        }
    }

    private static func lines(of text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
    }

    private static func status(of error: AccessError) -> ExitStatus {
        switch error.code {
        case .unsafeFile, .inputOutput, .malformed, .name: .usage
        case .expired: .refused
        case .selfTest, .tooFewFiles, .unwritable: .failure
        }
    }

    private static func status(of error: ZeroMQError) -> ExitStatus {
        switch error.code {
        case .invalidEndpoint, .invalidKey: .usage
        case .call, .malformedMessage: .unreachable
        }
    }

    private static func status(of error: StoreError) -> ExitStatus {
        switch error.code {
        case .directoryInUse, .alreadyExists: .directory
        default: .failure
        }
    }

    private static func status(of error: ReportError) -> ExitStatus {
        error.code == .option ? .usage : .failure
    }

    /// What the argument parser has to say: help and version are no failures.
    private static func judgeUsage(
        _ error: any Error,
        of command: any ParsableCommand.Type
    ) -> (Int32, [String]) {
        let code = command.exitCode(for: error)
        let message = command.fullMessage(for: error)
        guard !code.isSuccess else { return (0, lines(of: message)) }
        let prefix = "Error: "
        let complaint = message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...]
        let text = Misspelling.corrected(
            String(complaint),
            arguments: Array(CommandLine.arguments.dropFirst()),
            commands: command.configuration.subcommands.compactMap { $0.configuration.commandName }
        )
        return (ExitStatus.usage.rawValue, lines(of: text))
    }
}

/// The exit codes of the program.
enum ExitStatus: Int32 {
    /// Everything was done.
    case done = 0

    /// Some run failed; the report says which.
    case someRunFailed = 1

    /// The command line or the spec is wrong; nothing was started.
    case usage = 2

    /// An endpoint could not be bound or reached.
    case unreachable = 3

    /// The other side refused this one.
    case refused = 4

    /// The run directory is in use, or holds another sweep.
    case directory = 5

    /// The disk, the store or the report failed.
    case failure = 6

    /// All was done, but standard output could not be written; any other code wins.
    case outputFailed = 7
}
