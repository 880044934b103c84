public import TrainingModel

/// What a sweep trains: the spec after its values were read, overridden and checked.
public struct SweepSpec: Hashable, Sendable {
    /// A short name; letters, digits, `-` and `_`.
    public var name: String

    /// The samples.
    public var dataset: DatasetSource

    /// Which samples are held out.
    public var split: SplitRule

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
        split: SplitRule = .none,
        epochs: Int,
        shuffle: Bool,
        metrics: [Metric] = [],
        axes: SweepAxes,
        seeds: SeedPlan
    ) {
        self.name = name
        self.dataset = dataset
        self.split = split
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
    public func numbers(_ axis: Axis) -> [Double] {
        self[axis].compactMap { value in if case .number(let number) = value { number } else { nil }
        }
    }

    /// The axes that take more than one value.
    public var varying: [Axis] { Axis.all.filter { self[$0].count > 1 } }

    /// Every combination, the first axis varying slowest and the last one fastest.
    public var settings: [Setting] {
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
