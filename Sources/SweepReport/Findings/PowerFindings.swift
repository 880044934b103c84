internal import SweepResults
internal import SweepStatistics

/// What the seeds are able to see.
struct PowerFindings {
    private let results: SweepResults

    /// Looks at the power of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// One sentence; none where nothing is tested, with folds, or if nothing varies by chance.
    var sentences: [String] {
        guard let power = results.power, power.detectableShare > 0,
            power.detectableShare.isFinite
        else { return [] }
        let share = FactorText.change(1 + power.detectableShare).replacing(" more", with: "")
        return [
            "\(NumberText.counted(power.seedCount, "seed")) see "
                + "a difference of \(share) (with 80 % probability, after correction for "
                + "\(NumberText.counted(power.comparisonCount, "comparison"))); for 10 % it takes "
                + "\(seeds(power.seedsForTenPercent))."
        ]
    }

    private func seeds(_ needed: DifferencePower.SeedsNeeded) -> String {
        let limit = "more than \(NumberText.grouped(PairedTestPower.pairLimit))"
        func text(_ count: Int?) -> String { count.map(NumberText.grouped) ?? limit }
        guard let expected = needed.expected else { return limit }
        guard needed.low != needed.high else { return "about \(NumberText.grouped(expected))" }
        return "about \(NumberText.grouped(expected)) (\(text(needed.low)) to "
            + "\(text(needed.high)))"
    }
}
