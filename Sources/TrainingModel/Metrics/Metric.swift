/// A number recorded for each run after each epoch: the only place that defines its name.
///
/// Trainer, messages, store, tables, exports and page go through the lists here. A new metric is a
/// row and its arithmetic.
public struct Metric: Sendable, Identifiable {
    /// Which samples it is taken from.
    public enum Part: Hashable, Sendable {
        /// The mini-batches of the epoch, before their steps.
        case batches

        /// All samples of the training, after the epoch.
        case training

        /// The parameters alone, after the epoch.
        case parameters

        /// All samples of the validation part, after the epoch.
        case validation
    }

    /// Which values are better.
    public enum Direction: Hashable, Sendable {
        case lower
        case higher

        /// Neither: the number describes.
        case none
    }

    /// The number by which messages and stores know the metric: given once, never used again.
    public let id: Int

    /// The column in tables, for example `mean_batch_loss`.
    public let name: String

    /// The name in prose, for example `mean batch loss`.
    public let title: String

    /// What it is, as the caption of a figure.
    public let meaning: String

    /// Which samples it is taken from.
    public let part: Part

    /// Which values are better.
    public let direction: Direction
}

// MARK: The table

extension Metric {
    /// Loss of the epoch's last mini-batch, before its step: what the notebook plots.
    public static let lastBatchLoss = Metric(
        1,
        "last_batch_loss",
        .batches,
        .lower,
        "The notebook’s number: the loss of each epoch’s last mini-batch, before its step"
    )

    /// Mean over the epoch's mini-batches of the loss before each step.
    ///
    /// Every batch counts alike, also a smaller last one, as in `total / len(loader)`.
    public static let meanBatchLoss = Metric(
        2,
        "mean_batch_loss",
        .batches,
        .lower,
        "The mean loss of each epoch’s mini-batches, before their steps"
    )

    /// Mean loss over all samples after the epoch.
    public static let loss = Metric(
        3,
        "loss",
        .training,
        .lower,
        "The loss over all samples after each epoch"
    )

    /// Share of all samples that are classified right after the epoch, in 0...1.
    public static let accuracy = Metric(
        4,
        "accuracy",
        .training,
        .higher,
        "The accuracy over all samples after each epoch"
    )

    /// √Σ p² over all weights and biases after the epoch, summed in Double in index order.
    public static let parameterNorm = Metric(
        5,
        "parameter_norm",
        .parameters,
        .none,
        "The Euclidean norm of all weights and biases after each epoch"
    )

    /// Mean loss over all samples of the validation part after the epoch.
    public static let validationLoss = Metric(
        6,
        "validation_loss",
        .validation,
        .lower,
        "The loss over all validation samples after each epoch"
    )

    /// Share of the validation samples that are classified right after the epoch, in 0...1.
    public static let validationAccuracy = Metric(
        7,
        "validation_accuracy",
        .validation,
        .higher,
        "The accuracy over all validation samples after each epoch"
    )

    /// The metrics that every run records, in the order of their columns.
    public static let standard = [lastBatchLoss, meanBatchLoss, loss, accuracy]

    /// The metrics that a run records only when it is asked to.
    public static let optional = [parameterNorm]

    /// The metrics that there are only where samples are held out for validation.
    public static let heldOut = [validationLoss, validationAccuracy]

    /// All metrics by ascending id.
    public static let all = standard + optional + heldOut

    /// The metric with the number `id`, or `nil` if this program has none.
    public static func withID(_ id: Int) -> Metric? {
        all.indices.contains(id - 1) ? all[id - 1] : nil
    }

    private init(
        _ id: Int,
        _ name: String,
        _ part: Part,
        _ direction: Direction,
        _ meaning: String
    ) {
        self.init(
            id: id,
            name: name,
            title: String(name.map { $0 == "_" ? " " : $0 }),
            meaning: meaning,
            part: part,
            direction: direction
        )
    }
}

extension Metric: Hashable {
    /// Whether both are the same metric.
    public static func == (left: Metric, right: Metric) -> Bool { left.id == right.id }

    /// Feeds the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
