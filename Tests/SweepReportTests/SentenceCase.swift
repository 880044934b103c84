import SweepModel
import SweepReport
import SweepResults
import Testing
import TrainingModel

/// A small sweep and the sentences that it must and must not have.
struct SentenceCase: Sendable, CustomTestStringConvertible {
    /// What is special about it.
    let testDescription: String

    /// The values that vary.
    var axes = SweepAxes([.momentum: [0, 0.5, 0.9]])

    /// The seeds.
    var seeds = SeedPlan.paired(SeedList(0..<10))

    /// What is held out.
    var split = SplitRule.none

    /// The epochs of a whole run.
    var epochs = 3

    /// Which of them is taken.
    var choice = EpochChoice.final

    /// What is asked.
    var options = ReportOptions(drawsFigures: false, models: .none)

    /// What each run came to.
    let run: @Sendable (Run) -> MadeUpRun

    /// Parts of sentences that must appear.
    let says: [String]

    /// Parts of sentences that must not.
    var omits: [String] = []

    /// The report's words.
    func summary() throws -> ReportSummary {
        let sweep = try ReportCase(
            axes,
            seeds: seeds,
            epochs: epochs,
            split: split,
            choice: choice
        )
        return try sweep.builder(MadeUpResults(plan: sweep.plan, run: run)).write(
            to: sweep.folder,
            options: options
        )
    }
}
