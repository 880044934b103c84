import SweepModel
import Testing

/// What a name becomes in the name of a folder.
@Suite struct SweepSlugTests {
    @Test(arguments: [
        ("wine", "wine"), ("red wine", "red-wine"), ("a/b\\c", "a-b-c"), ("..", "sweep"),
        ("", "sweep"), ("---", "sweep"), ("___", "sweep"), ("-rf *", "rf"), ("Müller", "M-ller"),
        ("a\u{301}b", "a-b"), ("日本", "sweep"), ("v2.1_final", "v2-1_final"), ("a\nb", "a-b"),
        (String(repeating: "a", count: 80), String(repeating: "a", count: 64)),
        (String(repeating: "a", count: 63) + " b", String(repeating: "a", count: 63)),
    ])
    func `a folder is named by letters, digits, dashes and underscores`(
        name: String,
        slug: String
    ) {
        var spec = SweepSpec.notebook
        spec.name = name
        #expect(spec.slug == slug)
    }
}
