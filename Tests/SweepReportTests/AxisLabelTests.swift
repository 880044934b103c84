import SweepModel
import SweepReport
import SweepTesting
import Testing
import TrainingModel

/// The numbers beside logarithmic axes.
@Suite(.requires(.gnuplot))
struct AxisLabelTests {
    /// Losses from low to high, and the least that the largest label must be.
    @Test(arguments: [
        (losses: [0.14, 0.1, 0.08] as [Float], largest: 0.12),
        (losses: [0.9, 0.1, 0.01], largest: 0.5),
        (losses: [0.0019, 0.0017, 0.0016], largest: 0.0018),
    ])
    func `labels reach over most of the axis`(losses: [Float], largest: Double) throws {
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.5, 0.9]]),
            seeds: .paired([0, 1, 2, 3, 4]),
            epochs: 3
        )
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(loss: losses[run.settingIndex] * (1 + 0.01 * run.luck))
        }
        _ = try sweep.builder(results).write(to: sweep.folder)
        let script = try sweep.text("figures/along-axis.gp")
        let tics = try #require(script.firstMatch(of: #/set ytics \(([^)]+)\)/#)).1
        let labels = tics.matches(of: #/'([0-9.]+)'/#).compactMap { Double($0.1) }
        #expect((3...9).contains(labels.count), "\(tics)")
        #expect(try #require(labels.last) >= largest, "\(tics)")
    }
}
