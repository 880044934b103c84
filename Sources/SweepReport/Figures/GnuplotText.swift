/// Texts as gnuplot's scripts spell them.
enum GnuplotText {
    /// `text` as a string in single quotes, in which gnuplot expands nothing.
    static func quoted(_ text: String) -> String {
        let line = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        return "'" + String(line).replacing("'", with: "''") + "'"
    }

    /// `text` as an identifier: what is not a letter or digit becomes an underscore.
    static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    /// `value` as a number that gnuplot takes for real, not for an integer.
    static func number(_ value: Double) -> String { "\(value)" }
}
