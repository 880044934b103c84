/// Sentences on lines of a terminal.
package enum WrappedText {
    /// Breaks a text between words, but not between a number and its percent sign.
    ///
    /// - Parameters:
    ///   - text: Words with single blanks between them.
    ///   - width: The characters of a line; a longer word has a line of its own.
    ///   - indent: The blanks before each line but the first.
    /// - Returns: The lines, joined by line feeds.
    package static func lines(_ text: String, width: Int, indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.replacing(" %", with: "\u{A0}%").split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent) + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return (lines + [line]).joined(separator: "\n").replacing("\u{A0}%", with: " %")
    }
}
