import Testing

/// The reader of manifests finds every target and understands it, or says what it does not.
@Suite struct ManifestTests {
    @Test func `targets come with their folders and what they use`() throws {
        let text = """
            let text = ".target(name: 1)"
            // .target(name: 2)
            targets: [
                .systemLibrary(name: "C", providers: [.apt(["c-dev"])]),
                .target(name: "A"),
                .executableTarget(
                    name: "b",
                    dependencies: [
                        "A",  // A comment.
                        .product(name: "P", package: "p"),
                    ],
                    path: "Sources/B",
                    swiftSettings: flags(march: nil)
                ),
                .testTarget(name: "ATests", dependencies: ["A", "b"], exclude: []),
            ]
            for target in package.targets where target.type != .system {}
            """
        let targets = try Manifest(text).targets
        #expect(targets.map(\.name) == ["C", "A", "b", "ATests"])
        #expect(targets.map(\.kind) == [.system, .library, .executable, .test])
        #expect(targets.map(\.path) == ["Sources/C", "Sources/A", "Sources/B", "Tests/ATests"])
        #expect(targets[2].dependencies == [.target("A"), .product("P")])
        #expect(targets[3].dependencies == [.target("A"), .target("b")])
    }

    @Test(arguments: [
        #".target(name: "A", sources: ["x"])"#, #".target(name: "A" dependencies: [])"#,
        #".target(name: "A", dependencies: [.target(name: "B")])"#, #".target(name: "A""#,
        #".target(name: "A\(b)")"#, #".target(dependencies: [])"#, #".target(name: names[0])"#,
        #".target(name: "A"), .target(name: "A")"#, #".target(name: "A", dependencies: all)"#,
    ])
    func `a declaration that is not understood is an error`(text: String) {
        #expect(throws: Manifest.Misreading.self) { try Manifest(text) }
    }

    @Test func `a file belongs to the deepest folder that holds it`() throws {
        let text = #".target(name: "A", path: "Tests/A"), .target(name: "B", path: "Tests/A/B")"#
        let manifest = try Manifest(text)
        #expect(manifest.target(of: "Tests/A/B/x.swift")?.name == "B")
        #expect(manifest.target(of: "Tests/A/Bx.swift")?.name == "A")
        #expect(manifest.target(of: "Tests/AB/x.swift") == nil)
    }
}
