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

/// Text with the few control sequences that this program itself sends to a terminal.
enum TerminalText {
    /// The text as `VisibleText` prints it, but for colours (`ESC [ digits ; m`),
    /// the return to the start of a line, and the clearing of its rest (`ESC [ K`).
    static func visible(_ text: String) -> String {
        var visible = ""
        var rest = Substring(text).unicodeScalars
        while !rest.isEmpty {
            let plain = rest.prefix { $0 != "\u{1B}" && $0 != "\r" }
            visible += VisibleText.printable(String(plain))
            rest = rest.dropFirst(plain.count)
            let sequence = allowedSequence(at: rest)
            guard sequence.isEmpty else {
                visible += String(sequence)
                rest = rest.dropFirst(sequence.count)
                continue
            }
            visible += VisibleText.printable(String(rest.prefix(1)))
            rest = rest.dropFirst()
        }
        return visible
    }

    /// The allowed sequence with which `text` begins, or nothing.
    private static func allowedSequence(
        at text: Substring.UnicodeScalarView
    ) -> Substring.UnicodeScalarView {
        guard text.first != "\r" else { return text.prefix(1) }
        guard text.starts(with: "\u{1B}[".unicodeScalars) else { return text.prefix(0) }
        let digits = text.dropFirst(2).prefix { "0"..."9" ~= $0 || $0 == ";" }
        switch text.dropFirst(2 + digits.count).first {
        case "m": return text.prefix(3 + digits.count)
        case "K" where digits.isEmpty: return text.prefix(3)
        default: return text.prefix(0)
        }
    }
}
