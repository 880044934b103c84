internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What paired comparisons say about the best setting, in words.
struct PairedFindings {
    private let best: SettingResults
    private let results: SweepResults

    /// Looks at `best` among the settings of `results`.
    init(_ best: SettingResults, in results: SweepResults) {
        self.best = best
        self.results = results
    }

    /// The sentences; a single one unless the seeds are paired and several.
    var sentences: [String] {
        guard results.settings.count > 1 else { return [] }
        guard results.plan.spec.seeds.isPaired, results.plan.seeds.count > 1 else {
            return ["Not sure at all: nothing can be concluded from one seed."]
        }
        return [againstBaseline, againstRunnerUp, overall].compactMap(\.self)
    }

    private var againstBaseline: String? {
        guard
            let comparison = results.comparisons.first(where: { $0.setting == best.index }),
            let loss = comparison.loss
        else {
            let isBaseline = results.comparisons.contains { $0.baseline == best.index }
            return isBaseline ? "It is the baseline itself: no other momentum did better." : nil
        }
        let baseline = results.settings[comparison.baseline].setting
        let direction = loss.mean < 0 ? "less" : "more"
        let momentum = NumberText.plain(baseline.momentum)
        let ends = [abs(loss.low), abs(loss.high)].sorted()
        let interval =
            loss.low * loss.high > 0
            ? NumberText.interval(ends[0], ends[1])
            : "\(Self.amount(loss.low)) to \(Self.amount(loss.high))"
        let verdict =
            comparison.isSignificant
            ? "p \(NumberText.relation(comparison.adjustedStudent)) after Holm’s correction"
            : "which could be chance: p \(NumberText.relation(comparison.adjustedStudent)) after "
                + "Holm’s correction"
        let equality = results.families.count > 1 ? ", all else equal" : ""
        return "That is \(NumberText.loss(abs(loss.mean))) \(direction) than momentum \(momentum) "
            + "gave from the same seeds\(equality) (95 % interval \(interval); \(verdict)). "
            + "With n = \(loss.count), a true difference of "
            + "\(NumberText.loss(loss.detectable)) or more is found with a probability of 80 %."
    }

    /// A difference without its sign, in words.
    private static func amount(_ difference: Double) -> String {
        "\(NumberText.loss(abs(difference))) \(difference < 0 ? "less" : "more")"
    }

    private var againstRunnerUp: String? {
        let others = results.settings.filter { $0.index != best.index && $0.counts.finished > 0 }
        guard let first = others.first else { return nil }
        let runnerUp = others.dropFirst().reduce(first) { $1.isBetter(than: $0) ? $1 : $0 }
        var quantiles = StudentQuantiles()
        guard
            let loss = PairedDifference(
                runnerUp.values(of: .loss),
                minus: best.values(of: .loss),
                quantiles: &quantiles
            ), loss.studentProbability.isFinite
        else { return nil }
        let label = results.label(of: runnerUp.setting)
        let isClear = loss.studentProbability < 0.05
        var sentence =
            "The runner-up, \(label), ended \(NumberText.loss(abs(loss.mean))) "
            + "\(loss.mean < 0 ? "lower, but with more diverged runs" : "higher") (p "
            + "\(NumberText.relation(loss.studentProbability)) uncorrected)"
        if isClear {
            sentence += "."
        } else {
            sentence += ", which could be chance; "
            sentence +=
                PairedTestPower.pairsNeeded(effect: loss.effectSize).map {
                    "to tell the two apart takes about \(NumberText.counted($0, "seed"))."
                } ?? "the two are as good as equal."
        }
        return sentence
    }

    private var overall: String? {
        let tested = results.comparisons.filter { $0.adjustedStudent.isFinite }
        guard tested.count > 1 else { return nil }
        let better = tested.count { $0.isSignificant && ($0.loss?.mean ?? 0) < 0 }
        let worse = tested.count { $0.isSignificant && ($0.loss?.mean ?? 0) > 0 }
        let open = tested.count - better - worse
        let parts = [
            better > 0 ? "\(NumberText.grouped(better)) \(NumberText.verb(better)) better" : nil,
            worse > 0 ? "\(NumberText.grouped(worse)) \(NumberText.verb(worse)) worse" : nil,
            open > 0 ? "\(NumberText.grouped(open)) could be chance" : nil,
        ].compactMap(\.self)
        return "Of \(NumberText.counted(tested.count, "comparison")) with the baseline, "
            + "\(NumberText.listed(parts)) (paired t tests at 0.05 after Holm’s correction)."
    }
}
