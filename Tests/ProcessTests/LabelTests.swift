import Foundation
import SweepTesting
import Testing

/// The names of classes from a table to the report and its exports, by real processes.
@Suite(.timeLimit(.minutes(3)))
struct LabelTests {
    /// Trains on `labels` in a new run directory `run`.
    private func sweep(_ scratch: Scratch, labels: [String], classes: Int) throws {
        try write(labels, to: "labels.csv", in: scratch)
        let spec = """
            version: 2
            dataset: {csv: {path: labels.csv, label: label, standardize: true}}
            split: none
            network: {layers: [1, 4, \(classes)]}
            training: {epochs: 3}
            sweep: {momentum: [0, 0.9]}
            seeds: 2
            """
        try Data(spec.utf8).write(to: scratch.url.appending(path: "spec.yaml"))
        let (process, code) = try scratch.momentum(
            "sweep",
            "spec.yaml",
            "--output",
            "run",
            "--no-figures"
        )
        try #require(code == 0, "\(process.standardError)")
    }

    private func write(_ labels: [String], to name: String, in scratch: Scratch) throws {
        let rows = labels.enumerated().map { "\($0),\($1)\n" }
        try Data(("x,label\n" + rows.joined()).utf8).write(to: scratch.url.appending(path: name))
    }

    @Test func `classes are named as the table spells them`() throws {
        let scratch = try Scratch()
        try sweep(scratch, labels: ["02", "1", "01", "02", "1", "01"], classes: 3)
        let report = try scratch.text("run/report.json")
        #expect(report.contains(#""classes": ["01", "1", "02"]"#))
        let (process, code) = try scratch.momentum(
            "report",
            "run",
            "--no-figures",
            "--export",
            "pytorch",
            "--export",
            "mlflow",
            "--export",
            "tensorboard"
        )
        #expect(code == 0, "\(process.standardError)")
        #expect(try scratch.text("run/pytorch/classes.json") == "[\"01\", \"1\", \"02\"]\n")
        #expect(try scratch.text("run/report.json") == report)
        for folder in ["mlruns", "tensorboard"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path("run/\(folder)")))
        }
    }

    /// A table in which `01` and `1` are one class named `1`, as the first edition stored it.
    @Test func `a run directory whose labels were merged is read and resumed as it was`() throws {
        let scratch = try Scratch()
        try sweep(scratch, labels: ["2", "1", "1", "2", "1", "1"], classes: 2)
        let report = try scratch.text("run/report.json")
        let labels = ["2", "1", "01", "02", "1", "+1"]
        for name in ["run/data/labels.csv", "labels.csv"] {
            try write(labels, to: name, in: scratch)
        }
        for arguments in [
            ["report", "run", "--no-figures"], ["sweep", "--resume", "run", "--no-figures"],
            ["sweep", "spec.yaml", "--resume", "run", "--no-figures"],
        ] {
            let process = try Program(momentum: arguments, in: scratch.url, environment: [:])
            #expect(process.wait() == 0, "\(process.standardError)")
            #expect(try scratch.text("run/report.json") == report)
        }
        try write(["2", "1", "01", "02", "1", "2"], to: "run/data/labels.csv", in: scratch)
        let (process, code) = try scratch.momentum("report", "run", "--no-figures")
        #expect(code != 0, "\(process.standardError)")
    }
}
