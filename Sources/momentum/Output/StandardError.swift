internal import Foundation

/// The stream for logs and messages; data go to standard output.
enum StandardError {
    /// Writes `text` at once.
    static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Whether a person watches it.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// The columns of the terminal, or 80 if it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
