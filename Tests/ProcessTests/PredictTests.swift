import Foundation
import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// From a table to predictions of new rows, by real processes.
@Suite(.timeLimit(.minutes(5)))
struct PredictTests {
    /// Two columns of very different sizes, whose sum of scaled values tells the class.
    private static let rows: [(cells: String, label: String)] = {
        var generator = SplitMix64(seed: 5)
        return (0..<80).map { _ in
            let x = Double.random(in: -1...1, using: &generator)
            let y = Double.random(in: -1...1, using: &generator)
            let noise = Double.random(in: -0.3...0.3, using: &generator)
            return ("\(1e6 + 1e5 * x),\(1e-4 * y)", x + y + noise > 0 ? "yes" : "no")
        }
    }()

    private static let table =
        "big,small,answer\r\n"
        + rows.map { "\($0.cells),\($0.label)\r\n" }.joined()

    /// A sweep over the table in the run directory `run`.
    private func sweep(_ split: String...) throws -> Scratch {
        let scratch = try Scratch()
        try Data(Self.table.utf8).write(to: scratch.url.appending(path: "table.csv"))
        let flags = [
            "sweep", "--csv", "table.csv", "--label", "answer", "--standardize", "true",
            "--momentum", "0,0.9", "--hidden", "8", "--epochs", "20", "--seeds", "3", "-o", "run",
            "--no-figures",
        ]
        let process = try Program(momentum: flags + split, in: scratch.url)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return scratch
    }

    /// The value of `column` in `runs.csv` for the run whose network was taken.
    private func value(
        _ column: String,
        in scratch: Scratch,
        _ run: String = "run"
    ) throws
        -> Double
    {
        let folder = scratch.url.appending(path: run)
        let bytes = try Data(contentsOf: folder.appending(path: "model.safetensors"))
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try JSONSerialization.jsonObject(with: bytes.dropFirst(8).prefix(length))
        let texts = (header as? [String: Any])?["__metadata__"] as? [String: String]
        let place = try #require(texts?["run"])
        let lines = try String(contentsOf: folder.appending(path: "runs.csv"), encoding: .utf8)
            .split(separator: "\r\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        let index = try #require(lines[0].firstIndex(of: Substring(column)))
        let row = try #require(lines.first { $0[0] == place[...] })
        return try #require(Double(row[index]))
    }

    /// The indices of the validation part.
    private func validation() throws -> [Int] {
        let table = try SampleTable(
            csv: Array(Self.table.utf8),
            file: "table.csv",
            label: "answer",
            standardize: true,
            split: .shares(HeldOutShares(validation: 0.2), SplitDraw(seed: 0))
        )
        return table.parts.indices(of: .validation, fold: 0)
    }

    @Test func `raw rows get the classes that the report counted as right`() throws {
        let scratch = try sweep()
        let rows = try validation().map { Self.rows[$0] }
        // The columns in another order, and one that the network does not know.
        let new =
            "answer,note,small,big\n"
            + rows.map { row in
                let cells = row.cells.split(separator: ",")
                return "\(row.label),x,\(cells[1]),\(cells[0])\n"
            }.joined()
        try Data(new.utf8).write(to: scratch.url.appending(path: "new.csv"))
        let (process, code) = try scratch.momentum("predict", "run", "new.csv")
        try #require(code == 0, "\(process.standardError)")
        let notices = process.standardError.split(separator: "\n")
        #expect(
            notices.first
                == "momentum: new.csv: the network knows no column \"note\"; it is ignored"
        )
        let lines = process.standardOutput.split(separator: "\n")
        #expect(lines[0] == "class,probability no,probability yes")
        let predicted = lines.dropFirst().map { $0.split(separator: ",") }
        #expect(predicted.count == rows.count)
        #expect(
            predicted.allSatisfy { cells in
                let numbers = cells.dropFirst().compactMap { Double($0) }
                return numbers.count == 2 && abs(numbers[0] + numbers[1] - 1) < 1e-12
                    && cells[0] == (numbers[1] > numbers[0] ? "yes" : "no")
            }
        )
        let right = zip(predicted, rows).count { $0[0] == $1.label[...] }
        let accuracy = try value("validation_accuracy", in: scratch)
        #expect(abs(Double(right) / Double(rows.count) - accuracy) < 1e-7)
        let last = try #require(notices.last)
        #expect(last.contains("(\(right) of \(rows.count) rows)"))
        let word = try #require(last.split(separator: " ").last)
        let loss = try #require(Double(word))
        let reported = try value("validation_loss", in: scratch)
        #expect(abs(loss - reported) < 0.006 * reported)
    }

    @Test func `files, standard input and objects say the same`() throws {
        let scratch = try sweep()
        let (plain, code) = try scratch.momentum("predict", "run", "table.csv")
        try #require(code == 0, "\(plain.standardError)")
        let text = plain.standardOutput
        let (file, _) = try scratch.momentum("predict", "run", "table.csv", "--output", "out.csv")
        #expect(file.standardOutput.isEmpty)
        let written = scratch.url.appending(path: "out.csv")
        #expect(try String(contentsOf: written, encoding: .utf8) == text)
        let pipe = "\"$0\" predict run - --output-mode quiet --output piped.csv < table.csv"
        let shell = try Program(["/bin/sh", "-c", pipe, Program.momentum], in: scratch.url)
        #expect(shell.wait() == 0)
        #expect(shell.text.isEmpty)
        let piped = scratch.url.appending(path: "piped.csv")
        #expect(try String(contentsOf: piped, encoding: .utf8) == text)
        let (json, _) = try scratch.momentum(
            "predict",
            "run",
            "table.csv",
            "--output-mode",
            "json"
        )
        let object = try JSONDecoder().decode(
            Predictions.self,
            from: Data(json.standardOutput.utf8)
        )
        let rows = object.predictions.map { prediction in
            ([prediction.class] + prediction.probabilities.map { "\($0)" }).joined(separator: ",")
        }
        #expect(rows == text.split(separator: "\n").dropFirst().map(String.init))
        #expect(object.rows == 80 && object.labelled == 80)
    }

    /// What `--output-mode json` gives.
    private struct Predictions: Decodable {
        let predictions: [Prediction]
        let rows: Int
        let labelled: Int

        struct Prediction: Decodable {
            let `class`: String
            let probabilities: [Double]
        }
    }

    @Test func `what is wrong is said, with what to do`() throws {
        let scratch = try sweep()
        let model = scratch.url.appending(path: "run/model.safetensors")
        try Data("x\n1\n".utf8).write(to: scratch.url.appending(path: "other.csv"))
        func fault(_ arguments: String...) throws -> String {
            let process = try Program(momentum: ["predict"] + arguments, in: scratch.url)
            #expect(process.wait() == 2)
            return process.standardError
        }
        #expect(
            try fault("run", "other.csv")
                == "momentum: other.csv, line 1: columns are missing: \"big\", \"small\"; the "
                + "columns are \"x\"\n"
        )
        #expect(try fault("run", "missing.csv").contains("missing.csv"))
        #expect(
            try fault("run")
                == "momentum: run is a run directory; name the table, too: momentum predict run "
                + "FILE.csv\n"
        )
        #expect(try fault("run", ".") == "momentum: . is a folder, not a CSV file\n")
        for name in ["ensemble.onnx", "model.onnx"] {
            try Data().write(to: scratch.url.appending(path: name))
            #expect(
                try fault(name, "table.csv")
                    == "momentum: \(name) is for ONNX Runtime; predict takes the run directory, "
                    + "and uses its model.safetensors: momentum predict . table.csv\n"
            )
        }
        try Data((Self.table + ",1,yes\n").utf8).write(
            to: scratch.url.appending(path: "gap.csv")
        )
        let gap = try fault("run", "gap.csv", "--output", "out.csv")
        #expect(gap.contains("gap.csv, line 82, column \"big\", value \"\""))
        #expect(gap.contains("missing values"))
        #expect(
            !FileManager.default.fileExists(atPath: scratch.url.appending(path: "out.csv").path)
        )
        #expect(try fault("nowhere", "table.csv").contains("nowhere: is not the run directory"))
        #expect(try fault("run", "table.csv", "more").contains("one file"))
        #expect(try fault("run", "table.csv", "-o", "run").contains("run: is a folder"))
        let own = "run/model.safetensors"
        #expect(try fault("run", "table.csv", "-o", own).contains("\(own): is a file of the run"))
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "empty"),
            withIntermediateDirectories: true
        )
        #expect(try fault("empty", "table.csv").contains("holds neither"))
        let bytes = try Data(contentsOf: model)
        try bytes.dropLast().write(to: model)
        #expect(try fault("run", "table.csv").contains("is not a safetensors file"))
        try FileManager.default.removeItem(at: model)
        #expect(try fault("run", "table.csv").contains("momentum report run\n"))
        let (report, code) = try scratch.momentum("report", "run", "--no-figures")
        #expect(code == 0, "\(report.standardError)")
        #expect(try Data(contentsOf: model) == bytes)
    }

    @Test(arguments: [["--folds", "3"], ["--folds", "3", "--split-seed", "1"]])
    func `with folds the command is said that trains the best setting on all samples`(
        split: [String]
    ) throws {
        let scratch = try sweep(split[0], split[1])
        let (process, code) = try scratch.momentum("predict", "run", "table.csv")
        #expect(code == 2)
        let line = try #require(process.standardError.split(separator: "\n").last)
        let words = line.split(separator: " ").map(String.init)
        #expect(words[..<2] == ["momentum", "sweep"] && words.contains("--split"))
        let whole = try Program(
            momentum: Array(words.dropFirst()) + ["-o", "whole", "--no-figures"],
            in: scratch.url
        )
        let end = whole.wait()
        try #require(end == 0, "\(whole.standardError)")
        let (predicted, last) = try scratch.momentum("predict", "whole", "table.csv")
        #expect(last == 0, "\(predicted.standardError)")
        #expect(predicted.standardError.contains("of 80 rows"))
    }

    @Test func `without a directory it is said which network is used`() throws {
        let scratch = try sweep()
        let runs = scratch.url.appending(path: "runs")
        try FileManager.default.createDirectory(at: runs, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: runs.appending(path: "latest").path,
            withDestinationPath: "../run"
        )
        let (process, code) = try scratch.momentum("predict", "table.csv")
        try #require(code == 0, "\(process.standardError)")
        let line = try #require(process.standardError.split(separator: "\n").first)
        #expect(line.contains(/^momentum: runs\/latest is run, run \d+: momentum 0/))
        let (quiet, _) = try scratch.momentum("predict", "table.csv", "--output-mode", "quiet")
        #expect(quiet.standardError.isEmpty)
    }
}
