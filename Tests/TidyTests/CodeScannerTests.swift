import Testing

/// The scanner that the other tests rely on.
@Suite struct CodeScannerTests {
    @Test(arguments: [
        ("let a = 1 // try!", "let a = 1        "),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("a(\"try!\")", "a(      )"),
        ("\"a\\\"b\" + c", "       + c"),
        ("\"a\\(b(c) + \"d\")e\" f", "   (b(c) +    )   f"),
        ("#\"a\"b\\(c)\"# d", "            d"),
        ("#\"a\\#(b)c\"# d", "     (b)    d"),
        ("\"\"\"\na\"b\n\"\"\" c", "   \n   \n    c"),
        ("func `it's {`() {}", "func         () {}"),
        ("#if os(Linux)", "#if os(Linux)"),
    ])
    func `only code is left`(text: String, code: String) {
        #expect(CodeScanner.code(of: text) == code)
    }

    @Test func `the length of a function spans signature and body`() {
        let text = """
            struct A {
                func short() -> Int { 1 }

                init(
                    a: Int
                ) {
                    if a > 0 {
                    }
                }
            }
            """
        let functions = FunctionLengths.functions(in: SwiftFile(path: "a", text: text))
        let requirement = "protocol P {\n    func f()\n}\nstruct A {\n}"
        #expect(FunctionLengths.functions(in: SwiftFile(path: "a", text: requirement)).isEmpty)
        #expect(
            functions == [.init(firstLine: 2, lineCount: 1), .init(firstLine: 4, lineCount: 6)]
        )
    }
}
