import Foundation
import NeuralNet
import NeuralNetRuntime
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What a report says of the test samples, and what is looked at.
struct TestSamplesTests {
    private static let split = SplitRule.shares(
        HeldOutShares(validation: 0.25, test: 0.25),
        SplitDraw()
    )

    private let look = TestLook(revision: 1, leader: 2, baseline: 0)

    private func sweep(split: SplitRule = split) throws -> ReportCase {
        try ReportCase(
            SweepAxes([.momentum: [0, 0.5, 0.9]]),
            seeds: .paired(SeedList(0..<4)),
            epochs: 3,
            split: split
        )
    }

    /// A look at the runs of `settings`: losses of 0.1, 0.2, … by seed, and 80 % accuracy.
    private func record(
        _ sweep: ReportCase,
        looks: [TestLook],
        settings: [Int],
        loss: (Int) -> Float? = { 0.1 * Float($0 + 1) }
    ) -> TestRecord {
        let runs = (0..<sweep.plan.runCount).map(sweep.plan.run(atPlace:))
            .filter { settings.contains($0.settingIndex) }
        return TestRecord(
            looks: looks,
            runs: runs.map { run in
                let loss = loss(Int(run.seed))
                return TestedRun(run: run.id, loss: loss, accuracy: loss.map { _ in 0.8 })
            }
        )
    }

    private func results(_ sweep: ReportCase) -> MadeUpResults {
        MadeUpResults(plan: sweep.plan, run: SentenceCase.clear)
    }

    private func summary(
        _ sweep: ReportCase,
        _ record: TestRecord,
        results: (any RunResultSource)? = nil,
        baseline: String? = nil
    ) throws -> ReportSummary {
        try sweep.builder(results ?? self.results(sweep), testRecord: record).write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, baseline: baseline, models: .none)
        )
    }

    private func answer(_ sweep: ReportCase) throws -> [String: Any]? {
        let answer = try #require(sweep.document()["answer"] as? [String: Any])
        return answer["test"] as? [String: Any]
    }

    @Test func `the best and the baseline are told with both intervals`() throws {
        let sweep = try sweep()
        let summary = try summary(sweep, record(sweep, looks: [look], settings: [0, 2]))
        let sentence = try #require(summary.findings.first { $0.contains("On the test samples") })
        // e to the mean of ln 0.1, ln 0.2, ln 0.3 and ln 0.4; 12 of 15 are right.
        #expect(sentence.contains("momentum 0.9 has a loss of 0.2213 (95 % interval"))
        #expect(sentence.contains("4 seeds), at 80.0 % accuracy (51.9 % to 95.7 %, 15 samples)"))
        #expect(sentence.contains("the baseline, momentum 0, has 0.2213"))
        #expect(!summary.warnings.contains { $0.contains("test samples") })
        let test = try #require(try answer(sweep))
        let leader = try #require(test["leader"] as? [String: Any])
        #expect(leader["setting"] as? Int == 2 && leader["n"] as? Int == 4)
        #expect(leader["loss"] as? Double == 0.221336389)
        #expect(leader["accuracy_low95"] as? Double == 0.519108866)
    }

    @Test func `the baseline of a look is told from that of the report, if it is another`() throws {
        let sweep = try sweep()
        let record = record(sweep, looks: [look], settings: [0, 2])
        for (baseline, isOther) in [("0", false), ("0.5", true)] {
            let summary = try summary(sweep, record, baseline: baseline)
            let words = "; the baseline\(isOther ? " of that look" : ""), momentum 0, has 0.2213"
            #expect(summary.findings.contains { $0.contains(words) }, "\(summary.findings)")
        }
    }

    @Test func `it is said where the baseline has the lower loss there`() throws {
        let sweep = try sweep()
        for (leader, isSaid) in [(Float(0.2), true), (0.1, false), (0.05, false)] {
            let runs = [(0, Float(0.1)), (2, leader)].flatMap { setting, loss in
                record(sweep, looks: [look], settings: [setting]) { _ in loss }.runs.values
            }
            let summary = try summary(sweep, TestRecord(revision: 1, looks: [look], runs: runs))
            let words = "There the baseline has 50 % less loss: that the other one is better"
            #expect(summary.findings.contains { $0.hasPrefix(words) } == isSaid)
            #expect(summary.findings.contains { $0.hasPrefix("There the baseline") } == isSaid)
        }
    }

    /// The quantiles of SciPy's `beta` for 3.2 of 4.
    @Test func `an accuracy of grouped samples is that of so many groups`() throws {
        let draw = SplitDraw(group: "patient")
        let split = SplitRule.shares(HeldOutShares(validation: 0.25, test: 0.25), draw)
        let rows = (0..<160).map { "\($0),\($0 / 10),\($0 % 2 == 0 ? "a" : "b")\n" }
        let table = try SampleTable(
            csv: Array(("x,patient,kind\n" + rows.joined()).utf8),
            file: "data.csv",
            label: "kind",
            standardize: false,
            split: split
        )
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.5, 0.9]]),
            seeds: .paired(SeedList(0..<4)),
            epochs: 3,
            split: split,
            table: table
        )
        let summary = try summary(sweep, record(sweep, looks: [look], settings: [0, 2]))
        let sentence = try #require(summary.findings.first { $0.contains("On the test samples") })
        #expect(sentence.contains("at 80.0 % accuracy (22.8 % to 99.8 %, 40 samples in 4 groups)"))
    }

    @Test func `a run that diverged counts as ten times a guess`() throws {
        let sweep = try sweep()
        let all = record(sweep, looks: [look], settings: [0, 2]) { $0 == 0 ? nil : 0.1 }
        _ = try summary(sweep, all)
        let leader = try #require(try answer(sweep)?["leader"] as? [String: Any])
        // The classes are alike in size, so a guess costs ln 3.
        let expected = exp((log(10 * log(3.0)) + 3 * log(Double(Float(0.1)))) / 4)
        let loss = try #require(leader["loss"] as? Double)
        #expect(abs(loss / expected - 1) < 1e-6)
        #expect(leader["n"] as? Int == 4 && leader["accuracy"] as? Double == 0.8)
    }

    @Test func `nothing is told before everything was looked at`() throws {
        let sweep = try sweep()
        let half = record(sweep, looks: [look], settings: [2])
        let other = TestLook(revision: 1, leader: 1, baseline: 0)
        let whole = record(sweep, looks: [look], settings: [0, 2])
        let outdated = TestRecord(revision: 2, looks: [look], runs: Array(whole.runs.values))
        let unchosen = record(sweep, looks: [other], settings: [0, 1, 2])
        for record in [TestRecord(), half, outdated, unchosen] {
            let summary = try summary(sweep, record)
            #expect(!summary.findings.contains { $0.contains("test samples") })
            #expect(try answer(sweep) == nil)
        }
        let partial = MadeUpResults(plan: sweep.plan) { run in
            run.place == 11 ? MadeUpRun(outcome: nil) : SentenceCase.clear(run)
        }
        _ = try summary(sweep, whole, results: partial)
        #expect(try answer(sweep) == nil)
    }

    @Test func `of several looks that with the report's baseline counts, and all are counted`()
        throws
    {
        let sweep = try sweep()
        let later = TestLook(revision: 1, leader: 2, baseline: 1)
        let record = record(sweep, looks: [look, later], settings: [0, 1, 2])
        for (baseline, setting) in [(nil, 0), ("0.5", 1), ("0.9", 1)] as [(String?, Int)] {
            let summary = try sweep.builder(results(sweep), testRecord: record).write(
                to: sweep.folder,
                options: ReportOptions(drawsFigures: false, baseline: baseline, models: .none)
            )
            let told = try #require(try answer(sweep)?["baseline"] as? [String: Any])
            #expect(told["setting"] as? Int == setting)
            #expect(summary.warnings.contains { $0.contains("looked at 2 times") })
        }
        #expect(try !sweep.text("report.json").contains("looked at 2 times"))
    }

    @Test func `the best and its baseline are chosen when every run has ended`() throws {
        let sweep = try sweep()
        let options = ReportOptions(drawsFigures: false, targetAccuracy: 0.5)
        let builder = sweep.builder(results(sweep))
        #expect(try builder.testLook(options: options, revision: 1) == look)
        let own = ReportOptions(baseline: "0.9")
        let itself = TestLook(revision: 3, leader: 2, baseline: 2)
        #expect(try builder.testLook(options: own, revision: 3) == itself)
        let partial = MadeUpResults(plan: sweep.plan) { run in
            run.place == 0 ? MadeUpRun(outcome: nil) : SentenceCase.clear(run)
        }
        #expect(try sweep.builder(partial).testLook(options: options, revision: 1) == nil)
        let untested = try self.sweep(split: SentenceCase.heldOut)
        let without = untested.builder(results(untested))
        #expect(try without.testLook(options: options, revision: 1) == nil)
    }

    @Test func `scores that are known are not read again once every run has ended`() throws {
        let sweep = try sweep()
        let options = ReportOptions(drawsFigures: false, models: .none)
        for isEnded in [true, false] {
            let results = CountedResults(
                MadeUpResults(plan: sweep.plan) { run in
                    isEnded || run.place > 0 ? SentenceCase.clear(run) : MadeUpRun(outcome: nil)
                }
            )
            let builder = sweep.builder(results)
            let scores = try builder.runScores()
            let told = try builder.testLook(options: options, revision: 1, scores: scores)
            #expect(told == (isEnded ? look : nil))
            let summary = try builder.write(to: sweep.folder, options: options, scores: scores)
            #expect(results.walks.count { $0 == .scores } == (isEnded ? 1 : 3))
            let text = try sweep.text("report.json")
            let again = try builder.write(to: sweep.folder, options: options)
            #expect(again.findings == summary.findings)
            #expect(try sweep.text("report.json") == text)
        }
    }

    @Test func `runs of the chosen settings alone are measured, by the test samples`() throws {
        let sweep = try sweep()
        let results = SyntheticResults(plan: sweep.plan) { run in
            switch run.place {
            case 1: .diverged(epoch: 1)
            case 2: .failed(reason: "no memory")
            default: .finished
            }
        }
        let tested = try sweep.builder(results).testedRuns(of: look)
        #expect(tested.count == 7)
        let dataset = try #require(sweep.table.dataset(.test, fold: 0))
        for run in tested {
            let planned = sweep.plan.run(run.run)
            #expect(look.settings.contains(planned.settingIndex))
            guard planned.place != 1 else {
                #expect(run == TestedRun(run: run.run, loss: nil, accuracy: nil))
                continue
            }
            let network = InstructionSetName.best.measure(
                [results.result(planned).parameters],
                of: NetworkShape(layers: planned.setting.layers),
                activation: planned.setting.activation,
                on: dataset
            )[0]
            #expect(run.loss == network.loss && run.accuracy == network.accuracy)
        }
    }
}
