public import TrainingModel

/// A value of the spec that a flag or an environment variable may override.
public enum SpecKey: Hashable, Sendable {
    /// The version of the spec's form.
    case version

    /// The sweep's short name.
    case name

    /// Arms of the spiral.
    case classes

    /// Samples on each arm of the spiral.
    case points

    /// Standard deviation of the spiral's angle.
    case noise

    /// Seed of the spiral.
    case dataSeed

    /// The CSV file.
    case csv

    /// The CSV file's column of classes.
    case label

    /// Whether the CSV file's features are brought to mean 0 and standard deviation 1.
    case standardize

    /// The IDX file of images.
    case images

    /// The IDX file of labels.
    case labels

    /// Passes over the samples.
    case epochs

    /// Whether each epoch visits the samples in a new order.
    case shuffle

    /// Metrics that are recorded beside the usual ones.
    case metrics

    /// The values of a hyper-parameter.
    case axis(Axis)

    /// The seeds.
    case seeds

    /// All keys, in the order in which a resolved spec has them.
    public static let all: [SpecKey] =
        [
            .version, .name, .classes, .points, .noise, .dataSeed, .csv, .label, .standardize,
            .images, .labels, .epochs, .shuffle, .metrics,
        ] + Axis.all.map(SpecKey.axis) + [.seeds]

    /// The keys that flags and environment variables override: all but what is the file's own.
    public static let overridable = all.filter { $0 != .version }

    /// The path into the YAML, for example `training.epochs`.
    public var path: String {
        switch self {
        case .version: "version"
        case .name: "name"
        case .classes: "dataset.spiral.classes"
        case .points: "dataset.spiral.points"
        case .noise: "dataset.spiral.noise"
        case .dataSeed: "dataset.spiral.seed"
        case .csv: "dataset.csv.path"
        case .label: "dataset.csv.label"
        case .standardize: "dataset.csv.standardize"
        case .images: "dataset.idx.images"
        case .labels: "dataset.idx.labels"
        case .epochs: "training.epochs"
        case .shuffle: "training.shuffle"
        case .metrics: "training.metrics"
        case .axis(let axis): "sweep.\(axis.name)"
        case .seeds: "seeds"
        }
    }

    /// Another path that means the same: where a single value of a hyper-parameter may stand.
    var otherPath: String? {
        switch self {
        case .axis(let axis): "\(axis.section).\(axis.name)"
        default: nil
        }
    }

    /// The flag without its dashes, for example `learning-rate`.
    public var flag: String {
        switch self {
        case .csv: "csv"
        case .dataSeed: "data-seed"
        default: String(SpecPaths.lastWord(of: path).map { $0 == "_" ? "-" : $0 })
        }
    }

    /// The environment variable, for example `MOMENTUM_LEARNING_RATE`.
    public var environmentVariable: String {
        "MOMENTUM_" + String(flag.uppercased().map { $0 == "-" ? "_" : $0 })
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

/// The forms that a dataset may have; raw values are the spec's keys.
enum DatasetKind: String, CaseIterable {
    /// Arms of a noisy spiral.
    case spiral

    /// A table with a header row.
    case csv

    /// Images and labels in MNIST's file format.
    case idx

    /// The path of the kind's section in the YAML.
    var path: String { "dataset.\(rawValue)" }
}
