import Digest
import Foundation
import SweepTesting
import Testing

/// Run directories of the first edition (commit 0cf1a44) give the same numbers for ever.
///
/// What was added to the files since then is taken out again before they are compared: columns of
/// axes that came later; and `report.json` has another version, the digest of a spec that now says
/// its version, and no anomalies any more.
///
/// The directories were made by its own binary: a finished notebook; a table with other
/// hyper-parameters; runs that diverged and one that failed; a sweep that was interrupted, and one
/// whose coordinator was killed, with its write-ahead log.
@Suite(.timeLimit(.minutes(5)))
struct FirstEditionTests {
    /// A directory with the digests of `report.json` and `epochs.csv` that the first edition wrote.
    struct Stored: CustomTestStringConvertible {
        let name: String
        let report: String
        let epochs: String
        var exitCode: Int32 = 0

        var testDescription: String { name }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "FirstEdition")

    private static let found = [
        Stored(
            name: "notebook",
            report: "709cbff3bcabdcdfd0b7bcb73268d0754a4d046875165cff2359bdc2e66fd8cf",
            epochs: "d57747ef2dabeecef36ef377871af3646c6b61620e20fff577c88f9375c9b25a"
        ),
        Stored(
            name: "wine",
            report: "da65f9ab047357331cbe74cdf0814f90c025ab30350b13338dc510a6ce2ef8c4",
            epochs: "74fb1fd69ddcd64701a5415b9646284791eb8737eaa8beb5052e9a31c5d4c5e7"
        ),
        Stored(
            name: "failed",
            report: "2cc5cbb91fc2ad96db88557b8653b57ca2d3ec824048c42bfdcb9026b6e17d91",
            epochs: "c77e852dd65f6c812fac4021117a1c013de27394e61197748b35ab9b44525ad2",
            exitCode: 1
        ),
        Stored(
            name: "interrupted",
            report: "4c721df412c9b089562d12080849a0670c082f2dffe0e67483b418f82f2454cc",
            epochs: "0500cbe1a6ce94b5a61d20c9ede8af6b1f0c928f263f19ee53d7ec3e5bfeee90"
        ),
        Stored(
            name: "killed",
            report: "fc7eff8ad20a5932e9b7de247d58df7f50b3511b1750e348af4403bf34c2d087",
            epochs: "cd662d89e47637fdfe7ee80f3be51a554cd9bd2b4106ea5f65c1dfcba77f33e8"
        ),
    ]

    private static let finished = [
        Stored(
            name: "interrupted",
            report: "2dba3d376933adfead54fafaea8fde3282f475c9cc6d40b41b99184819a43e09",
            epochs: "d22591ce975074271dfb5b049c86d2afc8ff978a0421dc3b2117208b04bd80dc"
        ),
        Stored(
            name: "killed",
            report: "c7feafda61fd5b8ca1c0ff682894c73712fbde71cc238adb4e31bb5bfd7c5c8e",
            epochs: "5fb059352b03abbf3d0abc4be1f19843a014b4146544b45bd9465a68faaebe4d"
        ),
    ]

    @Test(arguments: found)
    func `a run directory is read to the same report`(stored: Stored) throws {
        let scratch = try copy(stored.name)
        let report = try scratch.momentum(
            "report",
            stored.name,
            "--no-figures",
            "--models",
            "none"
        )
        #expect(report.code == stored.exitCode, "\(report.process.standardError)")
        try expect(stored, in: scratch)
    }

    @Test(arguments: finished)
    func `a sweep that was not done is resumed to the same report`(stored: Stored) throws {
        let scratch = try copy(stored.name)
        let sweep = try scratch.momentum("sweep", "--resume", stored.name, "--no-figures")
        #expect(sweep.code == 0, "\(sweep.process.standardError)")
        try expect(stored, in: scratch)
    }

    /// A table without a column of plain cells.
    private static func withoutColumn(_ name: String, _ table: String) throws -> String {
        let rows = table.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = try #require(rows.first?.firstIndex { $0 == name })
        return rows.map { row in
            (row[..<column] + row[(column + 1)...]).joined(separator: ",") + "\r\n"
        }.joined()
    }

    private func copy(_ name: String) throws -> Scratch {
        let scratch = try Scratch()
        try FileManager.default.copyItem(
            at: Self.folder.appending(path: name),
            to: scratch.url.appending(path: name)
        )
        return scratch
    }

    private func expect(_ stored: Stored, in scratch: Scratch) throws {
        let folder = scratch.url.appending(path: stored.name)
        let spec = try Data(contentsOf: folder.appending(path: "sweep.yaml"))
        let report = try String(contentsOf: folder.appending(path: "report.json"), encoding: .utf8)
            .replacing(#""version": 2,"#, with: #""version": 1,"#, maxReplacements: 1)
            .replacing(
                /"spec_sha256": "[0-9a-f]{64}"/,
                with: #""spec_sha256": "\#(Digest(sha256: [UInt8](spec)))""#
            )
            .replacing("\"label_smoothing\": 0.0, ", with: "")
            .replacing("\n\"findings\":", with: "\n\"anomalies\": [],\n\"findings\":")
        let epochs = try Self.withoutColumn(
            "label_smoothing",
            String(contentsOf: folder.appending(path: "epochs.csv"), encoding: .utf8)
        )
        for (name, text, digest) in [
            ("report.json", report, stored.report), ("epochs.csv", epochs, stored.epochs),
        ] {
            #expect("\(Digest(sha256: Array(text.utf8)))" == digest, "\(name)")
        }
    }
}
