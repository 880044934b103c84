import Digest
import Foundation
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// Reports of sweeps of which each run counts with the epoch of its lowest validation loss.
struct SelectedEpochTests {
    private static let momenta = SweepAxes([.momentum: [0, 0.9]])
    private static let stopping = EpochChoice.stop(EarlyStopping(patience: 2, minimumDelta: 0.5))

    /// Validation losses of two settings with three seeds: places 0 to 5.
    private static let losses: [[Float]] = [
        [1, 0.5, 0.25, 0.75, 0.8], [1, 0.5, 0.5, 0.75], [0.5, 0.25, 0.125, 0.1, 0.09, 0.08],
        [0.75, 1, 2], [1, 0.75, 2, 3], [0.5, 2, 2],
    ]

    private func sweep(_ choice: EpochChoice) throws -> ReportCase {
        try ReportCase(
            Self.momenta,
            seeds: .paired([0, 1, 2]),
            epochs: 6,
            split: SentenceCase.heldOut,
            choice: choice
        )
    }

    private func results(_ sweep: ReportCase) -> MadeUpResults {
        MadeUpResults(plan: sweep.plan) {
            MadeUpRun(loss: 0.1, accuracy: 0.9, validationLosses: Self.losses[$0.place])
        }
    }

    private func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    @Test func `each run has the numbers of its selected epoch, and rows up to its last one`()
        throws
    {
        let sweep = try sweep(Self.stopping)
        _ = try sweep.writeData(results(sweep))
        let runs = rows(try sweep.text("runs.csv"))
        #expect(runs.map { $0["epochs"] } == ["5", "4", "6", "3", "4", "3"])
        #expect(runs.map { $0["selected_epoch"] } == ["2", "1", "5", "0", "1", "0"])
        #expect(
            runs.map { $0["validation_loss"] } == ["0.25", "0.5", "0.08", "0.75", "0.75", "0.5"]
        )
        let scores = runs.compactMap { $0["score"].flatMap(Double.init) }
        #expect(
            zip(scores, [0.25, 0.5, 0.08, 0.75, 0.75, 0.5]).allSatisfy { score, loss in
                abs(score - log(loss)) < 1e-6
            }
        )
        let epochs = rows(try sweep.text("epochs.csv"))
        #expect(
            (0..<6).map { place in epochs.count { $0["run"] == "\(place)" } } == [5, 4, 6, 3, 4, 3]
        )
        #expect(epochs.last?["epoch"] == "2" && epochs.last?["validation_loss"] == "2.0")
        // Of the epochs that were trained, as the sum of their losses.
        #expect(
            runs.compactMap { $0["loss_area"].flatMap(Float.init) } == [
                0.5, 0.4, 0.6, 0.3, 0.4, 0.3,
            ]
        )
    }

    @Test func `without a choice the last epoch counts, and no column is added`() throws {
        let sweep = try sweep(.final)
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(validationLosses: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
        }
        _ = try sweep.writeData(results)
        #expect(rows(try sweep.text("runs.csv")).allSatisfy { $0["validation_loss"] == "0.6" })
        for name in ["report.json", "runs.csv", "epochs.csv"] {
            #expect(!(try sweep.text(name).contains("selected_epoch")), "\(name)")
        }
    }

    @Test func `a run is overfitted or exploded by the numbers of its selected epoch`() throws {
        let sweep = try sweep(.best)
        let losses: [[Float]] = [
            [3, 0.5, 3, 3, 3, 3], [3, 2, 3, 3, 3, 3], [0.5, 20, 20, 20, 20, 20],
            [3, 3, 3, 3, 3, 0.5], [3, 3, 3, 3, 3, 2], [1, 1, 1, 1, 1, 1],
        ]
        let results = MadeUpResults(plan: sweep.plan) {
            MadeUpRun(loss: $0.place == 5 ? 11 : 0.1, validationLosses: losses[$0.place])
        }
        _ = try sweep.writeData(results)
        let states = ["finished", "overfitted", "finished", "finished", "overfitted", "exploded"]
        #expect(rows(try sweep.text("runs.csv")).map { $0["state"] } == states)
    }

    @Test func `the document tells the rule, and no interval of a validation loss`() throws {
        let sweep = try sweep(Self.stopping)
        _ = try sweep.writeData(results(sweep))
        let document = try sweep.document()
        let told = try #require(document["sweep"] as? [String: Any])
        #expect(told["select"] as? String == "best")
        #expect(told["stop"] as? [String: Double] == ["patience": 2, "min_delta": 0.5])
        let scores = try #require(document["scores"] as? [[String: Any]])
        #expect(scores.allSatisfy { $0["low95"] is NSNull && $0["sd"] is Double })
        let settings = try #require(document["settings"] as? [[String: Any]])
        let statistics = try #require(settings[0]["statistics"] as? [String: [String: Any]])
        #expect(statistics["selected_epoch"]?["median"] as? Double == 2)
        #expect(statistics["selected_epoch"]?["high95"] is Double)
        #expect(statistics["validation_loss"]?["low95"] is NSNull)
        #expect(statistics["validation_accuracy"]?["low95"] is NSNull)
        #expect(statistics["loss"]?["low95"] is Double)
        let runs = try #require(settings[1]["runs"] as? [[String: Any]])
        #expect(runs.map { $0["selected_epoch"] as? Int } == [0, 1, 0])
        let differences = try #require(document["differences"] as? [String: Any])
        let rows = try #require(differences["rows"] as? [[String: Any]])
        #expect(rows.allSatisfy { $0["low95"] is Double })
        let best = try self.sweep(.best)
        _ = try best.writeData(results(best))
        let other = try #require(try best.document()["sweep"] as? [String: Any])
        #expect(other["select"] as? String == "best" && other["stop"] == nil)
    }

    @Test func `mean curves go on without intervals from where a first run stopped`() throws {
        let sweep = try sweep(Self.stopping)
        _ = try sweep.writeData(results(sweep))
        let settings = try #require(try sweep.document()["settings"] as? [[String: Any]])
        let curves = try settings.map {
            let curves = try #require($0["curves"] as? [String: [String: [Any]]])
            return try #require(curves["validation_loss"])
        }
        #expect(curves[0]["n"] as? [Int] == [3, 3, 3, 3, 2, 1])
        let mean = try #require(curves[0]["mean"] as? [Double])
        #expect(abs(mean[4] - 0.445) < 1e-6 && abs(mean[5] - 0.08) < 1e-6)
        let lows = try #require(curves[0]["low95"])
        #expect(lows.map { $0 is Double } == [true, true, true, true, false, false])
        #expect(curves[1]["n"] as? [Int] == [3, 3, 3, 1])
        #expect(curves[1]["high95"]?.map { $0 is Double } == [true, true, true, false])
    }

    /// A pack goes on for as long as one of its runs does, and what stands in the lanes of the
    /// others depends on it.
    @Test func `the digest does not depend on what a run was packed with`() throws {
        let sweep = try sweep(Self.stopping)
        let digests = [2, 5].map { epochCount in
            let run = sweep.plan.run(atPlace: 0)
            let metrics = sweep.plan.spec.recordedMetrics
            let values = metrics.flatMap { _ in
                [Float(0.5)] + [Float](repeating: .nan, count: epochCount - 1)
            }
            let result = RunResult(
                run: run,
                outcome: .diverged(epoch: 1),
                curve: Curve(metrics: metrics, values: values, epochCount: epochCount),
                parameters: [Float(epochCount)]
            )
            return [EpochChoice.final, .best].map { RunDigest.digest(of: result, choice: $0) }
        }
        #expect(digests[0][1] == digests[1][1])
        #expect(digests[0][0] != digests[1][0])
    }

    @Test func `of a finished run the curve and the selected parameters are digested`() throws {
        let sweep = try sweep(Self.stopping)
        let run = sweep.plan.run(atPlace: 0)
        func digest(_ losses: [Float], _ parameters: [Float], _ choice: EpochChoice) -> String {
            let metrics = sweep.plan.spec.recordedMetrics
            let result = RunResult(
                run: run,
                outcome: .finished,
                curve: Curve(
                    metrics: metrics,
                    values: metrics.flatMap { _ in losses },
                    epochCount: losses.count
                ),
                parameters: parameters
            )
            return RunDigest.digest(of: result, choice: choice).description
        }
        let first = digest([1, 2, 3], [4], Self.stopping)
        #expect(digest([1, 2, 3], [4], .final) == first)
        #expect(digest([1, 2, 3], [5], Self.stopping) != first)
        #expect(digest([1, 2], [4], Self.stopping) != first)
    }

    @Test func `the answer names the loss of the selected epochs, for which runs do not stop`()
        throws
    {
        let sweep = try sweep(.best)
        let losses: [[Float]] = (0..<6).map { place in
            // The last epochs would say the opposite.
            place < 3 ? [1, 0.5, 0.125, 1, 1, 4] : [1, 0.5, 0.25, 0.25, 0.25, 0.25]
        }
        let results = MadeUpResults(plan: sweep.plan) {
            MadeUpRun(validationLosses: losses[$0.place])
        }
        let summary = try sweep.writeData(results)
        let answer = try #require(try sweep.document()["answer"] as? [String: Any])
        #expect(answer["leader"] as? Int == 0)
        #expect(summary.findings[0].contains("momentum 0 has the lowest validation loss: 0.125"))
        let heading = try #require(summary.tableLines.first)
        #expect(heading.contains("validation loss at selected epoch"))
        #expect(!heading.contains("interval"))
        #expect(summary.tableLines.allSatisfy { $0.count <= 80 })
    }
}
