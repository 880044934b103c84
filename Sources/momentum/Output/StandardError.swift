internal import Foundation
internal import Quoting

/// The stream for logs and messages; data go to standard output.
///
/// What cannot be written is counted and otherwise ignored.
enum StandardError {
    /// What writes the lines; shared, so that the count of missing ones is one.
    static let writer = LineWriter(STDERR_FILENO)

    /// Writes `text`, which may have several lines, and a line break at once.
    static func line(_ text: String) { writer.write(VisibleText.printable(text) + "\n") }

    /// Writes a progress bar, which may return to the start of its line and clear it.
    static func bar(_ text: String) { writer.writeTransient(TerminalText.visible(text)) }

    /// Whether a person watches it.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// The columns of the terminal, or 80 if it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
