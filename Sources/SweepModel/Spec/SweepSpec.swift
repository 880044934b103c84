public import TrainingModel

/// What a sweep trains: the spec after its values were read, overridden and checked.
public struct SweepSpec: Hashable, Sendable {
    /// A short name; letters, digits, `-` and `_`.
    public var name: String

    /// The samples.
    public var dataset: DatasetSource

    /// Passes over the samples, from 1.
    public var epochs: Int

    /// Whether each epoch visits the samples in a new order.
    public var shuffle: Bool

    /// What is recorded of each run beside ``Metric/standard``; each of ``Metric/optional`` once.
    public var metrics: [Metric]

    /// The hyper-parameters' values.
    public var axes: SweepAxes

    /// The seeds.
    public var seeds: SeedPlan

    /// Describes a sweep.
    public init(
        name: String,
        dataset: DatasetSource,
        epochs: Int,
        shuffle: Bool,
        metrics: [Metric] = [],
        axes: SweepAxes,
        seeds: SeedPlan
    ) {
        self.name = name
        self.dataset = dataset
        self.epochs = epochs
        self.shuffle = shuffle
        self.metrics = metrics
        self.axes = axes
        self.seeds = seeds
    }

    /// What is recorded of each run after each epoch, in the order of the columns.
    public var recordedMetrics: [Metric] { Metric.standard + metrics }

    /// How packs of `shape` are trained.
    public func training(_ shape: PackShape) -> TrainingConfiguration {
        TrainingConfiguration(shape, epochs: epochs, shuffle: shuffle, metrics: recordedMetrics)
    }

    /// The sweep of the notebook that this project grew from.
    public static let notebook = SweepSpec(
        name: "notebook",
        dataset: .spiral(SpiralSource()),
        epochs: 100,
        shuffle: false,
        axes: SweepAxes([.momentum: [0, 0.1, 0.2, 0.4, 0.5]]),
        seeds: .notebook(1)
    )
}
