internal import ArgumentParser
internal import Foundation
internal import SweepSpecReader
internal import TrainingModel

/// The spec and the flags that override its values.
struct SpecOptions: ParsableArguments {
    @Argument(help: "The spec (YAML). Without it: the sweep of the notebook.")
    var spec: String?

    @Option(parsing: .unconditional, help: "Name of the sweep.")
    var name: String?

    @Option(parsing: .unconditional, help: "Arms of the spiral.")
    var classes: String?

    @Option(parsing: .unconditional, help: "Samples on each arm of the spiral.")
    var points: String?

    @Option(parsing: .unconditional, help: "Noise of the spiral's angle.")
    var noise: String?

    @Option(parsing: .unconditional, help: "Seed of the spiral.")
    var dataSeed: String?

    @Option(parsing: .unconditional, help: "A CSV file as the dataset.")
    var csv: String?

    @Option(parsing: .unconditional, help: "The CSV file's column of classes.")
    var label: String?

    @Option(
        parsing: .unconditional,
        help: "Whether the CSV file's features are standardized (true or false)."
    )
    var standardize: String?

    @Option(parsing: .unconditional, help: "An IDX file of images as the dataset.")
    var images: String?

    @Option(parsing: .unconditional, help: "The IDX file of labels.")
    var labels: String?

    @Option(parsing: .unconditional, help: "Passes over the samples.")
    var epochs: String?

    @Option(parsing: .unconditional, help: "Whether each epoch has a new order (true or false).")
    var shuffle: String?

    @Option(
        parsing: .unconditional,
        help: "Metrics to record beside the usual ones, apart by commas."
    )
    var metrics: String?

    @OptionGroup
    var axes: AxisOptions

    @Option(parsing: .unconditional, help: "Seeds: a number of seeds, a list, or notebook:1.")
    var seeds: String?

    /// Whether anything but defaults was asked for.
    var isEmpty: Bool { spec == nil && flags.isEmpty }

    private var flags: [SpecOverride] {
        SpecKey.overridable.compactMap { key in
            flag(key).map { SpecOverride(key: key, text: $0, source: "--\(key.flag)") }
        }
    }

    private func flag(_ key: SpecKey) -> String? {
        switch key {
        case .version: nil
        case .name: name
        case .classes: classes
        case .points: points
        case .noise: noise
        case .dataSeed: dataSeed
        case .csv: csv.map(absolutePath)
        case .label: label
        case .standardize: standardize
        case .images: images.map(absolutePath)
        case .labels: labels.map(absolutePath)
        case .epochs: epochs
        case .shuffle: shuffle
        case .metrics: metrics
        case .axis(let axis): axes[axis]
        case .seeds: seeds
        }
    }

    /// The path as seen from the current folder; paths in a spec are seen from the spec's.
    private func absolutePath(_ path: String) -> String { URL(fileURLWithPath: path).path }

    /// Reads the spec: flag before environment before file before default.
    ///
    /// - Throws: ``SpecError`` or ``Failure`` naming the wrong value or the missing file.
    func read() throws -> ResolvedSpec {
        let environment = ProcessInfo.processInfo.environment
        let variables = SpecKey.overridable.compactMap { key in
            environment[key.environmentVariable].map {
                SpecOverride(key: key, text: $0, source: key.environmentVariable)
            }
        }
        return try SpecReader.read(
            try spec.map { try FileText.read($0) },
            fileName: spec ?? "the notebook's spec",
            overrides: flags + variables
        )
    }

    /// The folder that paths in the spec are relative to.
    var folder: URL {
        guard let spec else { return URL(fileURLWithPath: ".", isDirectory: true) }
        return URL(fileURLWithPath: spec).deletingLastPathComponent()
    }
}

/// The flags of the hyper-parameters; a test holds them to ``Axis/all``.
struct AxisOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Values of μ: 0,0.5,0.9 or 0:0.9:10 (from, to, count) or log1m(0.9,0.999,5)."
    )
    var momentum: String?

    @Option(parsing: .unconditional, help: "Values of the learning rate.")
    var learningRate: String?

    @Option(parsing: .unconditional, help: "Values of the batch size.")
    var batch: String?

    @Option(
        parsing: .unconditional,
        help: "Layers, such as 2,50,3; several lists apart by a slash."
    )
    var layers: String?

    @Option(parsing: .unconditional, help: "Nesterov's form: false, true or false,true.")
    var nesterov: String?

    @Option(parsing: .unconditional, help: "Values of the dampening.")
    var dampening: String?

    @Option(parsing: .unconditional, help: "Values of the weight decay.")
    var weightDecay: String?

    @Option(parsing: .unconditional, help: "Values of the label smoothing.")
    var labelSmoothing: String?

    /// What was given for `axis`, if anything.
    subscript(axis: Axis) -> String? {
        switch axis {
        case .momentum: momentum
        case .learningRate: learningRate
        case .batch: batch
        case .layers: layers
        case .nesterov: nesterov
        case .dampening: dampening
        case .weightDecay: weightDecay
        case .labelSmoothing: labelSmoothing
        default: preconditionFailure("\(axis.name) has no flag")
        }
    }
}
