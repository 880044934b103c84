internal import Foundation
internal import HostSystem
internal import Logging
internal import Quoting
internal import Synchronization

/// Writes lines for people to a descriptor, and counts those that cannot be written.
///
/// A full disk or a reader that has gone costs words, never the work. When writing works again, one
/// line says how many are missing.
final class LineWriter: Sendable {
    private struct Gap {
        /// Lines that could not be written, or not to their end.
        var lines = 0

        /// Whether the last line that was begun lacks its line break.
        var isWithinLine = false
    }

    /// How long a reader may take to make room for a line.
    private static let patience = Duration.seconds(1)

    private let writer: SafeWriter
    private let file: Descriptor?  // Kept, so that the number stays open.
    private let gap = Mutex(Gap())

    /// Writes to a standard stream.
    init(_ number: CInt) {
        writer = SafeWriter(number)
        file = nil
    }

    /// Writes to a file.
    init(_ file: Descriptor) {
        writer = SafeWriter(file.number)
        self.file = file
    }

    /// Writes `lines`, each ending in a line break, as they are.
    ///
    /// - Parameters:
    ///   - lines: What to write, control characters already made visible.
    ///   - prefix: What stands before the line that tells of a gap.
    func write(_ lines: String, prefix: String = "momentum: ") {
        gap.withLock { gap in
            var text = ""
            if gap.lines > 0 {
                text = gap.isWithinLine ? "\n" : ""
                let count = gap.lines == 1 ? "1 line" : "\(gap.lines) lines"
                text += "\(prefix)\(count) before this one could not be written\n"
            }
            let bytes = Array((text + lines).utf8)
            // Who has not read for a while is not waited for again and again.
            let patience: Duration = gap.lines > 0 ? .zero : Self.patience
            switch writer.write(bytes, patience: patience) {
            case .written: gap = Gap()
            case .brokenPipe(let count), .failed(_, let count):
                gap.lines += lines.utf8.count { $0 == UInt8(ascii: "\n") }
                if count > 0 { gap.isWithinLine = bytes[count - 1] != UInt8(ascii: "\n") }
            }
        }
    }

    /// Writes what the next write replaces, such as a progress bar; it may be lost.
    func writeTransient(_ text: String) { _ = writer.write(Array(text.utf8), patience: .zero) }
}

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
