/// A number per run: the only place that defines its name and meaning.
public struct Measure: Hashable, Sendable, Identifiable {
    /// How the number follows from the run's metrics.
    public enum Definition: Hashable, Sendable {
        /// The metric after the selected epoch of a finished run; without a choice by validation
        /// loss, after the last one.
        case last(Metric)

        /// The selected epoch of a finished run, counted from 0 as in curves.
        case selectedEpoch

        /// The lowest finite loss after any epoch.
        case lowestLoss

        /// The last finite loss, also of a run that broke off.
        case lastFiniteLoss

        /// The number of epochs until the accuracy reached the target, from 1.
        case epochsToTarget

        /// Σ loss over the epochs that a finished run trained: the area under the curve with steps
        /// of one epoch.
        case lossArea

        /// Σ max(0, lossₑ − lossₑ₋₁) of a finished run: how much the curve goes up in all.
        case oscillation
    }

    /// The column in tables, for example `best_loss`.
    public let name: String

    /// The name in prose.
    public let title: String

    /// What it is.
    public let definition: Definition

    /// The name, which no other measure has.
    public var id: String { name }

    /// Whether it counts.
    public var isWhole: Bool { definition == .epochsToTarget || definition == .selectedEpoch }

    /// Whether tables of runs have it; others only documents.
    public var isInTables: Bool { definition != .lastFiniteLoss }
}

// MARK: The table

extension Measure {
    /// The loss over all samples after the last epoch, or the selected one.
    public static let loss = Measure(final: .loss, "final loss")

    /// The notebook's number: the loss of the last mini-batch of the last epoch, or of the selected
    /// one.
    public static let lastBatchLoss = Measure(final: .lastBatchLoss, "last-batch loss")

    /// The accuracy after the last epoch, or the selected one.
    public static let accuracy = Measure(final: .accuracy, "accuracy")

    /// The lowest loss over all samples after any epoch.
    public static let bestLoss = Measure("best_loss", "best loss", .lowestLoss)

    /// The last loss over all samples that was finite.
    public static let lastFiniteLoss = Measure(
        "last_finite_loss",
        "last finite loss",
        .lastFiniteLoss
    )

    /// Epochs until the accuracy reached the target.
    public static let epochsToTarget = Measure(
        "epochs_to_target",
        "epochs to target",
        .epochsToTarget
    )

    /// The area under the loss curve.
    public static let lossArea = Measure("loss_area", "area under loss", .lossArea)

    /// How much the loss curve goes up in all.
    public static let oscillation = Measure("oscillation", "oscillation", .oscillation)

    /// The epoch after which parameters and metrics are taken, counted from 0.
    public static let selectedEpoch = Measure("selected_epoch", "selected epoch", .selectedEpoch)

    /// The measures by which settings are compared.
    public static let compared = [
        loss, lastBatchLoss, bestLoss, accuracy, epochsToTarget, lossArea, oscillation,
    ]

    /// The measures of runs that record `metrics`, in the order of their columns.
    ///
    /// - Parameters:
    ///   - metrics: What is recorded.
    ///   - choice: Which epoch of a run is taken; ``selectedEpoch`` is among the measures only
    ///     where that differs from run to run.
    /// - Returns: The measures.
    public static func all(of metrics: [Metric], choice: EpochChoice = .final) -> [Measure] {
        metrics.map { Measure(final: $0, $0.title) }
            + [bestLoss, lastFiniteLoss, epochsToTarget, lossArea, oscillation]
            + (choice.isByValidation ? [selectedEpoch] : [])
    }

    private init(final metric: Metric, _ title: String) {
        self.init(metric.name, title, .last(metric))
    }

    private init(_ name: String, _ title: String, _ definition: Definition) {
        self.init(name: name, title: title, definition: definition)
    }

    /// Whether both are the same measure.
    public static func == (left: Measure, right: Measure) -> Bool {
        left.definition == right.definition
    }

    /// Feeds the definition.
    public func hash(into hasher: inout Hasher) { hasher.combine(definition) }
}
