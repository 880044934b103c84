import Foundation
import SweepTesting
import Testing

/// What lies in and around a run directory neither misleads the program nor leads it elsewhere.
@Suite(.timeLimit(.minutes(3)))
struct RunDirectoryTests {
    private static let small = ["--epochs", "3", "--no-figures", "--workers", "1"]

    private func sweep(_ scratch: Scratch, _ arguments: String...) throws -> Program {
        try Program(momentum: ["sweep"] + arguments + Self.small, in: scratch.url)
    }

    @Test func `two sweeps that start in one second get two directories`() throws {
        let scratch = try Scratch()
        let sweeps = try (0..<4).map { _ in try sweep(scratch) }
        for sweep in sweeps { #expect(sweep.wait() == 0, "\(sweep.standardError)") }
        let runs = try FileManager.default.contentsOfDirectory(atPath: scratch.path("runs"))
        #expect(runs.filter { $0.hasPrefix("spiral") }.count == 4, "\(runs)")
        #expect(!runs.contains { $0.hasPrefix(".latest") }, "\(runs)")
    }

    /// What stands where `runs/latest` belongs.
    @Test(arguments: ["folder", "full folder", "file", "dangling link"])
    func `whatever runs/latest is, the sweep goes on`(_ kind: String) throws {
        let scratch = try Scratch()
        let latest = scratch.path("runs/latest")
        try FileManager.default.createDirectory(
            atPath: kind.hasSuffix("folder") ? latest : scratch.path("runs"),
            withIntermediateDirectories: true
        )
        switch kind {
        case "full folder": try Data("kept".utf8).write(to: URL(filePath: latest + "/file"))
        case "file": try Data("kept".utf8).write(to: URL(filePath: latest))
        case "dangling link": symlink("nowhere", latest)
        default: break
        }
        let program = try sweep(scratch)
        #expect(program.wait() == 0, "\(program.standardError)")
        let hasWarned = program.standardError.contains("latest is left as it is")
        #expect(hasWarned == (kind != "dangling link"), "\(program.standardError)")
        let runs = try FileManager.default.contentsOfDirectory(atPath: scratch.path("runs"))
        #expect(runs.count == 2, "\(runs)")
        if kind == "file" { #expect(try scratch.text("runs/latest") == "kept") }
    }

    @Test func `status says that an interrupted sweep is interrupted and how to go on`() throws {
        let scratch = try Scratch()
        let flags = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "2000"]
        for signal in [SIGINT, SIGKILL] {
            try? FileManager.default.removeItem(atPath: scratch.path("run"))
            let sweep = try Program(
                momentum: ["sweep", "-o", "run", "--no-figures", "--workers", "1"] + flags,
                in: scratch.url
            )
            #expect(try waitUntil { try scratch.storedEpochs() > 0 })
            let running = try scratch.momentum("status", "run").process.standardOutput
            #expect(running.hasPrefix("running: "), "\(running)")
            sweep.send(signal)
            _ = sweep.wait()
            let status = try scratch.momentum("status", "run")
            #expect(status.code == 0, "\(status.process.standardError)")
            let text = status.process.standardOutput
            #expect(
                text.contains(#/^interrupted since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: /#),
                "\(text)"
            )
            #expect(text.contains("momentum sweep --resume \(scratch.path("run"))"), "\(text)")
            let json = try scratch.momentum("status", "run", "--output-mode", "json")
            #expect(json.process.standardOutput.contains(#""state": "interrupted""#))
            #expect(json.process.standardOutput.contains("interrupted_at"))
        }
    }

    @Test func `a second coordinator is refused also when the lock's file was removed`() throws {
        let scratch = try Scratch()
        let first = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", "run"],
            in: scratch.url
        )
        let access = scratch.path("run/access.json")
        #expect(waitUntil { FileManager.default.fileExists(atPath: access) })
        try FileManager.default.removeItem(atPath: scratch.path("run/sweep.lock"))
        let second = try scratch.momentum("coordinator", "--resume", "run")
        #expect(second.code == 5, "\(second.process.standardError)")
        #expect(second.process.standardError.contains("is in use by another process"))
        #expect(try scratch.momentum("status", "run").process.standardOutput.hasPrefix("running"))
        first.send(SIGTERM)
        #expect(first.wait() == 143)
    }

    @Test func `resuming without a store says so`() throws {
        let scratch = try Scratch()
        let first = try sweep(scratch, "-o", "run")
        #expect(first.wait() == 0, "\(first.standardError)")
        try FileManager.default.removeItem(atPath: scratch.path("run/sweep.sqlite"))
        let second = try scratch.momentum("sweep", "--resume", "run", "--no-figures")
        #expect(second.code == 0, "\(second.process.standardError)")
        #expect(second.process.standardError.contains("sweep.sqlite does not exist"))
        #expect(second.process.standardError.contains("trained from the beginning"))
    }

    /// A path of a spec, or a link, that leads out of the run directory.
    @Test(arguments: [
        "/etc/passwd", "../secret", "data/../../secret", "data/link", "folder/secret",
    ])
    func `data outside of the run directory is not read`(_ path: String) throws {
        let scratch = try Scratch()
        _ = try scratch.write("x,k\n1,a\n2,b\n", to: "table.csv")
        _ = try scratch.write("verysecret,k\n1,a\n", to: "secret")
        let first = try Program(
            momentum: ["sweep", "--csv", "table.csv", "--label", "k", "-o", "run", "--epochs", "2"]
                + ["--split", "none", "--layers", "1,2,2", "--no-figures", "--workers", "1"],
            in: scratch.url
        )
        #expect(first.wait() == 0, "\(first.standardError)")
        symlink("../../secret", scratch.path("run/data/link"))
        symlink("..", scratch.path("run/folder"))
        let text = try scratch.text("run/sweep.yaml")
        #expect(text.contains("data/table.csv"))
        try Data(text.replacing("data/table.csv", with: path).utf8)
            .write(to: URL(filePath: scratch.path("run/sweep.yaml")))
        for command in [["report", "run"], ["sweep", "--resume", "run"]] {
            let program = try Program(momentum: command, in: scratch.url)
            #expect(program.wait() == 2, "\(program.standardError)")
            #expect(program.standardError.contains("names files in that directory only"))
            #expect(!program.text.contains("root:") && !program.text.contains("verysecret"))
        }
    }

    @Test func `a spec that is a link is not read`() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("run"),
            withIntermediateDirectories: false
        )
        symlink("/etc/passwd", scratch.path("run/sweep.yaml"))
        for command in [["report", "run"], ["sweep", "--resume", "run"]] {
            let program = try Program(momentum: command, in: scratch.url)
            #expect(program.wait() == 2, "\(program.standardError)")
            #expect(program.standardError.contains("sweep.yaml: is or passes a symbolic link"))
            #expect(!program.text.contains("root:"))
        }
    }

    /// Links where the report writes: each target lies outside of the run directory.
    @Test func `a report follows no link out of its directory`() throws {
        let scratch = try Scratch()
        #expect(try sweep(scratch, "-o", "run").wait() == 0)
        _ = try scratch.write("kept", to: "target")
        let files = ["report.json", "runs.csv", "epochs.csv", "report.html", "log.txt"]
        for name in files {
            let path = scratch.path("run/\(name)")
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
            symlink("../target", path)
        }
        let report = try scratch.momentum("report", "run", "--no-figures")
        #expect(report.code == 0, "\(report.process.standardError)")
        #expect(try scratch.text("target") == "kept")
        try FileManager.default.createDirectory(
            atPath: scratch.path("outside"),
            withIntermediateDirectories: false
        )
        for folder in ["models", "figures"] {
            let path = scratch.path("run/\(folder)")
            try? FileManager.default.removeItem(atPath: path)
            symlink("../outside", path)
            let report = try scratch.momentum("report", "run")
            #expect(report.code == 6, "\(report.process.standardError)")
            #expect(report.process.standardError.contains("\(folder) is a link"))
            unlink(path)
        }
        let outside = try FileManager.default.contentsOfDirectory(atPath: scratch.path("outside"))
        #expect(outside.isEmpty, "\(outside)")
        #expect(try scratch.text("target") == "kept")
    }
}
