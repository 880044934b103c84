import Digest
import Foundation
import SweepTesting
import Testing
import TrainingModel

/// Run directories of the first edition (commit 0cf1a44) give the same numbers for ever.
///
/// Of `report.json` the runs, their statistics and curves are compared; what is said of them is
/// another matter today. What was added since then is taken out again before: columns and members
/// of axes that came later, the states of runs and their scores.
///
/// The directories were made by its own binary: a finished notebook; a table with other
/// hyper-parameters; runs that diverged and one that failed; a sweep that was interrupted, and one
/// whose coordinator was killed, with its write-ahead log.
@Suite(.timeLimit(.minutes(5)))
struct FirstEditionTests {
    /// A directory with the digests of the settings in `report.json`, and of `epochs.csv`, that the
    /// first edition wrote.
    struct Stored: CustomTestStringConvertible {
        let name: String
        let settings: String
        let epochs: String
        var exitCode: Int32 = 0

        var testDescription: String { name }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "FirstEdition")

    private static let found = [
        Stored(
            name: "notebook",
            settings: "358ff1d077624d4926b65533d62585a4275d51df7f1216b8541bac64cadbc527",
            epochs: "d57747ef2dabeecef36ef377871af3646c6b61620e20fff577c88f9375c9b25a"
        ),
        Stored(
            name: "wine",
            settings: "320ce5acd898b91b3a8a238eaeed7e13fc43bc145852ed7ac09579cb5f583cb5",
            epochs: "74fb1fd69ddcd64701a5415b9646284791eb8737eaa8beb5052e9a31c5d4c5e7"
        ),
        Stored(
            name: "failed",
            settings: "defae1d2836a1aa4648ead649f08a6e3ffe721aa09fddcaf5f53ef7757c2e57e",
            epochs: "c77e852dd65f6c812fac4021117a1c013de27394e61197748b35ab9b44525ad2",
            exitCode: 1
        ),
        Stored(
            name: "interrupted",
            settings: "57c7cd2127ece28e348c69f979e7403e24b64ea7755260f59bb4d292ce050734",
            epochs: "0500cbe1a6ce94b5a61d20c9ede8af6b1f0c928f263f19ee53d7ec3e5bfeee90"
        ),
        Stored(
            name: "killed",
            settings: "8fb6efbc2252f6fa1358a8f892d523e835a4bc15cd62695e5259f5c1bd4baa36",
            epochs: "cd662d89e47637fdfe7ee80f3be51a554cd9bd2b4106ea5f65c1dfcba77f33e8"
        ),
    ]

    private static let finished = [
        Stored(
            name: "interrupted",
            settings: "2c0b43bc3158a388c6db90fd8084eecdd7749379b4f81b5fedafc013e660407c",
            epochs: "d22591ce975074271dfb5b049c86d2afc8ff978a0421dc3b2117208b04bd80dc"
        ),
        Stored(
            name: "killed",
            settings: "8054ad5ff2a1c210c3a95447703cb4cb2a544ba12fa9220a9c4ef0d21118340a",
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
            "none",
            "--target",
            "accuracy=0.9"
        )
        #expect(report.code == stored.exitCode, "\(report.process.standardError)")
        try expect(stored, in: scratch)
    }

    @Test(arguments: finished)
    func `a sweep that was not done is resumed to the same report`(stored: Stored) throws {
        let scratch = try copy(stored.name)
        let sweep = try scratch.momentum(
            "sweep",
            "--resume",
            stored.name,
            "--no-figures",
            "--target",
            "accuracy=0.9"
        )
        #expect(sweep.code == 0, "\(sweep.process.standardError)")
        try expect(stored, in: scratch)
    }

    /// The axes that the first edition did not have.
    private static let laterAxes = Axis.all.filter { !$0.isAlwaysWritten }.map(\.name)

    /// A table of plain cells as the first edition wrote it.
    private static func table(_ table: String) throws -> String {
        let rows = table.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let header = try #require(rows.first)
        let columns = header.indices.filter { !laterAxes.contains(String(header[$0])) }
        try #require(columns.count == header.count - laterAxes.count)
        return rows.map { row in columns.map { row[$0] }.joined(separator: ",") + "\r\n" }.joined()
    }

    /// The settings of a report as the first edition wrote them.
    private static func settings(of report: String) throws -> String {
        let start = try #require(report.range(of: "\"settings\": [\n"))
        let end = try #require(report.range(of: "\n],\n\"answer\""))
        var settings = String(report[start.lowerBound..<end.lowerBound])
        for name in laterAxes {
            settings.replace(try Regex("\"\(name)\": [^,]*, "), with: "")
        }
        return
            settings
            .replacing(#/"state": "[a-z]+", /#, with: "")
            .replacing(#/"score": (?:null|[-0-9.e]+), /#, with: "")
            .replacing(
                #/"finished": (\d+), "overfitted": (\d+), "exploded": (\d+)/#
            ) { match in
                let finished = [match.1, match.2, match.3].compactMap { Int($0) }.reduce(0, +)
                return "\"finished\": \(finished)"
            }
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
        let report = try String(contentsOf: folder.appending(path: "report.json"), encoding: .utf8)
        let settings = try Self.settings(of: report)
        let epochs = try Self.table(
            String(contentsOf: folder.appending(path: "epochs.csv"), encoding: .utf8)
        )
        for (name, text, digest) in [
            ("report.json", settings, stored.settings), ("epochs.csv", epochs, stored.epochs),
        ] {
            #expect("\(Digest(sha256: Array(text.utf8)))" == digest, "\(name)")
        }
    }
}
