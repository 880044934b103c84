import NeuralNet
import SweepModel
import TrainingModel

/// Results without training: each curve falls towards a level that momentum and seed decide.
struct SyntheticResults: RunResultSource {
    /// The plan.
    let plan: SweepPlan

    /// How a run ends.
    var outcome: @Sendable (Run) -> RunOutcome? = { _ in .finished }

    /// How much higher than usual the losses of a run are.
    var excess: @Sendable (Run) -> Float = { _ in 0 }

    /// What did not fit together.
    var recordedAnomalies: [Anomaly] = []

    /// Whether runs carry parameters.
    var hasParameters = true

    func anomalies() throws -> [Anomaly] { recordedAnomalies }

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

    /// The result of `run`.
    func result(_ run: Run) -> RunResult {
        let outcome = outcome(run)
        let epochs = plan.spec.epochs
        let recorded =
            switch outcome {
            case .finished: epochs
            case .diverged(let epoch): epoch
            case .failed: 0
            case nil: epochs / 2
            }
        let usual = Float(0.5 / (1 + 4 * run.setting.momentum)) + noise(of: run)
        let level = usual + excess(run)
        let metrics = plan.spec.recordedMetrics
        let columns = metrics.map { metric in
            (0..<epochs).map { epoch in
                epoch < recorded ? value(metric, epoch: epoch, level: level) : .nan
            }
        }
        let isEnded = outcome == .finished
        return RunResult(
            run: run,
            outcome: outcome,
            curve: Curve(
                metrics: metrics,
                values: outcome == nil
                    ? columns.flatMap { $0.prefix(recorded) } : columns.flatMap { $0 },
                epochCount: outcome == nil ? recorded : epochs
            ),
            parameters: isEnded && hasParameters ? parameters(of: run) : []
        )
    }

    private func value(_ metric: Metric, epoch: Int, level: Float) -> Float {
        let loss = level + 1 / Float(epoch + 1)
        return switch metric {
        case .lastBatchLoss: loss * 0.9
        case .meanBatchLoss: loss * 1.1
        case .loss, .validationLoss: loss
        case .accuracy, .validationAccuracy: 1 / (1 + loss)
        default: Float(epoch + 1)
        }
    }

    /// The same for a seed under each momentum, as with common random numbers, and a little more.
    private func noise(of run: Run) -> Float {
        var generator = MersenneTwister(seed: run.seed)
        let common = generator.uniform(from: 0, to: 0.05)
        generator.skip(run.settingIndex + 1)
        return common + generator.uniform(from: 0, to: 0.005)
    }

    private func parameters(of run: Run) -> [Float] {
        var generator = MersenneTwister(seed: run.seed)
        return NetworkShape(layers: run.setting.layers).initialParameters(drawnFrom: &generator)
    }
}
