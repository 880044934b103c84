package import SweepModel
package import TrainingModel

/// What settings are ranked by: the loss on held-out samples where there are some, else the
/// training loss.
package struct Objective: Hashable, Sendable {
    /// The loss that ranks.
    package let loss: Metric

    /// The accuracy on the same samples.
    package let accuracy: Metric

    /// Whether the samples are held out of the training.
    package let isHeldOut: Bool

    /// The objective of runs that record `metrics`.
    package init(of metrics: [Metric]) {
        isHeldOut = metrics.contains(.validationLoss)
        loss = isHeldOut ? .validationLoss : .loss
        accuracy = isHeldOut ? .validationAccuracy : .accuracy
    }

    /// The name in `report.json`: `validation_loss` or `loss`.
    package var name: String { loss.name }

    /// The name in prose: `validation loss` or `training loss`.
    package var title: String { isHeldOut ? "validation loss" : "training loss" }

    /// The accuracy in prose: `validation accuracy` or `training accuracy`.
    package var accuracyTitle: String { isHeldOut ? "validation accuracy" : "training accuracy" }

    /// The measure of a run that is its loss.
    package var lossMeasure: Measure { Self.measure(of: loss) }

    /// The measure of a run that is its accuracy.
    package var accuracyMeasure: Measure { Self.measure(of: accuracy) }

    private static func measure(of metric: Metric) -> Measure {
        guard let measure = Measure.all(of: [metric]).first else {
            preconditionFailure("each metric has a measure of its last value")
        }
        return measure
    }
}

extension SweepPlan {
    /// What the settings of the plan are ranked by.
    package var objective: Objective { Objective(of: spec.recordedMetrics) }
}
