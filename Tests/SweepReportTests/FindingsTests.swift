import SweepModel
import SweepReport
import SweepResults
import Testing
import TrainingModel

/// The words of the report, each resting on its numbers.
struct FindingsTests {
    @Test func `several paired seeds give an answer with interval, tests and power`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        let summary = try sweep.writeData()
        #expect(summary.bestSetting == "momentum 0.9")
        let answer = try #require(summary.findings.first)
        #expect(answer.hasPrefix("Momentum 0.9 ended with the lowest mean final loss: "))
        #expect(answer.contains("n = 5"))
        #expect(summary.findings.contains { $0.contains("less than momentum 0 gave") })
        #expect(summary.findings.contains { $0.contains("with a probability of 80 %") })
        #expect(summary.findings.contains { $0.hasPrefix("The runner-up, momentum 0.5, ended ") })
        #expect(
            summary.findings.contains {
                $0.hasPrefix("Of 2 comparisons with the baseline, 2 are better (paired")
            }
        )
        #expect(summary.warnings.isEmpty)
    }

    @Test func `one seed is said to prove nothing`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]), seeds: .paired([0]))
        let summary = try sweep.writeData()
        #expect(summary.findings[0].hasSuffix("in a single run."))
        #expect(summary.warnings.count == 1)
        #expect(summary.warnings[0].contains("nothing can be concluded"))
        #expect(summary.warnings[0].contains("--seeds 10"))
        #expect(!summary.findings.contains { $0.contains("Holm") })
        #expect((try sweep.document()["comparisons"] as? [Any])?.isEmpty == true)
    }

    @Test func `momenta that end no better than a guess are not recommended`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]), epochs: 1)
        let summary = try sweep.writeData()
        #expect(summary.findings.count == 1)
        let answer = summary.findings[0]
        #expect(answer.hasPrefix("No momentum learned: even the best, momentum 0.9, ended with "))
        #expect(answer.contains("guessing among the 3 classes costs 1.0986"))
    }

    /// An accuracy of 1/(1 + loss) passes 0.55 when 1/epoch falls below 0.82 less the level.
    @Test func `the price is counted in epochs until the target`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let summary = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, targetAccuracy: 0.55, models: .none)
        )
        #expect(
            summary.findings.contains(
                "It reached 55.0 % accuracy in all 5 runs, after 2 epochs on average; momentum 0 "
                    + "reached it in all 5 runs, after 4 epochs on average."
            )
        )
        let high = try sweep.writeData()
        #expect(
            high.findings.contains(
                "Neither it nor momentum 0 reached 90.0 % accuracy."
            )
        )
    }

    @Test func `momentum is compared with plain SGD that takes steps as long`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5], .learningRate: [0.1, 0.2]]))
        let results = SyntheticResults(plan: sweep.plan) { run in
            run.setting.momentum > 0 && run.setting.learningRate > 0.1
                ? .diverged(epoch: 1) : .finished
        }
        let findings = try sweep.writeData(results).findings
        #expect(findings[0].hasPrefix("Momentum 0.5 with learning rate 0.1 ended with "))
        let twin = try #require(
            findings.first {
                $0.hasPrefix("Plain SGD with learning rate 0.2, whose steps are about that long, ")
            }
        )
        #expect(twin.hasSuffix("so the gain is more than the length of the steps."))
    }

    @Test func `a little momentum has no twin in the baseline of the same learning rate`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.15]]))
        let findings = try sweep.writeData().findings
        #expect(findings[0].hasPrefix("Momentum 0.15 ended with "))
        #expect(!findings.contains { $0.hasPrefix("Plain SGD") })
    }

    @Test func `the notebook's seeds are said not to be paired`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]), seeds: .notebook(1))
        let summary = try sweep.writeData()
        #expect(summary.warnings.contains { $0.hasPrefix("The seeds are not paired") })
    }

    @Test func `a sweep whose runs all diverged recommends nothing`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let results = SyntheticResults(plan: sweep.plan) { _ in .diverged(epoch: 1) }
        let summary = try sweep.writeData(results)
        #expect(
            summary.findings == [
                "No run has finished, so no momentum can be recommended.",
                "10 of 10 runs diverged: momentum 0 (5 of 5); momentum 0.9 (5 of 5).",
            ]
        )
        #expect(summary.bestSetting == nil)
        #expect(summary.divergedCount == 10)
    }

    @Test func `a setting with diverged runs never beats one without`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let results = SyntheticResults(plan: sweep.plan) { run in
            run.setting.momentum == 0.9 && run.seed == 0 ? .diverged(epoch: 1) : .finished
        }
        let summary = try sweep.writeData(results)
        #expect(summary.bestSetting == "momentum 0")
        #expect(
            summary.findings.contains {
                $0.contains("lower, but with more diverged runs")
            }
        )
    }

    @Test(arguments: [
        (1, "1 run failed and is missing from all numbers"),
        (2, "2 runs failed and are missing from all numbers"),
    ])
    func `failures are counted in correct grammar`(count: Int, words: String) throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let results = SyntheticResults(plan: sweep.plan) { run in
            run.place < count ? .failed(reason: "the worker vanished 3 times") : .finished
        }
        let summary = try sweep.writeData(results)
        #expect(summary.failedCount == count)
        #expect(summary.warnings.contains { $0.hasPrefix(words) })
    }

    @Test func `a chosen baseline takes the place of the lowest momentum`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        let summary = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, baseline: 0.5, models: .none)
        )
        #expect(summary.findings.contains { $0.contains("less than momentum 0.5 gave") })
        let comparisons = try #require(try sweep.document()["comparisons"] as? [[String: Any]])
        #expect(comparisons.map { $0["baseline"] as? Int } == [1, 1])
        #expect(comparisons.map { $0["setting"] as? Int } == [0, 2])
    }

    @Test func `momenta are compared only where all else is equal`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9], .learningRate: [0.1, 0.2]]))
        _ = try sweep.writeData()
        let comparisons = try #require(try sweep.document()["comparisons"] as? [[String: Any]])
        #expect(comparisons.map { $0["baseline"] as? Int } == [0, 1])
        #expect(comparisons.map { $0["setting"] as? Int } == [2, 3])
    }

    @Test func `the table of the terminal keeps to its width`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5], .learningRate: [0.1, 0.2]]))
        let summary = try sweep.writeData()
        #expect(summary.tableLines.count == 5)
        #expect(summary.tableLines.allSatisfy { $0.count <= 80 })
        #expect(Set(summary.tableLines.map(\.count)).count == 1)
        #expect(summary.tableLines[0].contains("final loss"))
    }

    @Test(arguments: [80, 160])
    func `the terminal report fits and has no colour unless asked`(width: Int) throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        let text = try sweep.builder().terminalReport(width: width, usesColor: false)
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
        #expect(text.contains("Momentum 0.9 ended with"))
        for key in ["a  μ 0 ", "b  μ 0.5", "c  μ 0.9"] { #expect(text.contains(key)) }
        let bare = try sweep.builder().terminalReport(
            width: width,
            usesColor: false,
            searchPath: ""
        )
        #expect(bare.contains("gnuplot-nox"))
    }
}
