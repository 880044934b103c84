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

    /// The lines of the text, each made visible; line breaks and tabs are kept.
    static func visibleLines(_ text: String) -> String {
        var lines = ""
        for scalar in text.unicodeScalars {
            let isLayout = scalar == "\n" || scalar == "\t"
            lines += isLayout ? String(scalar) : visible(String(scalar))
        }
        return lines
    }

    /// Whether a terminal shows the character and obeys nothing in it.
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
