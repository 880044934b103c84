package import SweepModel
package import TrainingModel

/// What one run comes down to; NaN where there is no such number.
///
/// Only a finished run has values of its selected epoch; the others are of the epochs that a run
/// did train. Tables, document and statistics ask for them, so they are worked out once.
package struct RunMeasures {
    /// The epoch that is taken, counted from 0; `nil` unless the run finished.
    package let selectedEpoch: Int?

    /// The epochs that were recorded.
    package let epochCount: Int

    private let curve: Curve
    private var lowestLoss = Float.nan
    private var lastFiniteLoss = Float.nan
    private var epochsToTarget = Float.nan
    private var lossArea = Float.nan
    private var oscillation = Float.nan

    /// The last epoch with a finite loss, or `nil` if there is none.
    package private(set) var lastFiniteEpoch: Int?

    /// How far the validation loss rose again; `nil` unless the run finished, its last epoch is
    /// taken, and it was recorded.
    package private(set) var validationRise: ValidationRise?

    /// Measures the curve of `result`.
    ///
    /// - Parameters:
    ///   - result: A run with as many epochs as were recorded.
    ///   - choice: Which of them is taken.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    ///   - metric: The accuracy that shall reach it.
    package init(
        _ result: RunResult,
        choice: EpochChoice,
        targetAccuracy: Double = 1,
        of metric: Metric = .accuracy
    ) {
        curve = result.curve
        epochCount = result.recordedEpochCount
        let isFinished = result.outcome == .finished
        let losses = curve[.loss]
        selectedEpoch =
            isFinished
            ? choice.epoch(of: choice.isByValidation ? curve[.validationLoss] : losses) : nil
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
        if !choice.isByValidation { validationRise = ValidationRise(curve[.validationLoss]) }
        lossArea = Float(losses.reduce(0.0) { $0 + Double($1) })
        oscillation = Float(
            zip(losses.dropFirst(), losses).reduce(0.0) { $0 + max(0, Double($1.0) - Double($1.1)) }
        )
    }

    /// The value of `measure`, or NaN.
    package subscript(measure: Measure) -> Float {
        switch measure.definition {
        case .last(let metric): selectedValue(of: metric)
        case .selectedEpoch: selectedEpoch.map(Float.init) ?? .nan
        case .lowestLoss: lowestLoss
        case .lastFiniteLoss: lastFiniteLoss
        case .epochsToTarget: epochsToTarget
        case .lossArea: lossArea
        case .oscillation: oscillation
        }
    }

    private func selectedValue(of metric: Metric) -> Float {
        let values = curve[metric]
        guard let selectedEpoch, selectedEpoch < values.count else { return .nan }
        return values[values.startIndex + selectedEpoch]
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
