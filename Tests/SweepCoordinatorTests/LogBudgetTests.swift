internal import SweepCoordinator
internal import SweepModel
internal import Testing
internal import TrainingModel

/// What peers may add to the log, and how what is left out is counted.
struct LogBudgetTests {
    @Test func `one peer gets a few lines, then one now and then that counts the others`() {
        var budget = LogBudget()
        let written = (0..<1_000).count { _ in
            budget.take(from: "a", at: .zero) == .write(omitted: 0)
        }
        #expect(written == Limits.logLinesPerPeer)
        #expect(budget.take(from: "b", at: .zero) == .write(omitted: 0))
        let omitted = 1_000 - Limits.logLinesPerPeer
        #expect(budget.take(from: "a", at: .zero + .seconds(11)) == .write(omitted: omitted))
        #expect(budget.omittedCount == omitted)
    }

    @Test func `peers with ever new names share a budget`() {
        var budget = LogBudget()
        let written = (0..<100_000).count { number in
            budget.take(from: "peer \(number)", at: .zero) != .omit
        }
        #expect(written == Limits.logLines)
    }

    @Test func `a line is cut where it is too long`() {
        let line = LogBudget.line(String(repeating: "ä", count: 10_000), omitted: 3)
        #expect(line.utf8.count < Limits.logLineBytes + 100)
        #expect(line.hasSuffix("(and 3 more such lines that were left out)"))
    }
}
