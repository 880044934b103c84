import Foundation
import SweepSpecReader
import SweepTesting
import Testing

/// The specs that the README shows.
@Suite struct ReadmeSpecTests {
    @Test func `every spec of the README is read`() throws {
        let url = Checkout.root.appending(path: "README.md")
        let blocks = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
        let specs = blocks.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
        #expect(specs.count >= 2)
        for spec in specs where spec.contains("version: 2") {
            let resolved = try SpecReader.read(spec, fileName: "README.md")
            let text = SpecWriter.text(of: resolved.spec)
            #expect(try SpecReader.read(text, fileName: "sweep.yaml").spec == resolved.spec)
        }
    }

    @Test func `the README's optimizers make eight settings`() throws {
        let url = Checkout.root.appending(path: "README.md")
        let blocks = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
        let spec = try #require(blocks.first { $0.contains("name: adam-or-momentum") })
        let axes = try SpecReader.read(String(spec.dropFirst(5)), fileName: "a.yaml").spec.axes
        #expect(axes.optimizers == [.sgd, .adam])
        #expect(axes.settings.count == 8)
        #expect(axes.settings.allSatisfy { $0.activation == .gelu })
    }
}
