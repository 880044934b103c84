internal import ArgumentParser
internal import Foundation
internal import Logging

/// How much is printed, and in which form.
struct OutputOptions: ParsableArguments {
    @Option(help: "How results are printed: text, json or quiet.")
    var outputMode: OutputMode = .requested

    @Flag(name: .shortAndLong, help: "Log more; twice for everything.")
    var verbose: Int

    /// Where notices go: standard error, and the file `log` if there is one.
    ///
    /// - Throws: An error if the file cannot be written.
    func logger(alsoTo log: URL? = nil) throws -> Logger {
        let level: Logger.Level =
            switch (outputMode, verbose) {
            case (.quiet, 0): .error
            case (_, 0): .notice
            case (_, 1): .info
            default: .debug
            }
        var handlers: [any LogHandler] = [
            LineLogHandler(.standardError, level: level, showsTime: false)
        ]
        if let log {
            if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
            let file = try FileHandle(forWritingTo: log)
            try file.seekToEnd()
            handlers.append(LineLogHandler(file, level: .info, showsTime: true))
        }
        let all = handlers
        return Logger(label: "momentum") { _ in MultiplexLogHandler(all) }
    }
}
