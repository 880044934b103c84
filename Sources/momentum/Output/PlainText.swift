/// Text that may come from strangers, made harmless for a terminal.
enum PlainText {
    /// The text with control characters, escape sequences and direction marks replaced by `?`.
    static func visible(_ text: String) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            visible.append(isHarmless(scalar) ? scalar : "?")
        }
        return String(visible)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
