package import SweepModel
package import TrainingModel

/// What one run comes down to; NaN where there is no such number.
///
/// Only a finished run has final values; the others are of the epochs that a run did train. Tables,
/// document and statistics ask for them, so they are worked out once.
package struct RunMeasures {
    private let curve: Curve
    private let isFinished: Bool
    private var lowestLoss = Float.nan
    private var lastFiniteLoss = Float.nan
    private var epochsToTarget = Float.nan
    private var lossArea = Float.nan
    private var oscillation = Float.nan

    /// The last epoch with a finite loss, or `nil` if there is none.
    package private(set) var lastFiniteEpoch: Int?

    /// Measures the curve of `result`.
    ///
    /// - Parameters:
    ///   - result: A run with as many epochs as were recorded.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    ///   - metric: The accuracy that shall reach it.
    package init(
        _ result: RunResult,
        targetAccuracy: Double = 1,
        of metric: Metric = .accuracy
    ) {
        curve = result.curve
        isFinished = result.outcome == .finished
        let losses = curve[.loss]
        for (epoch, loss) in losses.enumerated() where loss.isFinite {
            lastFiniteEpoch = epoch
            lastFiniteLoss = loss
            lowestLoss = lowestLoss.isNaN ? loss : min(lowestLoss, loss)
        }
        let target = Float(targetAccuracy)
        let accuracies = curve[metric]
        if let reached = accuracies.firstIndex(where: { $0 >= target }) {
            epochsToTarget = Float(reached - accuracies.startIndex + 1)
        }
        guard isFinished, !losses.isEmpty else { return }
        lossArea = Float(losses.reduce(0.0) { $0 + Double($1) })
        oscillation = Float(
            zip(losses.dropFirst(), losses).reduce(0.0) { $0 + max(0, Double($1.0) - Double($1.1)) }
        )
    }

    /// The value of `measure`, or NaN.
    package subscript(measure: Measure) -> Float {
        switch measure.definition {
        case .last(let metric): isFinished ? curve[metric].last ?? .nan : .nan
        case .lowestLoss: lowestLoss
        case .lastFiniteLoss: lastFiniteLoss
        case .epochsToTarget: epochsToTarget
        case .lossArea: lossArea
        case .oscillation: oscillation
        }
    }
}

extension RunOutcome? {
    /// The outcome in one word, as the data files spell it.
    package var name: String {
        switch self {
        case .finished: "finished"
        case .diverged: "diverged"
        case .failed: "failed"
        case nil: "open"
        }
    }

    /// The epoch in which the run diverged, if it did.
    package var divergedEpoch: Int? {
        if case .diverged(let epoch) = self { epoch } else { nil }
    }
}

extension RunResult {
    /// The epochs that have a row in the data files.
    ///
    /// The epoch in which a run diverged is the last one, whatever stands behind it.
    package var recordedEpochCount: Int {
        guard let epoch = outcome.divergedEpoch else { return curve.epochCount }
        return min(curve.epochCount, epoch + 1)
    }
}
