internal import Foundation
internal import HostSystem
internal import Quoting
internal import SweepResults
internal import Synchronization

/// The stream for data.
///
/// A reader that leaves is no error: writing stops and the work goes on. Any other failure turns
/// success into ``ExitStatus/outputFailed`` at the end; see ``exitCode(for:)``.
enum StandardOutput {
    private struct State {
        var isOpen = true
        var failure: String?
    }

    private static let state = Mutex(State())

    /// Waits for slow readers, also where the descriptor does not: data must not get lost.
    private static let writer = SafeWriter(STDOUT_FILENO, patience: nil)

    /// Writes `text`, which may have several lines, and a line break.
    static func line(_ text: String) { write(VisibleText.printable(text) + "\n") }

    /// Writes a sentence: on a terminal broken between words, with the lines after the first one
    /// indented by two blanks, and elsewhere as one line.
    static func sentence(_ text: String) {
        guard isTerminal else { return line(text) }
        line(WrappedText.lines(VisibleText.printable(text), width: columns, indent: 2))
    }

    /// Whether a person watches it.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes a line of JSON, in which control characters and the like are escapes.
    static func json(_ value: JSONValue) { write(value.text + "\n") }

    /// Writes a part of a file's content: as it is, but on a terminal only what it may show.
    static func data(_ text: String) {
        write(isTerminal ? VisibleText.printable(text) : text)
    }

    /// Writes `text` as it is but for what a terminal would obey; colours are kept if it has them.
    static func report(_ text: String, usesColor: Bool) {
        write(usesColor ? TerminalText.visible(text) : VisibleText.printable(text))
    }

    /// What the process ends with if its work gave `code`; prints why if writing has failed.
    ///
    /// - Parameter code: What the work itself has come to.
    /// - Returns: The same, but ``ExitStatus/outputFailed`` instead of 0 if writing has failed.
    static func exitCode(for code: Int32) -> Int32 {
        guard let failure = state.withLock({ $0.failure }) else { return code }
        StandardError.line("momentum: standard output could not be written: \(failure)")
        return code == ExitStatus.done.rawValue ? ExitStatus.outputFailed.rawValue : code
    }

    private static func write(_ text: String) {
        state.withLock { state in
            guard state.isOpen else { return }
            switch writer.write(Array(text.utf8)) {
            case .written: return
            case .brokenPipe: break
            case .failed(let number, _): state.failure = HostError.words(for: number)
            }
            // Data with a gap would mislead their reader more than data that end.
            state.isOpen = false
        }
    }

    /// The columns of the terminal: its own word, else `COLUMNS`, else 80.
    static var columns: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
    }

    /// Whether colours may be used: on a terminal, unless `NO_COLOR` is set (https://no-color.org).
    static var usesColor: Bool {
        let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
        return noColor.isEmpty && isTerminal
    }
}

/// What the process makes sure of before it opens its first file.
enum StandardStreams {
    /// Ignores the signals of failed writes, lets children be waited for, and gives a closed
    /// standard stream a harmless file.
    ///
    /// Otherwise the next file that is opened, the store or the log, would get the stream's number,
    /// and words would be written into it. Child processes start with the default actions of all
    /// signals.
    static func prepare() {
        // A failed write returns an error itself: EPIPE, and EFBIG beyond `ulimit -f`.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // Ignored, as a parent may have left it, it would make the system forget how children end.
        signal(SIGCHLD, SIG_DFL)
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is this one, since those below are open. For reading only, so
            // that writing fails as it would have: whoever closed standard output gets no success.
            let opened = open("/dev/null", O_RDONLY)
            precondition(opened == number, "/dev/null was opened as \(opened), not \(number)")
        }
    }
}

/// Figures as one line of JSON.
enum JSONLine {
    /// `value` as one line, with the names of its members in snake case and sorted.
    ///
    /// - Throws: `EncodingError` for a number that JSON cannot spell.
    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
