import Digest
import Foundation
import SweepModel
import SweepSpecReader
import Testing

/// Specs of the first edition (commit 0cf1a44) mean the same for ever.
@Suite struct FirstEditionSpecTests {
    /// Each spec with the digest of its canonical form, in which that edition wrote every value.
    ///
    /// The canonical form of today names its version, and otherwise has the same bytes.
    @Test(arguments: [
        ("readme", "61e11199bdb2163a105c54166ac07125c17bc42677b5e269994158b474559c2b"),
        ("steps", "ab594644e275c3652f2c037febb9cfd15e0fee8f48242df18e5b43ec5f3d818d"),
        ("plain", "d3d3a74358abcbad56758e8461e2a8039ee349ffbe2bf2f6779be1f02210fdb9"),
        ("notebook", "0131477325522906463544669c5b730537ea832ebe2e397cd17724c39d88e965"),
    ])
    func `a spec means the same`(name: String, digest: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../ProcessTests/FirstEdition/specs/\(name).yaml")
        var spec = try SpecReader.read(
            String(contentsOf: file, encoding: .utf8),
            fileName: file.path
        ).spec
        // In a run directory data files lie in a folder of their own.
        if case .csv(let source) = spec.dataset {
            var table = source
            table.path = "data/\(table.path)"
            spec.dataset = .csv(table)
        }
        let canonical = SpecWriter.text(of: spec)
        #expect(canonical.hasPrefix("version: 2\n"))
        let text = canonical.dropFirst("version: 2\n".count)
        #expect("\(Digest(sha256: Array(text.utf8)))" == digest)
        #expect(try SpecReader.read(String(text), fileName: "sweep.yaml").spec == spec)
    }
}
