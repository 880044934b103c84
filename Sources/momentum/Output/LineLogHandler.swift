internal import Foundation
internal import Logging
internal import Quoting

/// Writes a log line by line to a file or to standard error, control characters made visible.
///
/// A line that cannot be written is counted by its ``LineWriter``; logging never fails.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    private let writer: LineWriter
    private let showsTime: Bool

    /// Writes what is at least as important as `level` with `writer`.
    init(_ writer: LineWriter, level: Logger.Level, showsTime: Bool) {
        self.writer = writer
        logLevel = level
        self.showsTime = showsTime
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = showsTime ? Date.now.formatted(.iso8601) + " " : ""
        let name = event.level >= .warning ? "\(event.level): " : ""
        let text = VisibleText.line("\(event.message)")
        let prefix = "\(time)momentum: "
        writer.write("\(prefix)\(name)\(text)\n", prefix: prefix)
    }
}
