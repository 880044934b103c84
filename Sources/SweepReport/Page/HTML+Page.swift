internal import Quoting

extension HTML {
    /// A text for reading, escaped, in which a number stays with its sign; what stands between
    /// backticks is code.
    static func prose(_ text: String) -> HTML {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        guard pieces.count > 1, !pieces.count.isMultiple(of: 2) else { return words(text) }
        return pieces.enumerated().map { index, piece -> HTML in
            index.isMultiple(of: 2) ? words(String(piece)) : "<code>\(String(piece))</code>"
        }.joined()
    }

    private static func words(_ text: String) -> HTML {
        var prose = text
        for (pair, together) in [
            (" %", "\u{A0}%"), ("± ", "±\u{A0}"), ("μ ", "μ\u{A0}"), ("n = ", "n\u{A0}=\u{A0}"),
            ("p = ", "p\u{A0}=\u{A0}"), ("p < ", "p\u{A0}<\u{A0}"),
        ] { prose.replace(pair, with: together) }
        return HTML(text: prose)
    }

    /// A section with a heading and an anchor.
    static func section(_ id: String, _ title: String, _ content: HTML) -> HTML {
        """
        <section id="\(id)" aria-labelledby="\(id)-title">
        <h2 id="\(id)-title">\(title)</h2>
        \(content)
        </section>

        """
    }

    /// A paragraph of plain text.
    static func paragraph(_ text: String) -> HTML { "<p>\(prose(text))</p>\n" }

    /// A list of plain texts.
    static func list(_ items: [String]) -> HTML {
        "<ul>\n\(items.map { "<li>\(prose($0))</li>\n" as HTML })</ul>\n"
    }
}
