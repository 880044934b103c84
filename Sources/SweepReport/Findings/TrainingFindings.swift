internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// How the runs went: those that failed, diverged, exploded or are overfitted.
struct TrainingFindings {
    /// How many settings are named.
    private static let nameLimit = 3

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
    var remarks: [String] { [blownUp, overfitted].compactMap(\.self) }

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
