internal import Foundation
internal import Logging

/// Writes a log line by line to a file or to standard error, control characters made visible.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    private let file: FileHandle
    private let showsTime: Bool

    /// Writes what is at least as important as `level` to `file`.
    init(_ file: FileHandle, level: Logger.Level, showsTime: Bool) {
        self.file = file
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
        let text = PlainText.visible("\(event.message)")
        file.write(Data("\(time)momentum: \(name)\(text)\n".utf8))
    }
}
