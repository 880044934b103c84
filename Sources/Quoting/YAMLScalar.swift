/// Texts of YAML files.
public enum YAMLScalar {
    /// `text` as a scalar in double quotes on one line; every text can be written so.
    ///
    /// - Source: YAML 1.1 and 1.2, "Escaped Characters" and "Double-Quoted Style".
    public static func quoted(_ text: String) -> String {
        StringEscapes.backslash.quoted(text)
    }
}
