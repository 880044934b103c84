internal import ArgumentParser
internal import Foundation
internal import HostSystem
internal import Logging

/// How much is printed, and in which form.
struct OutputOptions: ParsableArguments {
    @Option(help: "How results are printed: text, json or quiet.")
    var outputMode: OutputMode = .requested

    @Flag(name: .shortAndLong, help: "Log more; twice for everything.")
    var verbose: Int

    /// Where notices go: standard error, and the file `log` if it can be written.
    func logger(alsoTo log: URL? = nil) -> Logger {
        let level: Logger.Level =
            switch (outputMode, verbose) {
            case (.quiet, 0): .error
            case (_, 0): .notice
            case (_, 1): .info
            default: .debug
            }
        var handlers: [any LogHandler] = [
            LineLogHandler(StandardError.writer, level: level, showsTime: false)
        ]
        var obstacle: (any Error)?
        if let log {
            do {
                let file = LineWriter(try Descriptor(appendingTo: log.path))
                handlers.append(LineLogHandler(file, level: .info, showsTime: true))
            } catch {
                obstacle = error
            }
        }
        let all = handlers
        let logger = Logger(label: "momentum") { _ in MultiplexLogHandler(all) }
        // Only log lines are missing: no reason not to train.
        if let obstacle { logger.warning("no log file is written: \(obstacle)") }
        return logger
    }
}
