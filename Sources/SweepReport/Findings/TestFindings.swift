internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the test samples say of the leader and its baseline.
struct TestFindings {
    private let results: SweepResults

    /// Looks at what was seen of the test samples.
    init(_ results: SweepResults) { self.results = results }

    /// The sentences; none where nothing was seen.
    var sentences: [String] {
        guard let test = results.test else { return [] }
        let baseline = test.baseline.map {
            "; \(baselineName(in: test)), \(label(of: $0)), has \(amount(of: $0))"
        }
        return [
            "On the test samples, looked at once for this answer: \(label(of: test.leader)) has a "
                + "loss of \(amount(of: test.leader))\(baseline ?? "")."
        ] + (reversal(in: test).map { [$0] } ?? [])
    }

    /// The baseline; a report may have another one than the look had.
    private func baselineName(in test: TestAnswer) -> String {
        "the baseline" + (results.hasBaseline(of: test) ? "" : " of that look")
    }

    /// What the two losses say against the order by which the leader was chosen.
    private func reversal(in test: TestAnswer) -> String? {
        guard let baseline = test.baseline, baseline.loss > 0, baseline.loss < test.leader.loss
        else { return nil }
        let change = FactorText.change(baseline.loss / test.leader.loss)
        return "There \(baselineName(in: test)) has \(change) loss: "
            + "that the other one is better does not hold on these samples."
    }

    /// A warning where the test samples were looked at more than once.
    ///
    /// It depends on how the sweep ran, so it is no part of what the sweep found.
    var warnings: [String] {
        guard let test = results.test, test.lookCount > 1 else { return [] }
        return [
            "The test samples were looked at \(NumberText.grouped(test.lookCount)) times, for "
                + "different choices; the more often, the less they say about new data."
        ]
    }

    /// The words for the interval of an accuracy.
    static func interval(of accuracy: PartAccuracy) -> String {
        let interval = accuracy.interval()
        return "\(NumberText.percent(interval.low)) to \(NumberText.percent(interval.high))"
    }

    /// The samples in words: `15 samples`, or `15 samples in 4 groups`.
    private static func samples(of accuracy: PartAccuracy) -> String {
        let samples = NumberText.counted(accuracy.sampleCount, "sample")
        guard accuracy.independentCount < accuracy.sampleCount else { return samples }
        return "\(samples) in \(NumberText.counted(accuracy.independentCount, "group"))"
    }

    private func label(of tested: TestedSetting) -> String {
        results.sentenceLabel(of: results.settings[tested.setting].setting)
    }

    private func amount(of tested: TestedSetting) -> String {
        let interval = tested.interval.map {
            " (95 % interval \(NumberText.interval($0.lowerBound, $0.upperBound)), "
                + "\(NumberText.counted(tested.estimate.count, "seed")))"
        }
        let accuracy = tested.accuracy.map {
            ", at \(NumberText.percent($0.share)) accuracy (\(Self.interval(of: $0)), "
                + "\(Self.samples(of: $0)))"
        }
        return NumberText.loss(tested.loss) + (interval ?? "") + (accuracy ?? "")
    }
}

extension Conclusions {
    /// Adds a warning where the test samples were looked at more than once.
    mutating func warnOfLooks(in results: SweepResults) {
        warnings += TestFindings(results).warnings
    }
}
