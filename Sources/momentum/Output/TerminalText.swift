internal import Quoting

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
