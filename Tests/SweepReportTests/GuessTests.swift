import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What a guess costs where the held-out part has other class shares than the training part.
struct GuessTests {
    /// Training 60:40; validation 90:10, where these shares cost 0.5514 and not 0.6730.
    private func sweep() throws -> ReportCase {
        func rows(_ label: String, _ part: String, _ count: Int) -> [String] {
            (0..<count).map { "\($0),\(label),\(part)\n" }
        }
        let rows =
            rows("a", "train", 60) + rows("b", "train", 40)
            + rows("a", "validation", 90) + rows("b", "validation", 10)
        let table = try SampleTable(
            csv: Array(("x,kind,part\n" + rows.joined()).utf8),
            file: "data.csv",
            label: "kind",
            standardize: false,
            split: .column("part")
        )
        return try ReportCase(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired(SeedList(0..<5)),
            split: .column("part"),
            table: table
        )
    }

    @Test(arguments: [(Float(0.6), false), (0.52, true)])
    func `a loss is held against what the training shares cost on the held-out part`(
        loss: Float,
        isLearned: Bool
    ) throws {
        let sweep = try sweep()
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(
                loss: 0.5,
                validationLoss: loss * (1 + 0.001 * Float(run.seed)),
                validationAccuracy: 0.9
            )
        }
        let options = ReportOptions(drawsFigures: false, models: .none)
        let summary = try sweep.builder(results).write(to: sweep.folder, options: options)
        let answer = try #require(try sweep.document()["answer"] as? [String: Any])
        #expect(answer["learned"] as? Bool == isLearned)
        // G, by which scores are bounded, stays that of the training part.
        #expect(try abs(#require(answer["guess"] as? Double) - 0.673_011_667) < 1e-8)
        let cost = "training samples costs 0.5514 and is right for 90.0 %."
        #expect(summary.findings.contains { $0.contains(cost) } == !isLearned)
        let runs = try sweep.text("runs.csv")
        #expect(runs.contains(",overfitted,") == !isLearned)
    }
}
