import Foundation
import NeuralNet
import Quoting
import SweepModel
import SweepReport
import SweepResults
import Testing
import TrainingModel

/// The answer for programs and the table for terminals.
struct AnswerTests {
    private static let momenta = SweepAxes([.momentum: [0, 0.5, 0.9]])

    private func answer(of sweep: ReportCase, _ results: MadeUpResults) throws -> [String: Any] {
        let summary = try sweep.writeData(results)
        let document = try sweep.document()
        let answer = try #require(document["answer"] as? [String: Any])
        // The output for programs has the same.
        let printed = try JSONSerialization.jsonObject(with: Data(summary.answer.text.utf8))
        #expect(printed as? NSDictionary == answer as NSDictionary)
        return answer
    }

    @Test func `a clear winner is leader, set and simplest, and regrets nothing`() throws {
        let sweep = try ReportCase(Self.momenta)
        let results = MadeUpResults(plan: sweep.plan, run: SentenceCase.clear)
        let answer = try answer(of: sweep, results)
        #expect(answer["objective"] as? String == "loss")
        let guess = try #require(answer["guess"] as? Double)
        #expect(abs(guess - 1.0986122886681098) < 1e-8)
        #expect(answer["learned"] as? Bool == true)
        #expect(answer["leader"] as? Int == 2)
        #expect(answer["set"] as? [Int] == [2])
        #expect(answer["regret_bound"] as? Double == 0)
        #expect(answer["n"] as? Int == 5)
        #expect(answer["simplest"] as? Int == 2)
    }

    @Test func `settings that differ by luck alone are all in the set`() throws {
        let sweep = try ReportCase(Self.momenta)
        let results = MadeUpResults(plan: sweep.plan, run: SentenceCase.equal)
        let answer = try answer(of: sweep, results)
        #expect(answer["set"] as? [Int] == [0, 1, 2])
        #expect(answer["simplest"] as? Int == 0)
        let bound = try #require(answer["regret_bound"] as? Double)
        #expect(bound > 0 && bound < 0.2)
    }

    /// 18 of 20 are far from half of them, but 90 % of two groups are not.
    @Test(arguments: [true, false])
    func `an accuracy is that of so many groups where samples have groups`(
        hasGroups: Bool
    ) throws {
        let rows = (0..<80).map { "\($0),\($0 / 10),\($0 % 2 == 0 ? "a" : "b")\n" }
        let split = SplitRule.shares(
            HeldOutShares(validation: 0.25),
            SplitDraw(group: hasGroups ? "patient" : nil)
        )
        let table = try SampleTable(
            csv: Array(("x,patient,kind\n" + rows.joined()).utf8),
            file: "data.csv",
            label: "kind",
            standardize: false,
            split: split
        )
        let sweep = try ReportCase(Self.momenta, split: split, table: table)
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(loss: 0.5, validationLoss: 0.8 * run.luck, validationAccuracy: 0.9)
        }
        #expect(table.independentCount(of: .validation, fold: 0) == (hasGroups ? 2 : 20))
        #expect(try answer(of: sweep, results)["learned"] as? Bool == !hasGroups)
    }

    @Test func `one seed has neither set nor bound`() throws {
        let sweep = try ReportCase(Self.momenta, seeds: .paired([3]))
        let results = MadeUpResults(plan: sweep.plan, run: SentenceCase.clear)
        let answer = try answer(of: sweep, results)
        #expect(answer["leader"] as? Int == 2)
        for key in ["set", "regret_bound", "simplest"] { #expect(answer[key] is NSNull, "\(key)") }
        #expect(answer["n"] as? Int == 1)
    }

    @Test func `a single setting is its own set`() throws {
        let sweep = try ReportCase(SweepAxes())
        let results = MadeUpResults(plan: sweep.plan, run: SentenceCase.clear)
        let answer = try answer(of: sweep, results)
        #expect(answer["set"] as? [Int] == [0])
        #expect(answer["simplest"] as? Int == 0)
        #expect(answer["regret_bound"] as? Double == 0)
    }

    @Test func `before the end there is a leader over common seeds, and no test`() throws {
        let sweep = try ReportCase(Self.momenta)
        let results = MadeUpResults(plan: sweep.plan) { run in
            // Without its third seed momentum 0.5 would lead.
            if run.seed > 1, run.setting.momentum != 0.5 { return MadeUpRun(outcome: nil) }
            if run.setting.momentum == 0.5 { return MadeUpRun(loss: run.seed > 1 ? 0.9 : 0.01) }
            return SentenceCase.clear(run)
        }
        let answer = try answer(of: sweep, results)
        #expect(answer["leader"] as? Int == 1)
        #expect(answer["n"] as? Int == 2)
        #expect(answer["set"] is NSNull)
        let differences = try #require(try sweep.document()["differences"] as? [String: Any])
        let rows = try #require(differences["rows"] as? [[String: Any]])
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0["p"] is NSNull && $0["holm_p"] is NSNull })
    }

    @Test func `held-out loss ranks where there is some`() throws {
        let sweep = try ReportCase(Self.momenta, split: SentenceCase.heldOut)
        let results = MadeUpResults(plan: sweep.plan) { run in
            var end = SentenceCase.clear(run)
            end.validationLoss = 0.5 - end.loss
            return end
        }
        let answer = try answer(of: sweep, results)
        #expect(answer["objective"] as? String == "validation_loss")
        #expect(answer["leader"] as? Int == 0)
        let dataset = try #require(try sweep.document()["dataset"] as? [String: Any])
        #expect(dataset["samples"] as? Int == 60)
        let parts = try #require(dataset["parts"] as? [String: Int])
        #expect(parts == ["train": 45, "validation": 15, "test": 0])
    }

    /// A diverged run counts with ten times a guess and does not fall out of the pair.
    @Test func `a lower mean over fewer runs does not win`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let results = MadeUpResults(plan: sweep.plan) { run in
            run.setting.momentum == 0.9 && run.seed == 0
                ? MadeUpRun(outcome: .diverged(epoch: 2))
                : MadeUpRun(loss: run.setting.momentum == 0.9 ? 0.39 : 0.4)
        }
        let answer = try answer(of: sweep, results)
        #expect(answer["leader"] as? Int == 0)
        #expect(answer["n"] as? Int == 5)
    }

    @Test func `states and scores stand with the runs`() throws {
        let sweep = try ReportCase(
            SweepAxes(),
            seeds: .paired(SeedList(0..<6)),
            split: SentenceCase.heldOut
        )
        let results = MadeUpResults(plan: sweep.plan) { run in
            switch run.seed {
            case 0: MadeUpRun(loss: 0.5)
            case 1: MadeUpRun(loss: 0.5, validationLoss: 3)
            case 2: MadeUpRun(loss: 11, validationLoss: 0.1)
            case 3: MadeUpRun(outcome: .diverged(epoch: 2))
            case 4: MadeUpRun(outcome: .failed(reason: "no memory"))
            default: MadeUpRun(outcome: nil)
            }
        }
        _ = try sweep.writeData(results)
        let settings = try #require(try sweep.document()["settings"] as? [[String: Any]])
        let runs = try #require(settings[0]["runs"] as? [[String: Any]])
        let states = ["finished", "overfitted", "exploded", "diverged", "failed", "open"]
        #expect(runs.map { $0["state"] as? String } == states)
        let scores = runs.map { $0["score"] as? Double }
        let expected = [0.5, 3, 10.986122886681098, 10.986122886681098].map { log($0) }
        for (score, wanted) in zip(scores, expected) {
            #expect(abs(try #require(score) - wanted) < 1e-6)
        }
        #expect(scores[4] == nil && scores[5] == nil)
        let counts = try #require(settings[0]["counts"] as? [String: Int])
        for state in states { #expect(counts[state] == 1, "\(state)") }
    }

    @Test func `differences follow the axis and the baseline that were asked for`() throws {
        let axes = SweepAxes([.momentum: [0, 0.9], .learningRate: [0.1, 0.2]])
        let sweep = try ReportCase(axes)
        func rows(_ options: ReportOptions) throws -> [[String: Any]] {
            _ = try sweep.builder(MadeUpResults(plan: sweep.plan, run: SentenceCase.clear))
                .write(to: sweep.folder, options: options)
            let differences = try #require(try sweep.document()["differences"] as? [String: Any])
            return try #require(differences["rows"] as? [[String: Any]])
        }
        let usual = try rows(ReportOptions(drawsFigures: false, models: .none))
        #expect(usual.map { $0["baseline"] as? Int } == [0, 1, nil])
        #expect(usual.map { $0["setting"] as? Int } == [2, 3, nil])
        let asked = try rows(
            ReportOptions(
                drawsFigures: false,
                axis: .learningRate,
                baseline: "0.2",
                models: .none
            )
        )
        #expect(asked.map { $0["baseline"] as? Int } == [1, 3, nil])
        #expect(asked.map { $0["setting"] as? Int } == [0, 2, nil])
        #expect(asked.allSatisfy { $0["value"] as? Double == 0.1 })
        let error = #expect(throws: ReportError.self) {
            try rows(ReportOptions(axis: .batch))
        }
        #expect(error?.message.contains("these vary: momentum and learning_rate") == true)
    }

    /// Without momentum Nesterov's form is plain SGD, so it stands in both families.
    @Test func `a setting that trains alike is the baseline of each family it belongs to`() {
        var spec = SweepSpec.notebook
        spec.axes = SweepAxes([.momentum: [0, 0.9], .nesterov: [false, true]])
        let plan = SweepPlan(spec)
        let families = AxisFamily.families(of: plan, along: .momentum)
        for family in families {
            let settings = family.members.map { plan.settings[$0] }
            #expect(settings.map(\.momentum) == [0, 0.9], "\(family.label)")
        }
        #expect(families.map(\.members.last).count == 2)
    }

    @Test func `the target is half way from a guess to the leader, unless one is asked for`() throws
    {
        let sweep = try ReportCase(Self.momenta)
        let results = MadeUpResults(plan: sweep.plan) { run in
            var end = SentenceCase.clear(run)
            end.accuracy = run.setting.momentum == 0 ? 0.5 : 0.95
            return end
        }
        let summary = try sweep.writeData(results)
        let sentence =
            "It reached 64.2 % training accuracy in all 5 runs, after 6 epochs (median); momentum "
            + "0 never reached it."
        #expect(summary.findings.contains(sentence), "\(summary.findings)")
        let alike = try sweep.writeData(MadeUpResults(plan: sweep.plan, run: SentenceCase.clear))
        #expect(
            alike.findings.contains(
                "It and momentum 0 both reached 64.2 % training accuracy in all 5 runs, after 6 "
                    + "epochs (median)."
            )
        )
        let asked = try sweep.builder(results).write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, targetAccuracy: 0.99, models: .none)
        )
        #expect(
            asked.findings.contains("Neither it nor momentum 0 reached 99.0 % training accuracy.")
        )
    }

    @Test func `the table of the terminal has the best first, the guess last, and fits`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5], .learningRate: [0.1, 0.2]]))
        let summary = try sweep.writeData()
        #expect(summary.tableLines.count == 6)
        #expect(summary.tableLines.allSatisfy { $0.count <= 80 })
        #expect(Set(summary.tableLines.map(\.count)).count == 1)
        #expect(summary.tableLines[0].contains("training loss"))
        #expect(summary.tableLines[1].contains("best"))
        #expect(summary.tableLines[5].contains("guess"))
        #expect(summary.tableLines[5].contains("1.0986"))
    }

    @Test(arguments: [80, 160])
    func `the terminal report fits and has no colour unless asked`(width: Int) throws {
        let sweep = try ReportCase(Self.momenta)
        let text = try sweep.builder().terminalReport(width: width, usesColor: false)
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
        #expect(text.hasPrefix("case: which momentum?"))
        #expect(text.contains("momentum 0.9 has the lowest training loss"))
        for key in ["a  μ 0 ", "b  μ 0.5", "c  μ 0.9"] { #expect(text.contains(key)) }
        let bare = try sweep.builder().terminalReport(
            width: width,
            usesColor: false,
            searchPath: ""
        )
        #expect(bare.contains("gnuplot-nox"))
    }
}
