import Foundation
import Testing

/// Where things are, and what files may say.
@Suite struct LayoutTests {
    /// What may stand beside the dot files: the project, and what building and sweeping leave.
    static let allowed: Set<String> = [
        "Package.swift", "README.md", "Sources", "Tests", "deploy", "protocols",
        "Package.resolved", "runs",
    ]

    @Test func `the top level holds only what is allowed`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Project.root.path)
        let faults = names.filter { !$0.hasPrefix(".") && !Self.allowed.contains($0) }
        #expect(faults.sorted() == [])
    }

    @Test func `a Markdown file has exactly one title`() throws {
        let faults = try Project.paths().filter { path in
            try path.hasSuffix(".md") && titleCount(of: Project.text(of: path)) != 1
        }
        #expect(faults == [])
    }

    @Test func `no text names a folder of somebody's machine`() throws {
        let folders = ["home", "Users", "root", "work", "mnt"].map { "/\($0)/" }
        let faults = try Project.paths().flatMap { path in
            try Project.text(of: path).split(separator: "\n")
                .filter { $0.has(anyOf: folders) }
                .map { "\(path): \($0.prefix(120))" }
        }
        #expect(faults == [])
    }

    private func titleCount(of text: String) -> Int {
        var isInCode = false
        return text.split(separator: "\n").count { line in
            if line.hasPrefix("```") { isInCode.toggle() }
            return !isInCode && line.hasPrefix("# ")
        }
    }
}
