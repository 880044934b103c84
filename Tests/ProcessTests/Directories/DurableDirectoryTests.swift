import Foundation
import SweepTesting
import Testing

/// Whatever a resume or a reader needs is on the disk before it has its name.
@Suite(.timeLimit(.minutes(2)))
struct DurableDirectoryTests {
    /// What the system was asked to do with files, call by call.
    private struct Trace {
        let calls: [Substring]

        /// The place of the call that gives a file the name `name` in the run directory.
        func naming(of name: String) -> Int? {
            let parts = name.split(separator: "/")
            let folder = parts.dropLast().map { "/" + $0 }.joined()
            return calls.lastIndex {
                $0.contains("rename") && $0.contains("/run\(folder)>, \"\(parts.last ?? "")\"")
            }
        }

        /// Whether a call between `first` and `end` syncs a path with this ending.
        func syncs(_ ending: String, from first: Int, to end: Int) -> Bool {
            calls[first..<end].contains { $0.contains("sync(") && $0.contains(ending) }
        }
    }

    @Test(
        .disabled(if: BrokenDisk.obstacle != nil, Comment(rawValue: BrokenDisk.obstacle ?? "")),
        arguments: ["data/wine.csv", "sweep.yaml", "report.json", "runs.csv", "epochs.csv"]
    )
    func `a file is synced before it has its name, and its folder afterwards`(
        _ name: String
    ) throws {
        let scratch = try Scratch()
        let table = "a,b,k\n0,1,x\n1,0,y\n0,2,x\n2,0,y\n0,3,x\n3,0,y\n"
        try Data(table.utf8).write(to: scratch.url.appending(path: "wine.csv"))
        let sweep = try Program(
            momentum: [
                "sweep", "--csv", "wine.csv", "--label", "k", "--split", "none", "--epochs", "2",
                "--seeds", "2", "--no-figures", "--workers", "1", "-o", "run",
            ],
            in: scratch.url,
            launcher: [
                ExternalTool("strace").path, "-f", "-y", "-qq", "-o", "trace.txt", "-e",
                "trace=fsync,fdatasync,rename,renameat,renameat2",
            ]
        )
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        let trace = Trace(calls: try scratch.text("trace.txt").split(separator: "\n"))
        let naming = try #require(trace.naming(of: name), "\(name) never gets its name")
        let file = name.split(separator: "/").last ?? ""
        #expect(trace.syncs("/.\(file).", from: 0, to: naming), "\(name) is not synced before")
        let folder = name.contains("/") ? "/run/data>" : "/run>"
        #expect(
            trace.syncs(folder, from: naming, to: trace.calls.count),
            "the folder of \(name) is not synced afterwards"
        )
    }
}
