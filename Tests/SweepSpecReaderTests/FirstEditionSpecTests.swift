import Digest
import Foundation
import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// Specs of the first edition (commit 0cf1a44): where they say that they are, and where that
/// edition wrote them, they mean the same for ever.
@Suite struct FirstEditionSpecTests {
    /// The specs with the digest of their canonical form, in which that edition wrote every value.
    static let specs = [
        ("readme", "61e11199bdb2163a105c54166ac07125c17bc42677b5e269994158b474559c2b"),
        ("steps", "ab594644e275c3652f2c037febb9cfd15e0fee8f48242df18e5b43ec5f3d818d"),
        ("plain", "d3d3a74358abcbad56758e8461e2a8039ee349ffbe2bf2f6779be1f02210fdb9"),
        ("notebook", "0131477325522906463544669c5b730537ea832ebe2e397cd17724c39d88e965"),
    ]

    private func text(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../ProcessTests/FirstEdition/specs/\(name).yaml")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The canonical form of today names its version, and whether data of a file are split;
    /// otherwise it has the same bytes.
    @Test(arguments: specs)
    func `a spec of version 1 means the same`(name: String, digest: String) throws {
        let resolved = try SpecReader.read("version: 1\n" + text(name), fileName: "x.yaml")
        #expect(resolved.assumptions.isEmpty)
        var spec = resolved.spec
        // In a run directory data files lie in a folder of their own.
        if case .csv(let source) = spec.dataset {
            var table = source
            table.path = "data/\(table.path)"
            spec.dataset = .csv(table)
        }
        let canonical = SpecWriter.text(of: spec)
        #expect(canonical.hasPrefix("version: 2\n"))
        let text = canonical.dropFirst("version: 2\n".count).replacing("split: none\n", with: "")
        #expect("\(Digest(sha256: Array(text.utf8)))" == digest)
        let written = try SpecReader.read(String(text), fileName: "sweep.yaml")
        #expect(written.spec == spec)
        #expect(written.assumptions.isEmpty)
    }

    @Test func `a user's spec without a version takes the sound defaults and is told`() throws {
        let plain = try SpecReader.read(text("plain"), fileName: "plain.yaml")
        #expect(plain.spec.shuffle)
        #expect(plain.spec.name == "plain")
        #expect(plain.spec.split == .none)
        #expect(plain.assumptions == [.newDefaults])
        let readme = try SpecReader.read(text("readme"), fileName: "readme.yaml")
        #expect(readme.spec.split == .standard)
        #expect(readme.assumptions == [.newDefaults, .split])
    }

    @Test(arguments: [
        "version: 2\n", "training: {shuffle: false}\n", "split: none\n", "split: {folds: 5}\n",
    ])
    func `who knows of the new defaults is not told`(line: String) throws {
        let resolved = try SpecReader.read(line + "seeds: 3\n", fileName: "x.yaml")
        #expect(!resolved.assumptions.contains(.newDefaults))
    }
}
