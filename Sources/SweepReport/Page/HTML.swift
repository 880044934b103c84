/// Pieces of HTML.
enum HTML {
    /// `text` with the characters replaced that mean something in HTML and in its attributes.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A text for reading, escaped, in which a number stays with its sign.
    static func prose(_ text: String) -> String {
        var prose = escaped(text)
        for (pair, together) in [
            (" %", "\u{A0}%"), ("± ", "±\u{A0}"), ("μ ", "μ\u{A0}"), ("n = ", "n\u{A0}=\u{A0}"),
            ("p = ", "p\u{A0}=\u{A0}"), ("p &lt; ", "p\u{A0}&lt;\u{A0}"),
        ] { prose.replace(pair, with: together) }
        return prose
    }

    /// A section with a heading and an anchor.
    static func section(_ id: String, _ title: String, _ content: String) -> String {
        """
        <section id="\(id)" aria-labelledby="\(id)-title">
        <h2 id="\(id)-title">\(escaped(title))</h2>
        \(content)
        </section>

        """
    }

    /// A paragraph of plain text.
    static func paragraph(_ text: String) -> String { "<p>\(prose(text))</p>\n" }

    /// A list of plain texts.
    static func list(_ items: [String]) -> String {
        "<ul>\n" + items.map { "<li>\(prose($0))</li>\n" }.joined() + "</ul>\n"
    }
}
