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

    /// The CSV file's column with the classes.
    case label

    /// Whether the CSV file's features are brought to mean 0 and standard deviation 1.
    case standardize

    /// What stands between the CSV file's fields.
    case separator

    /// What stands before the fraction of the CSV file's numbers.
    case decimal

    /// Whether the CSV file's first line names the columns.
    case header

    /// The CSV file's columns that are features.
    case features

    /// The CSV file's columns that are not read.
    case exclude

    /// The IDX file of images.
    case images

    /// The IDX file of labels.
    case labels

    /// No split, as the word `none`.
    case split

    /// The share of the samples by which settings are compared.
    case validation

    /// The share of the samples that is looked at once, at the end.
    case test

    /// How many folds the samples are split into.
    case folds

    /// The seed from which parts and folds are drawn.
    case splitSeed

    /// The column whose equal values stay in one part.
    case group

    /// The column that names each sample's part or fold.
    case splitColumn

    /// Whether the last samples of the file are held out.
    case splitLast

    /// Passes over the samples.
    case epochs

    /// Whether each epoch visits the samples in a new order.
    case shuffle

    /// Which epoch of a run is taken.
    case select

    /// Epochs without a lower validation loss after which a run stops.
    case patience

    /// By how much a validation loss has to be lower to count.
    case minDelta

    /// Metrics that are recorded beside the usual ones.
    case metrics

    /// The values of a hyper-parameter.
    case axis(Axis)

    /// The units of the hidden layers; those of input and output follow from the data.
    case hidden

    /// The seeds.
    case seeds

    /// All keys, in the order in which a resolved spec has them.
    public static let all: [SpecKey] =
        [
            .version, .name, .classes, .points, .noise, .dataSeed, .csv, .label, .standardize,
        ] + tableKeys + [.images, .labels] + splitKeys + [.epochs, .shuffle] + choiceKeys + [
            .metrics
        ] + Axis.all.map(SpecKey.axis)
        + [.hidden, .seeds]

    /// The keys that say how a CSV file is written, and which of its columns are features.
    static let tableKeys: [SpecKey] = [.separator, .decimal, .header, .features, .exclude]

    /// The keys that say which samples are held out.
    static let splitKeys: [SpecKey] = [
        .split, .splitColumn, .splitLast, .folds, .validation, .test, .splitSeed, .group,
    ]

    /// The keys that say which epoch of a run is taken, and when it stops early.
    static let choiceKeys: [SpecKey] = [.select, .patience, .minDelta]

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
        case .separator: "dataset.csv.separator"
        case .decimal: "dataset.csv.decimal"
        case .header: "dataset.csv.header"
        case .features: "dataset.csv.features"
        case .exclude: "dataset.csv.exclude"
        case .images: "dataset.idx.images"
        case .labels: "dataset.idx.labels"
        case .split: "split"
        case .validation: "split.validation"
        case .test: "split.test"
        case .folds: "split.folds"
        case .splitSeed: "split.seed"
        case .group: "split.group"
        case .splitColumn: "split.column"
        case .splitLast: "split.last"
        case .epochs: "training.epochs"
        case .shuffle: "training.shuffle"
        case .select: "training.select"
        case .patience: "training.stop.patience"
        case .minDelta: "training.stop.min_delta"
        case .metrics: "training.metrics"
        case .axis(let axis): "sweep.\(axis.name)"
        case .hidden: "sweep.hidden"
        case .seeds: "seeds"
        }
    }

    /// Another path that means the same: where a single value of a hyper-parameter may be, and
    /// where version 2 of the form has what version 1 had elsewhere.
    var otherPath: String? {
        switch self {
        case .axis(let axis): "\(axis.section).\(axis.name)"
        case .hidden: "network.hidden"
        case .standardize: "dataset.standardize"
        default: nil
        }
    }

    /// Every path of the key.
    var paths: [String] { [path, otherPath].compactMap(\.self) }

    /// The flag without its dashes, for example `learning-rate`.
    public var flag: String {
        switch self {
        case .csv: "csv"
        case .dataSeed: "data-seed"
        case .splitSeed: "split-seed"
        case .splitColumn: "split-column"
        case .splitLast: "split-last"
        default: String(SpecPaths.lastWord(of: path).map { $0 == "_" ? "-" : $0 })
        }
    }

    /// The environment variable, for example `MOMENTUM_LEARNING_RATE`.
    public var environmentVariable: String {
        "MOMENTUM_" + String(flag.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// Whether the value changes what is trained: all do but names and what is recorded.
    public var changesTraining: Bool {
        switch self {
        case .version, .name, .metrics: false
        default: true
        }
    }

    /// Whether the value names data in a file.
    public var namesData: Bool { datasetKind.map { $0 != .spiral } ?? false }

    /// The kinds of split that the value goes with; empty if it is none of a split.
    var splitKinds: Set<SplitKind> {
        switch self {
        case .split: [.none]
        case .validation, .test: [.shares, .last]
        case .folds: [.folds]
        case .splitSeed, .group: [.shares, .folds]
        case .splitColumn: [.column]
        case .splitLast: [.last]
        default: []
        }
    }

    /// The kind of dataset that the value describes, if it describes one.
    var datasetKind: DatasetKind? {
        switch self {
        case .classes, .points, .noise, .dataSeed: .spiral
        case .csv, .label: .csv
        case .separator, .decimal, .header, .features, .exclude: .csv
        case .images, .labels: .idx
        default: nil
        }
    }
}

/// The forms that a dataset may have; raw values are the spec's keys.
enum DatasetKind: String, CaseIterable {
    /// Arms of a noisy spiral.
    case spiral

    /// A table in a CSV file.
    case csv

    /// Images and labels in MNIST's file format.
    case idx

    /// The path of the kind's section in the YAML.
    var path: String { "dataset.\(rawValue)" }
}

/// The ways to hold samples out.
enum SplitKind {
    /// Nothing is held out.
    case none

    /// Shares, drawn from a seed.
    case shares

    /// The last samples.
    case last

    /// Folds, each held out once.
    case folds

    /// As a column says.
    case column
}
