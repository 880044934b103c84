import Foundation
import NeuralNet
import NeuralNetRuntime
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What a report says of the chosen model.
struct ModelReportTests {
    private static let quarter = SplitRule.shares(HeldOutShares(validation: 0.25), SplitDraw())

    private func sweep(
        split: SplitRule,
        dataset: Dataset = .spiral(classes: 3, points: 20, noise: 0.2, seed: 1),
        layers: [Int] = [2, 9, 3]
    ) throws -> ReportCase {
        try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .layers: [.layers(layers)]]),
            seeds: .paired([4, 5]),
            split: split,
            dataset: dataset
        )
    }

    private func model(_ sweep: ReportCase) throws -> [String: Any] {
        try #require(try sweep.document()["model"] as? [String: Any])
    }

    /// The cells of `predictions.csv`, without the head.
    private func predictions(_ sweep: ReportCase) throws -> [[String]] {
        try sweep.text("predictions.csv").components(separatedBy: "\r\n").dropFirst().dropLast()
            .map { $0.components(separatedBy: ",") }
    }

    @Test func `held-out samples are predicted by the leader's best run, as the document counts`()
        throws
    {
        let sweep = try sweep(split: Self.quarter)
        _ = try sweep.writeData()
        let model = try model(sweep)
        let held = try #require(sweep.table.dataset(.validation, fold: 0))
        let samples = sweep.table.parts.indices(of: .validation, fold: 0)
        #expect(model["part"] as? String == "validation" && model["samples"] as? Int == held.count)
        let runs = try #require(model["runs"] as? [[String: Any]])
        let place = try #require(runs[0]["run"] as? Int)
        let result = SyntheticResults(plan: sweep.plan).result(sweep.plan.run(atPlace: place))
        let shape = NetworkShape(layers: result.run.setting.layers)
        let logits = InstructionSetName.best.logits(
            of: shape,
            activation: result.run.setting.activation,
            parameters: [result.parameters],
            features: held.features
        )[0]
        let head = "sample,part,class,predicted,p: 0,p: 1,p: 2\r\n"
        #expect(try sweep.text("predictions.csv").hasPrefix(head))
        var counts = [[Int]](repeating: [0, 0, 0], count: 3)
        for (row, cells) in try predictions(sweep).enumerated() {
            let own = logits[3 * row..<3 * row + 3]
            let expected = Softmax.probabilities(of: own)
            for (cell, probability) in zip(cells[4...], expected) {
                #expect(abs((Double(cell) ?? -1) - probability) < 1e-7)
            }
            let predicted = own.firstIndex(of: own.max() ?? 0).map { $0 - own.startIndex } ?? -1
            #expect(
                cells[..<4] == [
                    "\(samples[row])", "validation", "\(held.labels[row])", "\(predicted)",
                ]
            )
            counts[Int(held.labels[row])][predicted] += 1
        }
        #expect(model["confusion"] as? [[Int]] == counts)
        let right = (0..<3).reduce(0) { $0 + counts[$1][$1] }
        let accuracy = try #require(model["accuracy"] as? Double)
        #expect(abs(accuracy - Double(right) / Double(held.count)) < 1e-8)
        #expect((model["temperature"] as? [String: Any])?["value"] is Double)
    }

    @Test func `with folds each sample is predicted once, by a run that was trained without it`()
        throws
    {
        let sweep = try sweep(split: .folds(count: 3, SplitDraw()))
        let summary = try sweep.writeData()
        let rows = try predictions(sweep)
        #expect(rows.map { $0[0] } == (0..<60).map(String.init))
        for row in rows {
            let fold = try #require(Int(row[2]))
            let held = sweep.table.parts.indices(of: .validation, fold: fold)
            #expect(held.contains(try #require(Int(row[0]))))
        }
        let model = try model(sweep)
        let runs = try #require(model["runs"] as? [[String: Any]])
        #expect(runs.map { $0["fold"] as? Int } == [0, 1, 2])
        #expect(runs.allSatisfy { $0["seed"] as? Int == 4 })
        #expect(try sweep.document()["ensemble"] is NSNull)
        #expect(summary.findings.contains { $0.contains("each predicted by a network that was") })
    }

    @Test func `without held-out samples those of the training are told, and no temperature`()
        throws
    {
        let sweep = try sweep(split: .none)
        _ = try sweep.writeData()
        let model = try model(sweep)
        #expect(model["part"] as? String == "train" && model["temperature"] is NSNull)
        #expect(try predictions(sweep).allSatisfy { $0[1] == "train" })
        #expect(try sweep.document()["ensemble"] is NSNull)
    }

    @Test func `without a network there is no model, and the file of an older report goes`() throws
    {
        let sweep = try sweep(split: Self.quarter)
        _ = try sweep.writeData()
        let file = sweep.folder.appending(path: "predictions.csv").path
        #expect(FileManager.default.fileExists(atPath: file))
        let without = SyntheticResults(plan: sweep.plan, hasParameters: false)
        let summary = try sweep.writeData(without)
        #expect(try sweep.document()["model"] is NSNull)
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(!summary.findings.contains { $0.contains("The chosen model") })
    }

    /// A spreadsheet would run it; a number is one for a spreadsheet, too.
    @Test func `a class that looks like a formula is written as a text, and a number as it is`()
        throws
    {
        let names = ["0": "=1+1", "1": "a,b", "2": "-1"]
        let dataset = Dataset.spiral(classes: 3, points: 20, noise: 0.2, seed: 1)
            .renamingClasses { names[$0] ?? $0 }
        let sweep = try sweep(split: Self.quarter, dataset: dataset)
        _ = try sweep.writeData()
        let text = try sweep.text("predictions.csv")
        #expect(text.hasPrefix("sample,part,class,predicted,p: =1+1,\"p: a,b\",p: -1\r\n"))
        #expect(text.contains(",'=1+1,") && !text.contains(",=1+1,"))
        #expect(text.contains(",\"a,b\","))
        #expect(text.contains(",-1,") && !text.contains("'-1"))
    }

    @Test func `many classes have their worst confusions in place of a matrix`() throws {
        let dataset = Dataset.spiral(classes: 120, points: 4, noise: 0.2, seed: 1)
        let sweep = try sweep(split: Self.quarter, dataset: dataset, layers: [2, 9, 120])
        _ = try sweep.builder().write(to: sweep.folder)
        let model = try model(sweep)
        #expect(model["confusion"] is NSNull && (model["classes"] as? [Any])?.count == 120)
        let page = try sweep.text("report.html")
        #expect(page.contains("The most frequent confusions."))
        #expect(!page.contains("figure-confusion"))
    }

    @Test(.requires(.gnuplot), arguments: [2, 3, 10, 20, 50])
    func `the figures are drawn for any number of classes`(classCount: Int) throws {
        let dataset = Dataset.spiral(classes: classCount, points: 20, noise: 0.2, seed: 1)
        let sweep = try sweep(split: Self.quarter, dataset: dataset, layers: [2, 9, classCount])
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("<figure id=\"figure-confusion\">"))
        #expect(page.contains("<figure id=\"figure-reliability\">"))
        #expect(page.contains("<h2 id=\"model-title\">The chosen model</h2>"))
    }
}
