import Foundation
import SweepTesting
import Testing

/// Tables that come packed, by a pipe or by standard input, by real processes.
@Suite(.timeLimit(.minutes(5)))
struct PipedTableTests {
    private static let table =
        "x,y,kind\n"
        + (0..<40).map { "\($0 % 7),\($0 % 5).5,\($0 % 3 == 0 ? "a" : "b")\n" }.joined()

    private static let flags =
        "--label kind --momentum 0,0.9 --epochs 3 --seeds 2 --no-figures --output-mode quiet"

    @Test func `a table is the same packed, by a pipe and by standard input`() throws {
        let scratch = try Scratch()
        try Data(Self.table.utf8).write(to: scratch.url.appending(path: "table.csv"))
        let script = """
            set -e
            gzip --keep table.csv
            mkfifo pipe
            "$0" sweep --csv table.csv \(Self.flags) -o plain
            "$0" sweep --csv table.csv.gz \(Self.flags) -o packed
            "$0" sweep --csv - \(Self.flags) -o input < table.csv
            cat table.csv.gz > pipe &
            "$0" sweep --csv pipe \(Self.flags) -o piped
            """
        let shell = try Program(["/bin/sh", "-c", script, Program.momentum], in: scratch.url)
        try #require(shell.wait() == 0, "\(shell.text)")
        func epochs(_ run: String) throws -> String {
            try String(
                contentsOf: scratch.url.appending(path: "\(run)/epochs.csv"),
                encoding: .utf8
            )
        }
        let plain = try epochs("plain")
        #expect(plain.split(separator: "\r\n").count == 1 + 2 * 2 * 3)
        for (run, copy) in [
            ("packed", "table.csv.gz"), ("input", "stdin.csv"), ("piped", "pipe"),
        ] {
            #expect(try epochs(run) == plain, "\(run)")
            let file = scratch.url.appending(path: "\(run)/data/\(copy)")
            #expect(FileManager.default.fileExists(atPath: file.path))
            // The copy alone makes the report again.
            let (report, code) = try scratch.momentum("report", run, "--no-figures")
            #expect(code == 0, "\(report.standardError)")
        }
        let (predictions, code) = try scratch.momentum("predict", "packed", "table.csv.gz")
        #expect(code == 0, "\(predictions.standardError)")
        #expect(predictions.standardOutput.split(separator: "\n").count == 41)
    }

    @Test func `a packed table that is cut off is refused with its name`() throws {
        let scratch = try Scratch()
        let file = scratch.url.appending(path: "cut.csv.gz")
        try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x2B]).write(to: file)
        let (sweep, code) = try scratch.momentum("sweep", "--csv", "cut.csv.gz", "--label", "kind")
        #expect(code == 2)
        #expect(sweep.standardError.contains("cut.csv.gz: is packed by gzip and ends too early"))
    }
}
