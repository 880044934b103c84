/// Texts of Python programs.
public enum PythonLiteral {
    /// `text` as a string literal in double quotes on one line.
    ///
    /// - Source: The Python Language Reference, "String and Bytes literals".
    public static func quoted(_ text: String) -> String { escapes.quoted(text) }

    private static let escapes = StringEscapes(
        byte: { "\\x" + $0 },
        short: { "\\u" + $0 },
        long: { "\\U" + StringEscapes.digits($0, 8) }
    )
}
