internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What follows from the epochs that were taken of the runs, and when runs stopped.
struct EpochFindings {
    private let results: SweepResults
    private let spec: SweepSpec

    /// Looks at the epochs of `results`.
    init(_ results: SweepResults) {
        self.results = results
        spec = results.plan.spec
    }

    /// What a reader should be warned of.
    var warnings: [String] { [optimism, patience, last, first].compactMap(\.self) }

    /// What else is worth knowing.
    var remarks: [String] { [stopped, selected].compactMap(\.self) }

    /// The part that chose the epochs, in words.
    private var part: String { results.table.foldCount > 1 ? "held-out" : "validation" }

    private var optimism: String? {
        guard results.isOptimistic else { return nil }
        let other: String
        if results.table.foldCount > 1 {
            other = ""
        } else if results.testClassCounts.isEmpty {
            other =
                " `split: {validation: 0.2, test: 0.2}` keeps test samples, which tell the loss on "
                + "new data."
        } else {
            other = " The loss on new data is that of the test samples."
        }
        return "Each run’s epoch is chosen by the same \(part) samples by which it is judged: "
            + "every validation loss is too low for new data, and has no interval. Order and "
            + "differences hold as far as all settings gain alike by the choice; one whose loss "
            + "goes up and down more gains more.\(other)"
    }

    private var patience: String? {
        // A run that ends with its last epoch has not stopped early.
        guard let rule = spec.choice.stopping, rule.patience + 1 >= spec.epochs else { return nil }
        return "No run can stop early: `training.stop` waits for "
            + "\(NumberText.counted(rule.patience, "epoch")), and there are only "
            + "\(NumberText.grouped(spec.epochs))."
    }

    // MARK: The leader's epochs

    /// After how many epochs the runs of the leader are taken, ascending.
    private var epochs: [Int] {
        guard results.isOptimistic, let best = results.best else { return [] }
        return best.values(of: .selectedEpoch).filter(\.isFinite).map { Int($0) + 1 }.sorted()
    }

    private var last: String? {
        let epochs = self.epochs
        let count = epochs.count { $0 == spec.epochs }
        guard spec.epochs > 1, 2 * count > epochs.count else { return nil }
        return "\(share(count, of: epochs.count)) of the best setting \(verb(count)) the lowest "
            + "validation loss at the last epoch: more epochs may lower it."
    }

    private var first: String? {
        let epochs = self.epochs
        let count = epochs.count { $0 == 1 }
        guard spec.epochs > 1, 2 * count > epochs.count else { return nil }
        return "\(share(count, of: epochs.count)) of the best setting \(verb(count)) the lowest "
            + "validation loss after the first epoch, and no later one was better: a lower "
            + "learning rate may help, or there is little to learn."
    }

    private func share(_ count: Int, of total: Int) -> String {
        if total == 1 { return "The run" }
        return count == total ? "All \(total) runs" : "\(count) of \(total) runs"
    }

    private func verb(_ count: Int) -> String { count == 1 ? "has" : "have" }

    private var selected: String? {
        let epochs = self.epochs
        guard let lowest = epochs.first, let highest = epochs.last else { return nil }
        let all = "of at most \(NumberText.grouped(spec.epochs))"
        guard epochs.count > 1 else {
            return "The best setting’s run is taken after \(NumberText.counted(lowest, "epoch")) "
                + "\(all), where its validation loss is lowest."
        }
        let range =
            lowest == highest
            ? "all \(epochs.count) after \(NumberText.counted(lowest, "epoch"))"
            : "after a median of \(median(of: epochs)) epochs, from \(NumberText.grouped(lowest)) to "
                + NumberText.grouped(highest)
        return "The best setting’s runs are taken where their validation loss is lowest: "
            + "\(range), \(all)."
    }

    // MARK: All runs

    private var stopped: String? {
        guard let rule = spec.choice.stopping else { return nil }
        let all = results.settings.flatMap(\.finishedEpochCounts)
        let allStopped = all.count { $0 < spec.epochs }
        guard allStopped > 0 else {
            return all.isEmpty ? nil : "No run stopped early; \(waiting(rule))."
        }
        let own = results.best?.finishedEpochCounts ?? []
        guard !own.isEmpty else { return nil }
        let stopped = own.filter { $0 < spec.epochs }.sorted()
        let count = stopped.isEmpty ? "none" : NumberText.grouped(stopped.count)
        let others =
            results.settings.count > 1
            ? " (of all \(NumberText.counted(all.count, "finished run")), "
                + "\(NumberText.grouped(allStopped)))" : ""
        return "Of the best setting’s \(NumberText.counted(own.count, "finished run")), \(count) "
            + "stopped early\(others)\(length(stopped)); \(waiting(rule))."
    }

    /// How long the runs with so many epochs went on, ascending.
    private func length(_ counts: [Int]) -> String {
        guard !counts.isEmpty else { return "" }
        let length = "\(median(of: counts)) epochs"
        return counts.count == 1 ? ", after \(length)" : ", after a median of \(length)"
    }

    /// The median of epochs in ascending order, at least one; of an even number, the mean of the
    /// middle two.
    private func median(of epochs: [Int]) -> String {
        let middle = epochs[(epochs.count - 1) / 2] + epochs[epochs.count / 2]
        return NumberText.plain(Double(middle) / 2)
    }

    private func waiting(_ rule: EarlyStopping) -> String {
        let delta =
            rule.minimumDelta > 0
            ? " by more than \(NumberText.plain(rule.minimumDelta))" : ""
        return "a run stops when its validation loss has not fallen\(delta) for "
            + NumberText.counted(rule.patience, "epoch")
    }
}
