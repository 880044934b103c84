import SweepModel
import TrainingModel

/// How a made-up run ended.
struct MadeUpRun: Sendable {
    /// The training loss after the last epoch.
    var loss: Float = 0.1

    /// The training accuracy after the last epoch.
    var accuracy: Float = 0.95

    /// The validation loss after the last epoch; the training loss if it is `nil`.
    var validationLoss: Float?

    /// The validation accuracy after the last epoch; the training accuracy if it is `nil`.
    var validationAccuracy: Float?

    /// The validation losses of the epochs that were trained, of which each has the other numbers,
    /// too; `nil` for all of the plan, of which the last one has them.
    var validationLosses: [Float]?

    /// How it ended.
    var outcome: RunOutcome? = .finished
}

/// Results of which each run's last numbers are chosen; its first epoch is that of a guess.
struct MadeUpResults: RunResultSource {
    /// The plan.
    let plan: SweepPlan

    /// What each run came to.
    let run: @Sendable (Run) -> MadeUpRun

    func anomalies() throws -> [Anomaly] { [] }

    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        for run in (0..<plan.runCount).map(plan.run(atPlace:))
        where settings?.contains(run.settingIndex) ?? true {
            try body(result(run).with(parts, of: plan))
        }
    }

    private func result(_ run: Run) -> RunResult {
        let end = self.run(run)
        let epochs = end.validationLosses?.count ?? plan.spec.epochs
        let isWhole = end.outcome == .finished
        let values = plan.spec.recordedMetrics.flatMap { metric in
            (0..<epochs).map { epoch in
                let isLast = epoch == epochs - 1
                guard let losses = end.validationLosses else {
                    return isLast && !isWhole ? .nan : value(metric, isLast: isLast, end)
                }
                return metric == .validationLoss ? losses[epoch] : value(metric, isLast: true, end)
            }
        }
        return RunResult(
            run: run,
            outcome: end.outcome,
            curve: Curve(
                metrics: plan.spec.recordedMetrics,
                values: values,
                epochCount: epochs
            ),
            parameters: []
        )
    }

    private func value(_ metric: Metric, isLast: Bool, _ end: MadeUpRun) -> Float {
        switch metric {
        case .accuracy: isLast ? end.accuracy : 1 / 3
        case .validationAccuracy: isLast ? end.validationAccuracy ?? end.accuracy : 1 / 3
        case .validationLoss: isLast ? end.validationLoss ?? end.loss : 1.1
        default: isLast ? end.loss : 1.1
        }
    }
}

/// Results that know which walks there were through them.
final class CountedResults: RunResultSource {
    /// What each walk asked for.
    private(set) var walks: [RunParts] = []

    private let results: any RunResultSource

    /// Counts the walks through `results`.
    init(_ results: any RunResultSource) { self.results = results }

    func anomalies() throws -> [Anomaly] { try results.anomalies() }

    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        walks.append(parts)
        try results.forEachRun(parts, of: settings, body)
    }
}

extension RunResult {
    /// The result as a store gives it that reads `parts` alone.
    func with(_ parts: RunParts, of plan: SweepPlan) -> RunResult {
        guard parts == .scores else { return self }
        let lasts = curve.metrics.compactMap { curve[$0].last }
        let isCut = plan.spec.choice == .final && outcome == .finished && !lasts.isEmpty
        return RunResult(
            run: run,
            outcome: outcome,
            curve: isCut ? Curve(metrics: curve.metrics, values: lasts, epochCount: 1) : curve,
            parameters: []
        )
    }
}

extension Run {
    /// A factor about 1 that differs from seed to seed: the same for all settings, times a smaller
    /// one that is not.
    var luck: Float {
        var generator = MersenneTwister(seed: seed)
        let common = generator.uniform(from: 0.8, to: 1.25)
        generator.skip(1 + settingIndex)
        return common * generator.uniform(from: 0.95, to: 1.05)
    }
}
