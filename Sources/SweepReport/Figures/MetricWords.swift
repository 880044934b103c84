internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What a metric is measured on, in words, so that no title and no caption leaves it open.
struct MetricWords {
    private let results: SweepResults

    /// Speaks about `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The name of `metric` with its part, for example `validation loss` or `training accuracy`.
    func name(of metric: Metric) -> String {
        if isHeldOut(metric) { return metric.title }
        switch metric {
        case .loss: return "training loss"
        case .accuracy: return "training accuracy"
        default: return metric.title
        }
    }

    /// The name as a heading; with folds, validation is on the one that is held out.
    func title(of metric: Metric) -> String {
        name(of: metric).capitalizedFirst
            + (isHeldOut(metric) && isFolded ? " (held-out fold)" : "")
    }

    /// What is measured on which samples, for example `the mean loss over the 300 validation
    /// samples`.
    func meaning(of metric: Metric) -> String {
        switch metric {
        case .loss: return "the mean loss over \(samples(of: .training))"
        case .accuracy: return "the share of \(samples(of: .training)) that is classified rightly"
        case .lastBatchLoss:
            return "the loss of each epoch’s last mini-batch of training samples, before its step "
                + "(the notebook’s number)" + minimized
        case results.objective.loss: return "the mean loss over \(samples(of: .validation))"
        case results.objective.accuracy:
            return "the share of \(samples(of: .validation)) that is classified rightly"
        default:
            return metric.meaning.prefix(1).lowercased() + metric.meaning.dropFirst()
                + (metric.part == .batches ? minimized : "")
        }
    }

    /// What the loss that is minimized has and the plain one has not: class weights, label
    /// smoothing, or both.
    var minimizedParts: [String] {
        let settings = results.plan.settings
        return (settings.contains { $0.classWeight != .none } ? ["class weights"] : [])
            + (settings.contains { $0.labelSmoothing > 0 } ? ["label smoothing"] : [])
    }

    /// Whether units are left out of the steps of some setting.
    var hasDropout: Bool {
        results.plan.settings.contains { $0.dropout > 0 && $0.layers.count > 2 }
    }

    /// How the loss of batches differs from the plain one, as the end of a clause.
    private var minimized: String {
        let parts = minimizedParts + (hasDropout ? ["dropout"] : [])
        return parts.isEmpty ? "" : ", with \(NumberText.listed(parts))"
    }

    /// The loss by which settings are ranked, as the title of an axis.
    var objective: String { name(of: results.objective.loss) }

    /// The loss that counts of each run, for example `final loss over the 300 validation samples`.
    var countedLoss: String {
        results.isOptimistic
            ? "loss at each run’s selected epoch over \(judgedSamples)"
            : "final loss over \(judgedSamples)"
    }

    /// The samples that settings are ranked by.
    var judgedSamples: String {
        samples(of: results.objective.isHeldOut ? .validation : .training)
    }

    /// The runs of a setting, for example `10 seeds` or `5 folds × 3 seeds`.
    var runs: String {
        let seeds = NumberText.counted(results.plan.seeds.count, "seed")
        return isFolded ? "\(results.samples.parts.foldCount) folds × \(seeds)" : seeds
    }

    /// The runs behind scores and their means: before the end, those that all settings have.
    var scoredRuns: String {
        guard results.isPartial, let count = results.answer?.count else { return runs }
        let seeds = "the \(NumberText.counted(count, "seed")) that all have so far"
        return isFolded ? "\(results.samples.parts.foldCount) folds × \(seeds)" : seeds
    }

    /// How many runs a setting has.
    var runsPerSetting: Int { results.plan.seeds.count * results.samples.parts.foldCount }

    /// Whether the data are split several times.
    var isFolded: Bool { results.samples.parts.foldCount > 1 }

    /// The samples of a part with their number, for example `the 300 validation samples`.
    func samples(of part: SamplePart) -> String {
        let counts = Set(
            (0..<results.samples.parts.foldCount).map {
                results.samples.parts.indices(of: part, fold: $0).count
            }
        )
        .sorted()
        let range = counts.map(NumberText.grouped)
        let count = range.count > 1 ? "\(range[0]) to \(range[range.count - 1])" : range.first ?? ""
        switch (part, results.samples.parts) {
        case (_, .whole): return "all \(count) samples, which are trained on"
        case (.training, .folds): return "the \(count) samples of the other folds"
        case (_, .folds): return "the \(count) samples of the held-out fold"
        case (.training, _): return "the \(count) training samples"
        case (.validation, _): return "the \(count) validation samples"
        case (.test, _): return "the \(count) test samples"
        }
    }

    private func isHeldOut(_ metric: Metric) -> Bool {
        let objective = results.objective
        return objective.isHeldOut && (metric == objective.loss || metric == objective.accuracy)
    }
}
