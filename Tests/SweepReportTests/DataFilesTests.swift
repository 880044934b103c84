import Foundation
import Quoting
import SweepModel
import SweepReport
import SweepResults
import Testing
import TrainingModel

/// The files that other tools read.
struct DataFilesTests {
    @Test func `epochs have one row for each run and epoch under the published columns`() throws {
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([7, 8]),
            epochs: 3
        )
        _ = try sweep.writeData()
        let lines = try sweep.text("epochs.csv").components(separatedBy: "\r\n")
        #expect(
            lines[0]
                == "run,momentum,learning_rate,batch,layers,nesterov,dampening,weight_decay,"
                + "label_smoothing,seed,epoch,last_batch_loss,mean_batch_loss,loss,accuracy"
        )
        #expect(lines.count == 1 + 2 * 2 * 3 + 1)
        #expect(lines[4].hasPrefix("1,0.0,0.1,20,2-50-3,false,0.0,0.0,0.0,8,0,"))
        #expect(lines.last == "")
    }

    @Test func `with folds each row names its fold, and held-out metrics have columns`() throws {
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([7, 8]),
            epochs: 2,
            split: .folds(count: 3, SplitDraw())
        )
        _ = try sweep.writeData()
        let epochs = try sweep.text("epochs.csv").components(separatedBy: "\r\n")
        #expect(epochs[0].contains(",label_smoothing,fold,seed,epoch,"))
        #expect(epochs[0].hasSuffix(",loss,accuracy,validation_loss,validation_accuracy"))
        #expect(epochs.count == 1 + 2 * 3 * 2 * 2 + 1)
        let runs = try sweep.text("runs.csv").components(separatedBy: "\r\n")
        #expect(runs[0].contains(",validation_loss,validation_accuracy,"))
        let folds = runs[1...12].map { $0.split(separator: ",")[9] }
        #expect(folds == ["0", "0", "1", "1", "2", "2", "0", "0", "1", "1", "2", "2"])
        let settings = try #require(try sweep.document()["settings"] as? [[String: Any]])
        let members = try #require(settings[1]["runs"] as? [[String: Any]])
        #expect(members.map { $0["fold"] as? Int } == [0, 0, 1, 1, 2, 2])
        #expect(members.map { $0["seed"] as? Int } == [7, 8, 7, 8, 7, 8])
        #expect(members.allSatisfy { $0["validation_loss"] is Double })
    }

    @Test func `without folds no file has a column of folds`() throws {
        let sweep = try ReportCase(
            SweepAxes(),
            split: .shares(HeldOutShares(validation: 0.2), SplitDraw())
        )
        _ = try sweep.writeData()
        for name in ["runs.csv", "epochs.csv", "report.json"] {
            #expect(!(try sweep.text(name).contains(#/fold[,"]/#)))
        }
    }

    @Test func `each number reads back as the bits that were trained`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0.5]]), seeds: .paired([3]), epochs: 4)
        _ = try sweep.writeData()
        let curve = SyntheticResults(plan: sweep.plan).result(sweep.plan.run(atPlace: 0)).curve
        let rows = try sweep.text("epochs.csv").split(separator: "\r\n").dropFirst()
        for (epoch, row) in rows.enumerated() {
            let cells = row.split(separator: ",").suffix(4).compactMap { Float($0) }
            let expected = Metric.standard.map { curve[$0][curve[$0].startIndex + epoch] }
            #expect(cells == expected)
        }
        #expect(rows.count == 4)
    }

    @Test func `a diverged run ends with empty cells, null and its epoch`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0.99]]), seeds: .paired([0]))
        let results = SyntheticResults(plan: sweep.plan) { _ in .diverged(epoch: 2) }
        let summary = try sweep.writeData(results)
        #expect(summary.divergedCount == 1)
        let rows = try sweep.text("epochs.csv").split(separator: "\r\n")
        #expect(rows.count == 1 + 3)
        #expect(rows[3].hasSuffix(",2,,,,"))
        let run = try #require(try sweep.text("runs.csv").split(separator: "\r\n").last)
        #expect(run.contains(",diverged,diverged,2,3,2.39"))
        let settings = try #require(try sweep.document()["settings"] as? [[String: Any]])
        let runs = try #require(settings[0]["runs"] as? [[String: Any]])
        #expect(runs[0]["diverged_at"] as? Int == 2)
        #expect(runs[0]["loss"] is NSNull)
        #expect(runs[0]["last_finite_loss"] is Double)
    }

    @Test func `equal results give equal bytes`() throws {
        let axes = SweepAxes([.momentum: [0, 0.5, 0.9], .learningRate: [0.1, 0.2]])
        let (first, second) = (try ReportCase(axes), try ReportCase(axes))
        _ = try first.writeData()
        _ = try second.writeData()
        for name in ["report.json", "runs.csv", "epochs.csv"] {
            #expect(try first.text(name) == second.text(name))
        }
    }

    /// SHA-256 of 00 00 80 3F, 00 00 00 3F twice, 00 00 80 3F, 00 00 C0 7F by `sha256sum`.
    @Test func `the digest counts the curve, then the parameters, with one kind of NaN`() throws {
        struct One: RunResultSource {
            let plan: SweepPlan
            let nan: Float

            func anomalies() throws -> [Anomaly] { [] }

            func forEachRun(
                _ parts: RunParts,
                of settings: Set<Int>?,
                _ body: (RunResult) throws -> Void
            ) throws {
                try body(
                    RunResult(
                        run: plan.run(atPlace: 0),
                        outcome: .finished,
                        curve: Curve(
                            metrics: Metric.standard,
                            values: [1, 0.5, 0.5, 1],
                            epochCount: 1
                        ),
                        parameters: [nan]
                    )
                )
            }
        }
        for nan in [Float.nan, -Float.nan] {
            let sweep = try ReportCase(SweepAxes(), seeds: .paired([0]), epochs: 1)
            _ = try sweep.writeData(One(plan: sweep.plan, nan: nan))
            #expect(try sweep.text("runs.csv").contains(Self.digest))
        }
    }

    private static let digest =
        "27523ac927e3283f3c54aaa203065282d9b60ebc8b763101215f2316c118c6e3"

    @Test func `an open sweep is marked as partial and its open runs have no digest`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]), seeds: .paired([0, 1]))
        let results = SyntheticResults(plan: sweep.plan) { $0.place < 3 ? .finished : nil }
        let summary = try sweep.writeData(results)
        #expect(summary.isPartial)
        #expect(summary.warnings.contains { $0.hasPrefix("Partial: 3 of 4 runs have ended.") })
        #expect(try sweep.document()["complete"] as? Bool == false)
        let last = try #require(try sweep.text("runs.csv").split(separator: "\r\n").last)
        #expect(last.contains(",open,open,,3,,"))
        #expect(last.hasSuffix(","))
    }

    @Test func `no half-written file is left behind`() throws {
        let sweep = try ReportCase(SweepAxes())
        _ = try sweep.writeData()
        let names = try FileManager.default.contentsOfDirectory(atPath: sweep.folder.path)
        let written = [
            "epochs.csv", "predictions.csv", "preprocess.json", "report.json", "runs.csv",
        ]
        #expect(names.sorted() == written)
    }

    @Test(arguments: ["epochs.csv", "report.json", "runs.csv", "epochs.csv.part"])
    func `a link in a file's place leads nowhere`(name: String) throws {
        let sweep = try ReportCase(SweepAxes())
        _ = try sweep.writeData()
        let victim = sweep.folder.appending(path: "victim")
        try Data("precious".utf8).write(to: victim)
        let link = sweep.folder.appending(path: name)
        if FileManager.default.fileExists(atPath: link.path) {
            try FileManager.default.removeItem(at: link)
        }
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: victim)
        _ = try sweep.writeData()
        #expect(try sweep.text("victim") == "precious")
    }

    @Test func `a link in the place of the models' folder is refused`() throws {
        let sweep = try ReportCase(SweepAxes())
        _ = try sweep.writeData()
        let (link, victim) = (
            sweep.folder.appending(path: "models"), sweep.folder.appending(path: "victim")
        )
        try FileManager.default.createDirectory(at: victim, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: victim)
        let error = #expect(throws: ReportError.self) {
            try sweep.builder().write(
                to: sweep.folder,
                options: ReportOptions(drawsFigures: false, models: .all)
            )
        }
        #expect(error?.description.contains("models is a link") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: victim.path).isEmpty)
    }

    @Test func `a folder that cannot be made is named`() throws {
        let sweep = try ReportCase(SweepAxes())
        let error = #expect(throws: ReportError.self) {
            try sweep.builder().write(to: URL(filePath: "/dev/null/report"))
        }
        #expect(error?.description.contains("/dev/null/report") == true)
    }

    @Test(arguments: [
        (JSONValue.string("a\"b\\c\n\u{1}é"), #""a\"b\\c\n\u0001é""#),
        (.real(Double.nan), "null"), (.real(Float.infinity), "null"), (.real(Float(0.1)), "0.1"),
        (.array([.integer(1), .boolean(true), .null]), "[1, true, null]"),
        (.object([("b", .integer(2)), ("a", .integer(1))]), #"{"b": 2, "a": 1}"#),
    ])
    func `JSON is spelled as the standard asks`(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test func `a baseline may be written as a spec may write it`() throws {
        let schedules: [AxisValue] = ["constant", "cosine(to=0)+warmup(2)"]
        let sweep = try ReportCase(SweepAxes([.momentum: [0.9], .schedule: schedules]))
        let options = ReportOptions(
            drawsFigures: false,
            baseline: "cosine+warmup(2)",
            models: .none
        )
        _ = try sweep.builder().write(to: sweep.folder, options: options)
        #expect(try sweep.text("report.json").contains("\"baseline\": \"cosine(to=0)+warmup(2)\""))
    }

    @Test func `a baseline or target that the sweep does not have is refused`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let baseline = #expect(throws: ReportError.self) {
            try sweep.builder().write(to: sweep.folder, options: ReportOptions(baseline: "0.3"))
        }
        #expect(baseline?.message.contains("0.3; the sweep has 0 and 0.5") == true)
        let target = #expect(throws: ReportError.self) {
            try sweep.builder().write(to: sweep.folder, options: ReportOptions(targetAccuracy: 90))
        }
        #expect(target?.message.contains("0...1") == true)
    }
}
