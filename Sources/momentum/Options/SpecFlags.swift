internal import ArgumentParser
internal import Foundation
internal import SweepSpecReader

/// Flags that override values of a spec.
protocol SpecFlags: ParsableArguments {
    /// Every key that the flags override, and the flag.
    static var table: [(key: SpecKey, flag: KeyPath<Self, String?>)] { get }
}

extension SpecFlags {
    /// What the table holds for each key: the text that was given, or `nil`.
    var texts: [SpecKey: String?] {
        let entries = Self.table.map { ($0.key, self[keyPath: $0.flag]) }
        return Dictionary(uniqueKeysWithValues: entries)
    }
}

/// The flags that say which samples are trained on.
struct DataFlags: SpecFlags {
    static var table: [(key: SpecKey, flag: KeyPath<DataFlags, String?>)] {
        [
            (.classes, \.classes), (.points, \.points), (.noise, \.noise), (.dataSeed, \.dataSeed),
            (.csv, \.csvPath), (.label, \.label), (.standardize, \.standardize),
            (.separator, \.separator), (.decimal, \.decimal), (.header, \.header),
            (.features, \.features), (.exclude, \.exclude),
            (.images, \.imagesPath), (.labels, \.labelsPath),
        ]
    }

    @Option(parsing: .unconditional, help: "A CSV file as the dataset, or - for standard input.")
    var csv: String?

    @Option(parsing: .unconditional, help: "The CSV file's column with the classes.")
    var label: String?

    @Option(
        parsing: .unconditional,
        help: "Whether the CSV file's features are standardized (true or false)."
    )
    var standardize: String?

    @Option(
        parsing: .unconditional,
        help: "What separates the CSV file's fields: comma, semicolon, tab or bar (default: comma)."
    )
    var separator: String?

    @Option(
        parsing: .unconditional,
        help: "The decimal mark of the CSV file's numbers: point or comma (default: point)."
    )
    var decimal: String?

    @Option(
        parsing: .unconditional,
        help: "Whether the CSV file's first line names its columns; else they are numbered from 1."
    )
    var header: String?

    @Option(
        parsing: .unconditional,
        help: "The CSV file's columns that are features, such as a,b (default: all others)."
    )
    var features: String?

    @Option(
        parsing: .unconditional,
        help: "The CSV file's columns that are not read, such as id,date."
    )
    var exclude: String?

    @Option(parsing: .unconditional, help: "An IDX file of images as the dataset.")
    var images: String?

    @Option(parsing: .unconditional, help: "The IDX file of labels.")
    var labels: String?

    @Option(parsing: .unconditional, help: "Arms of the spiral.")
    var classes: String?

    @Option(parsing: .unconditional, help: "Samples on each arm of the spiral.")
    var points: String?

    @Option(parsing: .unconditional, help: "Noise of the spiral's angle.")
    var noise: String?

    @Option(parsing: .unconditional, help: "Seed of the spiral.")
    var dataSeed: String?

    private var csvPath: String? { csv.map(Self.absolute) }

    private var imagesPath: String? { images.map(Self.absolute) }

    private var labelsPath: String? { labels.map(Self.absolute) }

    /// The path as seen from the current folder; paths in a spec are seen from the spec's.
    private static func absolute(_ path: String) -> String {
        path.isEmpty || path == KeptPipes.standardInput ? path : URL(fileURLWithPath: path).path
    }
}

/// The flags that say which samples are held out.
struct SplitFlags: SpecFlags {
    static var table: [(key: SpecKey, flag: KeyPath<SplitFlags, String?>)] {
        [
            (.split, \.split), (.validation, \.validation), (.test, \.test), (.folds, \.folds),
            (.splitSeed, \.splitSeed), (.group, \.group), (.splitColumn, \.splitColumn),
            (.splitLast, \.splitLast),
        ]
    }

    @Option(
        parsing: .unconditional,
        help: "The share of the samples by which settings are compared, such as 0.2."
    )
    var validation: String?

    @Option(
        parsing: .unconditional,
        help: "The share of the samples that is looked at once, at the end."
    )
    var test: String?

    @Option(parsing: .unconditional, help: "Folds, each of which is held out once.")
    var folds: String?

    @Option(
        parsing: .unconditional,
        help: "The CSV file's column whose equal values stay in one part."
    )
    var group: String?

    @Option(
        parsing: .unconditional,
        help: "The CSV file's column that names the part or fold of each sample."
    )
    var splitColumn: String?

    @Option(
        parsing: .unconditional,
        help: "Whether the last samples are held out (true or false)."
    )
    var splitLast: String?

    @Option(parsing: .unconditional, help: "The seed from which parts and folds are drawn.")
    var splitSeed: String?

    @Option(parsing: .unconditional, help: "none: all samples are trained on.")
    var split: String?
}

/// The flags that say how each run is trained, but for hyper-parameters.
struct TrainingFlags: SpecFlags {
    static var table: [(key: SpecKey, flag: KeyPath<TrainingFlags, String?>)] {
        [
            (.name, \.name), (.epochs, \.epochs), (.shuffle, \.shuffle), (.metrics, \.metrics),
            (.seeds, \.seeds), (.select, \.select), (.patience, \.patience),
            (.minDelta, \.minDelta),
        ]
    }

    @Option(parsing: .unconditional, help: "Passes over the samples.")
    var epochs: String?

    @Option(
        parsing: .unconditional,
        help: "Seeds: how many (10), a list (3,5,8), a range (0-4), or notebook:1."
    )
    var seeds: String?

    @Option(
        parsing: .unconditional,
        help: "Whether samples are shuffled in each epoch (true or false)."
    )
    var shuffle: String?

    @Option(
        parsing: .unconditional,
        help: "The epoch that is taken: final, or best by the validation loss (default: final)."
    )
    var select: String?

    @Option(
        parsing: .unconditional,
        help: "Epochs without a lower validation loss after which a run stops (default: none)."
    )
    var patience: String?

    @Option(
        parsing: .unconditional,
        help: "With --patience: by how much a loss has to be lower to count (default: 0)."
    )
    var minDelta: String?

    @Option(
        parsing: .unconditional,
        help: "Metrics to record besides the standard ones, separated by commas."
    )
    var metrics: String?

    @Option(parsing: .unconditional, help: "Name of the sweep.")
    var name: String?
}
