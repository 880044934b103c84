/// Texts of Python programs.
public enum PythonLiteral {
    /// `text` as a string literal in double quotes on one line.
    ///
    /// - Source: The Python Language Reference, "String and Bytes literals".
    public static func quoted(_ text: String) -> String {
        StringEscapes.backslash.quoted(text)
    }
}
