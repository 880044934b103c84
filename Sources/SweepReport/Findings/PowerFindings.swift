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
        return [
            "For a typical pair, \(NumberText.counted(power.seedCount, "seed")) see "
                + "\(power.difference) (with 80 % probability\(power.correction)); for 10 % it "
                + "takes \(seeds(power.seedsForTenPercent))."
        ]
    }

    private func seeds(_ needed: DifferencePower.SeedsNeeded) -> String {
        let limit = "more than \(NumberText.grouped(PairedTestPower.pairLimit))"
        func text(_ count: Int?) -> String { count.map(NumberText.grouped) ?? limit }
        guard let expected = needed.expected else { return "\(limit) seeds" }
        let about = "about \(NumberText.counted(expected, "seed"))"
        guard needed.low != needed.high else { return about }
        return "\(about) (\(text(needed.low)) to \(text(needed.high)))"
    }
}

extension SweepPower {
    /// For how many comparisons it is corrected, as the end of a clause; empty for a single one.
    var correction: String {
        comparisonCount > 1
            ? ", after correction for \(NumberText.counted(comparisonCount, "comparison"))" : ""
    }

    /// What is found with 80 %, in words: `a difference of 30 %`, or `a loss 3.4 times as high`.
    var difference: String {
        let change = FactorText.change(1 + detectableShare)
        return change.hasSuffix(" more")
            ? "a difference of \(change.dropLast(5))"
            : "a loss \(change.replacing("as much", with: "as high"))"
    }
}
