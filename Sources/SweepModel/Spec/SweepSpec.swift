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

/// The values of each axis; the sweep is their product, the first axis varying slowest.
public struct SweepAxes: Hashable, Sendable {
    /// The values of each of ``Axis/all``, in that order.
    private var values = Axis.all.map { [$0.defaultValue] }

    /// Lists the values of some axes; the others have their defaults.
    ///
    /// - Precondition: Each axis is named once, has at least one value and takes each of them.
    public init(_ values: KeyValuePairs<Axis, [AxisValue]> = [:]) {
        for (axis, list) in values { self[axis] = list }
    }

    /// The values of `axis`, at least one.
    public subscript(axis: Axis) -> [AxisValue] {
        get { values[axis.id - 1] }
        set {
            precondition(!newValue.isEmpty, "\(axis.name) has at least one value")
            for value in newValue {
                precondition(axis.allows(value), "\(axis.name) does not take \(value)")
            }
            values[axis.id - 1] = newValue
        }
    }

    /// The values of an axis of numbers.
    public func numbers(_ axis: Axis) -> [Double] { self[axis].compactMap(\.number) }

    /// The axes that take more than one value.
    public var varying: [Axis] { Axis.all.filter { self[$0].count > 1 } }

    /// Every combination that trains in its own way, the first axis varying slowest and the last
    /// one fastest.
    ///
    /// Combinations of one ``TrainingModel/Setting/canonical`` form are one setting, at the place
    /// of the first of them: the canonical one if it is among them, else the first.
    public var settings: [Setting] {
        let combinations = combinations
        var settings: [Setting] = []
        var indices: [Setting: Int] = [:]
        for setting in combinations {
            let canonical = setting.canonical
            if let index = indices[canonical] {
                if setting == canonical { settings[index] = setting }
            } else {
                indices[canonical] = settings.count
                settings.append(setting)
            }
        }
        return settings
    }

    /// How many combinations are no settings of their own, since they train as another one does.
    public var mergedCount: Int { Axis.all.reduce(1) { $0 * self[$1].count } - settings.count }

    /// Every combination, the first axis varying slowest and the last one fastest.
    public var combinations: [Setting] {
        var first = Setting.standard
        for axis in Axis.all { first[axis] = self[axis][0] }
        var settings = [first]
        for axis in varying {
            settings = settings.flatMap { setting in
                self[axis].map { value in
                    var setting = setting
                    setting[axis] = value
                    return setting
                }
            }
        }
        return settings
    }
}
