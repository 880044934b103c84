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
        axes: SweepAxes,
        seeds: SeedPlan
    ) {
        self.name = name
        self.dataset = dataset
        self.epochs = epochs
        self.shuffle = shuffle
        self.axes = axes
        self.seeds = seeds
    }

    /// The sweep of the notebook that this project grew from.
    public static let notebook = SweepSpec(
        name: "notebook",
        dataset: .spiral(SpiralSource()),
        epochs: 100,
        shuffle: false,
        axes: SweepAxes(momentum: [0, 0.1, 0.2, 0.4, 0.5]),
        seeds: .notebook(1)
    )
}
