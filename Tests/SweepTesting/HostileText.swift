/// Texts that quoting functions got wrong, or might.
package enum HostileText {
    /// Scalars that join to a neighbour, so that Swift sees one `Character`.
    private static let joins: [(before: String, after: String)] = [
        ("", ""), ("\u{600}", ""), ("", "\u{301}"), ("", "\u{200D}"), ("", "\u{FE0F}"),
        ("", "\u{E33}"), ("", "\u{1F3FB}"),
    ]

    /// Every special of ASCII, alone and joined to each kind of neighbour, within other letters.
    package static let specials: [String] = {
        let specials = (0x20...0x7E).compactMap(Unicode.Scalar.init).filter {
            !$0.properties.isAlphabetic && $0.properties.numericType == nil
        }
        return (["\t", "\n"] + specials.map(String.init)).flatMap { special in
            joins.flatMap { join in
                let text = join.before + special + join.after
                return [text, "a\(text)b", "\(text)\(text)"]
            }
        }
    }()

    /// Words that are code to somebody.
    package static let attacks = [
        "'; system(\"touch owned\"); #", "`touch owned`", "$(touch owned)", "@x", "%s%n", "\\",
        "d\u{600}'; system(\"touch owned\"); #", "'\u{301}; system(\"touch owned\"); #",
        "<img src=x onerror=document.title=\"owned\">",
        "\u{600}<img src=x onerror=document.title=\"owned\" \u{600}>",
        "</title><script>document.title='owned'</script>",
        "</style><script>document.title='owned'</script>",
        "</text></svg><script>document.title='owned'</script>",
        "]]></script><script>document.title='owned'</script>",
        " visibility=\"visible\" onclick=\"document.title='owned'",
        "\" onmouseover=\"document.title='owned'\" style=\"color:red",
        "<svg onload=document.title='owned'>", "<a href=\"javascript:document.title='owned'\">x",
        "=HYPERLINK(\"http://x\")", "{{7*7}}", "<!--", "-->", "&lt;b&gt;", "&amp;#39;",
        "&#x1b;", "&#x41", "&#65;&#X42;", "&#xD800;",
        "key: value", "- item", "? x", "!!python/object/apply:os.system [touch owned]", "null",
        "NaN", "true", "1e5", "~", "*a", "&a", "# no comment", "a\u{2028}b", "\u{202E}gnp.exe",
        "x\u{AD}y", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "e\u{301}", "é",
    ]

    /// All of them.
    package static let all = specials + attacks
}
