import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What the terminal shows where it is narrow, or dark.
struct TerminalWidthTests {
    @Test(arguments: [2, 3, 4, 5])
    func `the column of what could be best stays, however many axes vary`(count: Int) throws {
        var axes = SweepAxes([.momentum: [0, 0.9]])
        if count > 1 { axes[.learningRate] = [0.001, 0.1] }
        if count > 2 { axes[.batch] = [10, 20] }
        if count > 3 { axes[.weightDecay] = [0, 0.001] }
        if count > 4 { axes[.labelSmoothing] = [0, 0.1] }
        let sweep = try ReportCase(
            axes,
            split: .shares(HeldOutShares(validation: 0.2), SplitDraw())
        )
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(
                loss: run.setting.momentum == 0 ? 0.123456 : 0.2,
                outcome: run.seed == 0 && run.setting.momentum > 0
                    ? .diverged(epoch: 3) : .finished
            )
        }
        let lines = try sweep.writeData(results).tableLines
        #expect(lines[0].contains("could be best"))
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(Set(lines.map(\.count)).count == 1)
        #expect(lines[1].contains("best"))
    }

    @Test(arguments: [40, 60])
    func `the table of a summary fits a narrow terminal`(width: Int) throws {
        let sweep = try ReportCase(
            SweepAxes([
                AxisProduct(.sgd, [.momentum: [0, 0.9], .learningRate: [0.03, 0.1]]),
                AxisProduct(.adam, [.learningRate: [0.001, 0.01]]),
            ])
        )
        let options = ReportOptions(drawsFigures: false, tableWidth: width)
        let lines = try sweep.builder().write(to: sweep.folder, options: options).tableLines
        #expect(lines.count == 1 + 6 + 1)
        #expect(lines.allSatisfy { $0.count <= width })
    }

    @Test func `sentences break between words, and a word that is too long has its own line`() {
        let text = WrappedText.lines("• one two three-and-four 5", width: 9, indent: 2)
        #expect(text == "• one two\n  three-and-four\n  5")
        #expect(WrappedText.lines("• at 34 % most", width: 8, indent: 2) == "• at\n  34 %\n  most")
        #expect(WrappedText.lines("", width: 9, indent: 2).isEmpty)
        #expect(WrappedText.lines("• one two", width: 9, indent: 2) == "• one two")
    }

    @Test(.requires(.gnuplot))
    func `axes and texts have the colour of the terminal, which may be dark`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        let text = try sweep.builder().terminalReport(width: 80, usesColor: true)
        #expect(!text.contains("\u{1B}[38;5;16m"))
        #expect(text.contains("\u{1B}[39m"))
    }
}
