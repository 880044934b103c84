import Quoting
import Testing

/// How each language spells what means something in it.
@Suite struct QuotingTests {
    @Test(arguments: [
        ("a", "a"), ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("\u{600}<", "\u{600}&lt;"),
        ("<\u{301}", "&lt;\u{301}"), ("\r\n", "&#13;\n"), ("\u{1b}[0m", "\\u{1B}[0m"),
        ("\u{FFFE}\u{85}\0", "\\u{FFFE}\\u{85}\\u{0}"),
    ])
    func `a text in HTML is escaped by itself`(text: String, markup: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(html.markup == "<p title=\"\(markup)\">\(markup)</p>")
        #expect(("\(html)\([html])" as HTML).markup == html.markup + html.markup)
    }

    @Test(arguments: [
        ("", "''"), ("it's", #"('it'."\047".'s')"#), ("\\\"`@", "'\\\"`@'"), ("'", #""\047""#),
        ("'\u{301}", "(\"\\047\".'\u{301}')"), ("\u{600}'", "('\u{600}'.\"\\047\")"),
        ("a\nb", "('a'.\"\\012\".'b')"), ("\r\n", "\"\\015\\012\""),
    ])
    func `a text in a script of gnuplot is a literal`(text: String, literal: String) {
        let script: GnuplotScript = "set title \(text) at \(1),\(0.5)"
        #expect(script.commands == "set title \(literal) at 1,0.5")
    }

    @Test func `a comment in a script of gnuplot stays one line`() {
        let script: GnuplotScript = "# \(comment: "a\r\nsystem 'x'\\")\nplot x"
        #expect(script.commands == "# a\\u{D}\\nsystem 'x'\\ \nplot x")
    }

    @Test(arguments: [
        ("a b", "a b"), ("=1+1", "'=1+1"), ("+1", "+1"), ("-1", "-1"), ("@x", "'@x"),
        ("+1.5e-3", "+1.5e-3"), ("-1+1", "'-1+1"), ("-", "'-"), ("-inf", "'-inf"),
        ("-0x1p3", "'-0x1p3"), ("'=1+1", "''=1+1"), ("'", "''"), ("it's", "it's"),
        ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a,\"b\"", "\"a,\"\"b\"\"\""),
        ("\"\u{301}", "\"\"\"\u{301}\""), ("a\r\nb", "\"a\r\nb\""), ("", ""),
    ])
    func `a cell is neither two cells nor a formula`(text: String, cell: String) {
        #expect(CSVField.text(text) == cell)
    }

    @Test(arguments: [
        ("a\"b\\c\n\u{1}é", #""a\"b\\c\n\u0001é""#), ("\"\u{301}", "\"\\\"\u{301}\""),
        ("\u{600}\"", #""\u0600\"""#), ("\u{2028}\u{FFFE}", #""\u2028\ufffe""#),
        ("\u{1FFFE}", #""\ud83f\udffe""#), ("\u{1F600}", "\"\u{1F600}\""),
    ])
    func `a text of JSON has no control characters and no loose quotes`(
        text: String,
        json: String
    ) {
        #expect(JSONValue.string(text).text == json)
    }

    @Test(arguments: [
        ("a: b", "\"a: b\""), ("\u{85}\u{81}", #""\x85\x81""#), ("\u{FFFE}", #""\ufffe""#),
        ("\u{1FFFE}", #""\U0001fffe""#), ("\u{600}\"", #""\u0600\"""#),
    ])
    func `a text of YAML or Python is ASCII where it could be misread`(
        text: String,
        quoted: String
    ) {
        #expect(YAMLScalar.quoted(text) == quoted)
        #expect(PythonLiteral.quoted(text) == quoted)
    }

    @Test(arguments: [
        ("a/b-c.d:1", "a/b-c.d:1"), ("", "''"), ("it's", #"'it'\''s'"#), ("$(x)", "'$(x)'"),
        ("'\u{301}", "''\\''\u{301}'"),
    ])
    func `a word of a shell means itself`(text: String, word: String) {
        #expect(ShellWord.quoted(text) == word)
    }

    @Test(arguments: [
        ("plain\tand\nlines é \u{1F468}\u{200D}\u{1F469}", nil as String?), ("a\u{0}b", "U+0000"),
        ("a\r\nb", nil), ("a\n\rb", "U+000D"), ("\u{FEFF}a", "U+FEFF"),
        ("\u{1b}", "U+001B"), ("\r", "U+000D"), ("\u{7f}", "U+007F"), ("\u{85}", "U+0085"),
        (String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self), "U+FDD0"),
        ("\u{FFFF}", "U+FFFF"), ("\u{10FFFE}", "U+10FFFE"),
    ])
    func `names hold no control characters and no noncharacters`(text: String, number: String?) {
        #expect(VisibleText.forbidden(in: text).map(VisibleText.number) == number)
        #expect((VisibleText.escaped(text) == text) == (number == nil))
        #expect(VisibleText.forbidden(in: VisibleText.escaped(text)) == nil)
    }

    @Test(arguments: [
        ("a\tb\nc", "a\tb\nc", "a b\\nc"), ("\u{1b}[31m", "\\u{1B}[31m", "\\u{1B}[31m"),
        ("\u{202E}x", "\\u{202E}x", "\\u{202E}x"), ("\u{2028}", "\\u{2028}", "\\u{2028}"),
        ("é\u{301}", "é\u{301}", "é\u{301}"),
    ])
    func `a terminal gets no control characters`(text: String, printable: String, line: String) {
        #expect(VisibleText.printable(text) == printable)
        #expect(VisibleText.line(text) == line)
    }

    /// Copying what was written so far at each step took hours for such a text.
    @Test(.timeLimit(.minutes(1)))
    func `a text of a megabyte takes no longer than its length`() {
        for special in ["<", "\"", "\u{1B}", "'", "é", "\n"] {
            let text = String(repeating: special, count: 1 << 20)
            #expect(HTML(text: text).markup.utf8.count >= text.utf8.count)
            #expect(YAMLScalar.quoted(text).utf8.count > text.utf8.count)
            #expect(JSONValue.string(text).text.utf8.count > text.utf8.count)
            #expect(CSVField.text(text).utf8.count >= text.utf8.count)
            #expect(ShellWord.quoted(text).utf8.count > text.utf8.count)
            #expect(GnuplotField.quoted(text).utf8.count > text.utf8.count)
            #expect(VisibleText.line(text).utf8.count >= text.utf8.count)
            #expect(VisibleText.escaped(text).utf8.count >= text.utf8.count)
            let script: GnuplotScript = "\(text)"
            #expect(script.commands.utf8.count > text.utf8.count)
        }
    }

    @Test func `a long text is quoted in part, and on one line`() {
        #expect(VisibleText.quoted("a\n\"b", limit: 3) == "\"a\\n\\\"\"…")
        #expect(VisibleText.quoted("\"\u{301}") == "\"\\\"\u{301}\"")
    }
}
