public import TrainingModel

/// What a sweep trains: the spec after its values were read, overridden and checked.
public struct SweepSpec: Hashable, Sendable {
    /// The sweep's name: any text of one line without control characters and noncharacters.
    public var name: String

    /// The samples.
    public var dataset: DatasetSource

    /// Which samples are held out.
    public var split: SplitRule

    /// Passes over the samples, from 1.
    public var epochs: Int

    /// Whether each epoch visits the samples in a new order.
    public var shuffle: Bool

    /// Which epoch of a run is taken, and when it stops early; ``EpochChoice/final`` without a
    /// validation part or folds.
    public var choice: EpochChoice

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
        split: SplitRule = .none,
        epochs: Int,
        shuffle: Bool,
        choice: EpochChoice = .final,
        metrics: [Metric] = [],
        axes: SweepAxes,
        seeds: SeedPlan
    ) {
        self.name = name
        self.dataset = dataset
        self.split = split
        self.epochs = epochs
        self.shuffle = shuffle
        self.choice = choice
        self.metrics = metrics
        self.axes = axes
        self.seeds = seeds
    }

    /// What is recorded of each run after each epoch, in the order of the columns.
    ///
    /// Those of held-out samples are recorded wherever there are such samples.
    public var recordedMetrics: [Metric] {
        Metric.standard + (split.hasValidation ? Metric.heldOut : []) + metrics
    }

    /// How packs of `shape` are trained.
    public func training(_ shape: PackShape) -> TrainingConfiguration {
        TrainingConfiguration(
            shape,
            epochs: epochs,
            shuffle: shuffle,
            metrics: recordedMetrics,
            choice: choice
        )
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

    /// The notebook's data, network and momenta, trained and judged as is sound: shuffled, with
    /// paired seeds, and by samples that are held out.
    public static let spiral: SweepSpec = {
        var spec = notebook
        spec.name = "spiral"
        spec.split = .standard
        spec.shuffle = true
        spec.seeds = .standard
        return spec
    }()
}

extension SeedPlan {
    /// Seeds 0 to 9, where none are given.
    public static let standard = SeedPlan.paired(SeedList(0..<10))
}

extension SplitRule {
    /// A fifth held out to compare settings, where data come from a file and no split is given.
    public static let standard = SplitRule.shares(HeldOutShares(validation: 0.2), SplitDraw())
}
