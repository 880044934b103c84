/// A value of the spec that a flag or an environment variable may override; raw values are paths
/// into the YAML.
public enum SpecKey: String, Hashable, Sendable, CaseIterable {
    /// The sweep's short name.
    case name

    /// Arms of the spiral.
    case classes = "dataset.spiral.classes"

    /// Samples on each arm of the spiral.
    case points = "dataset.spiral.points"

    /// Standard deviation of the spiral's angle.
    case noise = "dataset.spiral.noise"

    /// Seed of the spiral.
    case dataSeed = "dataset.spiral.seed"

    /// The CSV file.
    case csv = "dataset.csv.path"

    /// The CSV file's column of classes.
    case label = "dataset.csv.label"

    /// Whether the CSV file's features are brought to mean 0 and standard deviation 1.
    case standardize = "dataset.csv.standardize"

    /// The IDX file of images.
    case images = "dataset.idx.images"

    /// The IDX file of labels.
    case labels = "dataset.idx.labels"

    /// Passes over the samples.
    case epochs = "training.epochs"

    /// Whether each epoch visits the samples in a new order.
    case shuffle = "training.shuffle"

    /// Values of μ.
    case momentum = "sweep.momentum"

    /// Values of η.
    case learningRate = "sweep.learning_rate"

    /// Values of the batch size.
    case batch = "sweep.batch"

    /// Values of the layer list.
    case layers = "sweep.layers"

    /// Values of Nesterov's switch.
    case nesterov = "sweep.nesterov"

    /// Values of τ.
    case dampening = "sweep.dampening"

    /// Values of λ.
    case weightDecay = "sweep.weight_decay"

    /// The seeds.
    case seeds

    /// The flag without its dashes, for example `learning-rate`.
    public var flag: String {
        switch self {
        case .name: "name"
        case .classes: "classes"
        case .points: "points"
        case .noise: "noise"
        case .dataSeed: "data-seed"
        case .csv: "csv"
        case .label: "label"
        case .standardize: "standardize"
        case .images: "images"
        case .labels: "labels"
        case .epochs: "epochs"
        case .shuffle: "shuffle"
        case .momentum: "momentum"
        case .learningRate: "learning-rate"
        case .batch: "batch"
        case .layers: "layers"
        case .nesterov: "nesterov"
        case .dampening: "dampening"
        case .weightDecay: "weight-decay"
        case .seeds: "seeds"
        }
    }

    /// The environment variable, for example `MOMENTUM_LEARNING_RATE`.
    public var environmentVariable: String {
        "MOMENTUM_" + String(flag.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// Where a single value of the hyper-parameter may stand instead of under `sweep`.
    var singleValuePath: String? {
        switch self {
        case .layers: "network.layers"
        case .momentum: "training.momentum"
        case .learningRate: "training.learning_rate"
        case .batch: "training.batch"
        case .nesterov: "training.nesterov"
        case .dampening: "training.dampening"
        case .weightDecay: "training.weight_decay"
        default: nil
        }
    }

    /// The kind of dataset that the value describes, if it describes one.
    var datasetKind: DatasetKind? {
        switch self {
        case .classes, .points, .noise, .dataSeed: .spiral
        case .csv, .label, .standardize: .csv
        case .images, .labels: .idx
        default: nil
        }
    }
}
