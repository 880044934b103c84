import Testing

/// Texts are put into other languages by the module `Quoting` alone.
@Suite struct QuotingTests {
    /// Pieces of a string literal that stand for quoting by hand.
    private static let signs = [
        "&amp;", "&lt;", "&quot;", "replacing(\"'\"", "replacing(\"\\\"\"", "\"\\\\\\\"\"",
        "\"\\\\\\\\\"", "\"\\\\u\"",
    ]

    @Test func `no file quotes by hand`() throws {
        let faults = try Project.swiftFiles().filter(isProduct).flatMap { file in
            file.lineLocations { $0.has(anyOf: Self.signs) }
        }
        #expect(faults == [])
    }

    /// The page's policy forbids both: what is written here would not be shown, or not be run.
    @Test func `no element of the page has a style or a handler of its own`() throws {
        let faults = try Project.swiftFiles().filter(\.isSource).flatMap { file in
            file.lineLocations { line in
                line.has("=") && line.contains(/[\s"](style|on[a-z]{3,})=\\?["']/)
            }
        }
        #expect(faults == [])
    }

    /// A literal of a script is code; its parts are ``GnuplotScript``s and not texts.
    @Test func `only the module makes markup and scripts from texts`() throws {
        let allowed = ["Page.swift", "ContentPolicy.swift", "InlineDrawing.swift"]
        let faults = try Project.swiftFiles().filter(isProduct).flatMap { file in
            allowed.contains { file.path.hasSuffix("/Page/\($0)") }
                ? [] : file.codeLocations { $0.has("HTML(trusted:") }
        }
        #expect(faults == [])
    }

    private func isProduct(_ file: SwiftFile) -> Bool {
        file.isSource && file.target != "Quoting"
    }
}
