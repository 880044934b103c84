internal import Foundation
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// How the runs went: those that failed, diverged, exploded or are overfitted.
struct TrainingFindings {
    /// How many settings are named.
    private static let nameLimit = 3

    /// From this factor on a higher validation loss at the end is worth a sentence.
    private static let riseLimit = 1.1

    private let results: SweepResults

    /// Looks at the runs of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// What a reader should be warned of.
    var warnings: [String] {
        let failed = results.statuses[.failed]
        guard failed > 0 else { return [] }
        return [
            "\(NumberText.counted(failed, "run")) failed and \(NumberText.verb(failed)) "
                + "missing from all numbers; see Failures and anomalies."
        ]
    }

    /// What else is worth knowing.
    var remarks: [String] { [blownUp, overfitted, risen].compactMap(\.self) }

    private var blownUp: String? {
        let counts = results.statuses
        let parts = [RunStatus.diverged, .exploded].filter { counts[$0] > 0 }
            .map { "\(NumberText.grouped(counts[$0])) \($0.rawValue)" }
        guard !parts.isEmpty else { return nil }
        let limit = NumberText.loss(results.ceilingLoss)
        return "Of \(NumberText.counted(results.plan.runCount, "run")), "
            + "\(NumberText.listed(parts)), and "
            + "\(counts.blownUp == 1 ? "counts" : "count") as ten times a guess (\(limit)): "
            + "\(named { $0.statuses.blownUp })."
    }

    private var overfitted: String? {
        let count = results.statuses[.overfitted]
        guard count > 0 else { return nil }
        let verb = count == 1 ? "is" : "are"
        return "Of \(NumberText.counted(results.plan.runCount, "run")), "
            + "\(NumberText.grouped(count)) \(verb) overfitted, with a training loss below that "
            + "of a guess and a validation loss above it: \(named { $0.statuses[.overfitted] })."
    }

    /// How far the best setting's runs went on after their lowest validation loss.
    ///
    /// Every run is asked, and those that rose by more than the limit are described.
    private var risen: String? {
        let rises = results.best?.validationRises ?? []
        guard !rises.isEmpty, Self.mean(rises) > Self.riseLimit else { return nil }
        let high = rises.filter { $0.factor > Self.riseLimit }
        let epochs = high.map(\.epochCount).sorted()
        let middle = epochs[(epochs.count - 1) / 2] + epochs[epochs.count / 2]
        let runs =
            rises.count == 1
            ? "the run" : "\(high.count) of \(NumberText.counted(rises.count, "run"))"
        let median = NumberText.plain(Double(middle) / 2)
        let change = FactorText.change(Self.mean(high)).replacing(" more", with: " higher")
            .replacing("as much", with: "as high")
        return "In \(runs) of the best setting the validation loss was lowest after about "
            + "\(median) of \(NumberText.counted(results.plan.spec.epochs, "epoch"))"
            + (epochs.count > 1 ? " (median)" : "") + ", and it is "
            + "\(change) at the end: `--select best` or `--patience 10` would take the better "
            + "epoch."
    }

    /// The geometric mean of the factors.
    private static func mean(_ rises: [ValidationRise]) -> Double {
        exp(rises.reduce(0) { $0 + log($1.factor) } / Double(rises.count))
    }

    /// The settings with the most of what `count` counts.
    private func named(_ count: (SettingResults) -> Int) -> String {
        let all = results.settings.map { (setting: $0, count: count($0)) }.filter { $0.count > 0 }
            .sorted { ($1.count, $0.setting.index) < ($0.count, $1.setting.index) }
        let names = all.prefix(Self.nameLimit).map { setting, count in
            "\(results.label(of: setting.setting)) (\(count) of \(setting.statuses.total))"
        }
        let rest = all.count - names.count
        return names.joined(separator: "; ")
            + (rest > 0 ? " and \(NumberText.counted(rest, "other setting"))" : "")
    }
}
