import Foundation
import SQLite
import SweepTesting
import Testing
import TrainingModel

/// The test part is looked at once, when every run has ended.
@Suite(.timeLimit(.minutes(3)))
struct TestSamplesTests {
    private let flags = ["--points", "60", "--epochs", "3", "--seeds", "4", "--momentum", "0,0.9"]
    private let resume = ["sweep", "--resume", "run", "--no-figures"]

    /// Runs `momentum` and returns what it prints.
    @discardableResult
    private func words(_ arguments: [String], in scratch: Scratch) throws -> String {
        let process = try Program(momentum: arguments, in: scratch.url)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return process.standardOutput
    }

    /// The member `answer.test` of the report.
    private func tested(_ scratch: Scratch) throws -> [String: Any]? {
        let object = try JSONSerialization.jsonObject(with: scratch.report("run"))
        let answer = try #require((object as? [String: Any])?["answer"] as? [String: Any])
        return answer["test"] as? [String: Any]
    }

    /// The member `ensemble.test` of the report.
    private func ensembleTest(_ scratch: Scratch) throws -> [String: Any]? {
        let object = try JSONSerialization.jsonObject(with: scratch.report("run"))
        let ensemble = (object as? [String: Any])?["ensemble"] as? [String: Any]
        return ensemble?["test"] as? [String: Any]
    }

    /// The looks that are stored, and the runs that have numbers; 0 while there is no store.
    private func stored(_ scratch: Scratch) throws -> (looks: Int, runs: Int) {
        let path = scratch.path("run/sweep.sqlite")
        guard FileManager.default.fileExists(atPath: path) else { return (0, 0) }
        let database = try SQLiteDatabase(
            path: path,
            isReadOnly: true,
            busyTimeoutMilliseconds: 5_000
        )
        let counts = try database.statement(
            "SELECT (SELECT count(*) FROM test_look), (SELECT count(*) FROM test_run)"
        ).first { row in (Int(row.integer(0) ?? 0), Int(row.integer(1) ?? 0)) }
        try database.close()
        return counts ?? (0, 0)
    }

    private func execute(_ script: String, in scratch: Scratch) throws {
        let database = try SQLiteDatabase(path: scratch.path("run/sweep.sqlite"))
        try database.execute(script)
        try database.close()
    }

    @Test func `the best and the baseline have numbers, and no other setting has`() throws {
        let scratch = try Scratch()
        let three = ["--points", "60", "--epochs", "3", "--seeds", "4", "--momentum", "0,0.9,0.5"]
        let words = try words(
            ["sweep", "-o", "run", "--no-figures", "--validation", "0.2", "--test", "0.3"] + three,
            in: scratch
        )
        #expect(words.contains("• On the test samples, looked at once for this answer: "))
        let test = try #require(try tested(scratch))
        #expect(test["samples"] as? Int == 54)
        let leader = try #require(test["leader"] as? [String: Any])
        #expect(leader["n"] as? Int == 4)
        let looked = test["baseline"] is [String: Any] ? 2 : 1
        #expect(try stored(scratch) == (1, 4 * looked))
        #expect(try scratch.text("run/timing.json").contains(#""test_looks": 1"#))
    }

    /// The state that a kill between the two commits leaves.
    @Test func `numbers that are missing are filled in by a resume, never by a report`() throws {
        let scratch = try Scratch()
        try words(
            ["sweep", "-o", "run", "--no-figures", "--validation", "0.2", "--test", "0.2"] + flags,
            in: scratch
        )
        let report = try scratch.report("run")
        #expect(try ensembleTest(scratch) != nil)
        // The ensemble's numbers are stored last.
        let losses = ["DELETE FROM test_ensemble", "DELETE FROM test_run"]
        for count in 1...2 {
            try execute(losses.prefix(count).joined(separator: "; "), in: scratch)
            try words(["report", "run", "--no-figures"], in: scratch)
            #expect(try ensembleTest(scratch) == nil)
            #expect(try (tested(scratch) == nil) == (count == 2))
            #expect(try stored(scratch).looks == 1)
            try words(resume, in: scratch)
            #expect(try scratch.report("run") == report)
        }
        let all = losses + ["DELETE FROM test_member", "DELETE FROM test_look"]
        try execute(all.joined(separator: "; "), in: scratch)
        try words(resume, in: scratch)
        #expect(try scratch.report("run") == report)
    }

    /// An ensemble that was not looked at has no numbers of the test samples, but by a resume.
    @Test func `another size of the ensemble is another look, and none has no numbers`() throws {
        let scratch = try Scratch()
        try words(
            ["sweep", "-o", "run", "--no-figures", "--validation", "0.2", "--test", "0.2"] + flags
                + ["--ensemble", "0"],
            in: scratch
        )
        let report = try scratch.report("run")
        #expect(try ensembleTest(scratch) == nil)
        try words(["report", "run", "--no-figures"], in: scratch)
        #expect(try scratch.report("run") != report && ensembleTest(scratch) == nil)
        let again = try words(resume, in: scratch)
        #expect(again.contains("Note: The test samples were looked at 2 times"), "\(again)")
        #expect(try ensembleTest(scratch) != nil)
        try words(["report", "run", "--no-figures", "--ensemble", "0"], in: scratch)
        #expect(try scratch.report("run") == report)
    }

    /// The look takes about a second, so that the kill comes before its end.
    @Test func `a coordinator that is killed while it looks gives the same report`() throws {
        let scratch = try Scratch()
        let flags = [
            "--points", "6000", "--epochs", "1", "--seeds", "2", "--momentum", "0,0.9",
            "--hidden", "500,500", "--validation", "0.05", "--test", "0.85",
        ]
        let expected = try scratch.quietReport(flags)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures"] + flags,
            in: scratch.url
        )
        #expect(try waitUntil { try stored(scratch).looks > 0 || !sweep.isRunning })
        sweep.send(SIGKILL)
        _ = sweep.wait()
        #expect(try stored(scratch) == (1, 0))
        try words(resume, in: scratch)
        #expect(try scratch.report("run") == expected)
    }

    @Test func `another baseline is another look, which is counted`() throws {
        let scratch = try Scratch()
        try words(
            ["sweep", "-o", "run", "--no-figures", "--validation", "0.2", "--test", "0.2"] + flags,
            in: scratch
        )
        let report = try scratch.report("run")
        try words(resume, in: scratch)
        #expect(try stored(scratch).looks == 1)
        let again = try words(resume + ["--baseline", "0.9"], in: scratch)
        #expect(again.contains("Note: The test samples were looked at 2 times"), "\(again)")
        #expect(try stored(scratch) == (2, 8))
        #expect(try scratch.text("run/timing.json").contains(#""test_looks": 2"#))
        try words(["report", "run", "--no-figures"], in: scratch)
        #expect(try scratch.report("run") == report)
    }

    @Test(arguments: ["column: part", "last: true, validation: 0.2, test: 0.2", "folds: 3"])
    func `parts of a file are looked at in the same way, and folds have none`(
        split: String
    ) throws {
        let scratch = try Scratch()
        let isColumn = split.hasPrefix("column")
        let parts = ["train", "train", "train", "validation", "test"]
        var random = SplitMix64(seed: 3)
        let rows = (0..<100).map { row in
            let x = Float.random(in: -1...1, using: &random)
            let part = isColumn ? ",\(parts[row * 5 / 100])" : ""
            return "\(x),\(x > 0 ? "up" : "down")\(part)\n"
        }
        _ = try scratch.write("x,side\(isColumn ? ",part" : "")\n" + rows.joined(), to: "data.csv")
        let spec = """
            version: 2
            dataset: {csv: {path: data.csv, label: side}}
            split: {\(split)}
            network: {hidden: [4]}
            training: {epochs: 3}
            sweep: {momentum: [0, 0.9]}
            seeds: 2
            """
        _ = try scratch.write(spec, to: "data.yaml")
        try words(["sweep", "data.yaml", "-o", "run", "--no-figures"], in: scratch)
        let samples = try tested(scratch)?["samples"] as? Int
        #expect(samples == (split.hasPrefix("folds") ? nil : 20))
    }

    @Test func `a partial report has none`() throws {
        let scratch = try Scratch()
        let many = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "1000"]
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "--workers", "1", "--test", "0.2"]
                + many,
            in: scratch.url
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        sweep.send(SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(try tested(scratch) == nil)
        #expect(try stored(scratch) == (0, 0))
    }
}
