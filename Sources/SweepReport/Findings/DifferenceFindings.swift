internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// How settings differ from the baseline along the compared axis.
struct DifferenceFindings {
    /// How many comparisons that one seed decides are named.
    private static let decidedLimit = 3

    private let results: SweepResults
    private let comparison: AxisComparison

    /// Looks at the comparison of `results`.
    init(_ results: SweepResults) {
        self.results = results
        comparison = results.comparison
    }

    /// The sentences; none unless differences were tested.
    var sentences: [String] {
        guard comparison.rows.contains(where: { $0.adjustedProbability != nil }) else { return [] }
        return [leader, overall, pooled].compactMap(\.self) + deciding
    }

    private var baseline: String { comparison.label(of: comparison.baselineValue) }

    private var equality: String { comparison.families.count > 1 ? ", all else equal" : "" }

    private var leader: String? {
        guard let leader = results.answer?.leader else { return nil }
        guard let row = comparison.row(of: leader) else {
            let isBaseline = comparison.differences?.rows.contains { $0.baseline == leader }
            return isBaseline == true
                ? "It is the baseline itself, with which the others are compared." : nil
        }
        return "Its loss is \(described(row, than: "that of \(baseline)")) from the same "
            + "\(results.unitNoun)s\(equality)\(evidence(of: row))."
    }

    /// A difference in words, as in `52 % less than that of momentum 0`.
    private func described(_ row: ScoreDifference, than other: String) -> String {
        let change = FactorText.change(row.factor)
        return change.hasSuffix("less") || change.hasSuffix("more")
            ? "\(change) than \(other)" : "\(change) as \(other)"
    }

    /// The interval, the verdict and the wins of a row in parentheses.
    private func evidence(of row: ScoreDifference) -> String {
        let probability = row.adjustedProbability ?? .nan
        let interval = row.interval.map {
            "95 % interval \(FactorText.range(($0.lowerBound, $0.upperBound))); "
        }
        let p = "p \(NumberText.relation(probability)) after Holm’s correction"
        return " (\(interval ?? "")\(row.verdict == .open ? "which could be chance: \(p)" : p); "
            + "lower in \(row.betterCount) of "
            + "\(NumberText.counted(row.estimate.count, results.unitNoun)))"
    }

    private var overall: String? {
        let rows = comparison.differences?.rows ?? []
        guard rows.count > 1 else { return nil }
        let parts = [
            (ScoreDifference.Verdict.better, "better"), (.worse, "worse"),
        ].compactMap { verdict, word -> String? in
            let count = rows.count { $0.verdict == verdict }
            return count > 0
                ? "\(NumberText.grouped(count)) \(NumberText.verb(count)) \(word)" : nil
        }
        let open = rows.count { $0.verdict == .open }
        let chance = open > 0 ? ["\(NumberText.grouped(open)) could be chance"] : []
        return "Of \(NumberText.counted(rows.count, "setting")) compared with \(baseline)"
            + "\(equality), \(NumberText.listed(parts + chance)) (paired t tests of log loss, at "
            + "0.05 after Holm’s correction)."
    }

    /// The best value over all families, against the baseline.
    private var pooled: String? {
        let rows = comparison.differences?.pooled ?? []
        guard
            let best = rows.min(by: {
                ($0.estimate.mean, $0.value) < ($1.estimate.mean, $1.value)
            })
        else { return nil }
        let combinations = NumberText.all(comparison.comparedFamilies.count, "combination")
        return "Over \(combinations) of the rest, the loss with "
            + "\(comparison.label(of: best)) is on average "
            + "\(described(best, than: "that with \(baseline)"))\(evidence(of: best))."
    }

    /// The comparisons whose verdict one seed decides.
    private var deciding: [String] {
        let rows = comparison.rows.filter { !$0.decidingUnits.isEmpty }
        let named = rows.prefix(Self.decidedLimit).map { row -> String in
            let subject =
                row.setting.map { results.label(of: results.settings[$0].setting) }
                ?? "\(comparison.label(of: row)) over all combinations"
            return "\(subject) (\(units(row.decidingUnits)))"
        }
        guard !named.isEmpty else { return [] }
        let rest = rows.count - named.count
        return [
            "One \(results.unitNoun) decides: without it the verdict would be another one for "
                + named.joined(separator: "; ")
                + (rest > 0 ? "; and \(NumberText.grouped(rest)) more" : "") + "."
        ]
    }

    private func units(_ units: [Int]) -> String {
        let names = units.map { unit -> String in
            results.table.foldCount > 1 ? "fold \(unit)" : "seed \(results.plan.seeds[unit])"
        }
        return names.count > 2
            ? "any of \(names.count) \(results.unitNoun)s" : names.joined(separator: " or ")
    }
}
