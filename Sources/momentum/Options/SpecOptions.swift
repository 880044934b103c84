internal import ArgumentParser
internal import Foundation
internal import SweepModel
internal import SweepSpecReader
internal import TrainingModel

/// The spec and the flags that override its values.
struct SpecOptions: ParsableArguments {
    @Argument(
        help: """
            The spec: a YAML file, or notebook or spiral, which are built in. Without it: \
            notebook; with flags that change what is trained, spiral; with flags that name data, \
            sound defaults.
            """
    )
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

    @Option(parsing: .unconditional, help: "The CSV file's column with the classes.")
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

    @OptionGroup
    var split: SplitOptions

    @Option(parsing: .unconditional, help: "Passes over the samples.")
    var epochs: String?

    @Option(
        parsing: .unconditional,
        help: "Whether samples are shuffled in each epoch (true or false)."
    )
    var shuffle: String?

    @OptionGroup
    var choice: ChoiceOptions

    @Option(
        parsing: .unconditional,
        help: "Metrics to record besides the standard ones, separated by commas."
    )
    var metrics: String?

    @OptionGroup
    var axes: AxisOptions

    @Option(
        parsing: .unconditional,
        help: "Hidden layers, such as 32,16; separate several lists with a slash."
    )
    var hidden: String?

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
        case .split, .validation, .test, .folds, .splitSeed, .group, .splitColumn, .splitLast:
            split[key]
        case .epochs: epochs
        case .shuffle: shuffle
        case .select, .patience, .minDelta: choice[key]
        case .metrics: metrics
        case .axis(let axis): axes[axis]
        case .hidden: hidden
        case .seeds: seeds
        }
    }

    /// The path as seen from the current folder; paths in a spec are seen from the spec's.
    private func absolutePath(_ path: String) -> String { URL(fileURLWithPath: path).path }

    private var variables: [SpecOverride] {
        let environment = ProcessInfo.processInfo.environment
        return SpecKey.overridable.compactMap { key in
            environment[key.environmentVariable].map {
                SpecOverride(key: key, text: $0, source: key.environmentVariable)
            }
        }
    }

    /// Reads the spec: flag before environment before file or built-in spec before default.
    ///
    /// - Throws: ``SpecError`` or ``Failure`` naming the wrong value or the missing file.
    func read() throws -> ResolvedSpec {
        let overrides = flags + variables
        switch SpecStart(named: spec, overrides: overrides) {
        case .file(let path):
            return try SpecReader.read(
                try FileText.read(path),
                fileName: path,
                overrides: overrides
            )
        case .builtIn(let builtIn, _): return try SpecReader.read(builtIn, overrides: overrides)
        case .soundDefaults: return try SpecReader.read(nil, overrides: overrides)
        }
    }

    /// Reads what `earlier` would be with the values that the command line names; all others are
    /// its own, whatever the environment has.
    ///
    /// - Throws: ``SpecError`` or ``Failure`` naming the wrong value or the missing file.
    func read(changing earlier: SweepSpec) throws -> ResolvedSpec {
        let given: String? =
            switch SpecStart(named: spec, overrides: flags) {
            case .file(let path): try FileText.read(path)
            case .builtIn(let builtIn, isNamed: true): SpecWriter.text(of: builtIn.spec)
            case .builtIn, .soundDefaults: nil
            }
        return try SpecReader.read(
            given,
            fileName: spec ?? "",
            overrides: flags,
            changing: earlier
        )
    }

    /// What the sweep starts from and what changes it, as a line for people.
    var startSentence: String {
        let overrides = flags + variables
        let hidesFile = spec.map { FileManager.default.fileExists(atPath: $0) } ?? false
        return SpecStart(named: spec, overrides: overrides)
            .sentence(changedBy: overrides, hidesFile: hidesFile)
    }

    /// The folder that paths in the spec are relative to.
    var folder: URL {
        guard let spec, BuiltInSpec(rawValue: spec) == nil else {
            return URL(fileURLWithPath: ".", isDirectory: true)
        }
        return URL(fileURLWithPath: spec).deletingLastPathComponent()
    }
}

/// The flags that say which samples are held out.
struct SplitOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "none: all samples are trained on.")
    var split: String?

    @Option(
        parsing: .unconditional,
        help: "The share of the samples by which settings are compared."
    )
    var validation: String?

    @Option(
        parsing: .unconditional,
        help: "The share of the samples that is looked at once, at the end."
    )
    var test: String?

    @Option(parsing: .unconditional, help: "Folds, each of which is held out once.")
    var folds: String?

    @Option(parsing: .unconditional, help: "The seed from which parts and folds are drawn.")
    var splitSeed: String?

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

    /// What was given for `key`, if anything.
    subscript(key: SpecKey) -> String? {
        switch key {
        case .split: split
        case .validation: validation
        case .test: test
        case .folds: folds
        case .splitSeed: splitSeed
        case .group: group
        case .splitColumn: splitColumn
        case .splitLast: splitLast
        default: nil
        }
    }
}

/// The flags that say which epoch of a run is taken, and when it stops early.
struct ChoiceOptions: ParsableArguments {
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

    /// What was given for `key`, if anything.
    subscript(key: SpecKey) -> String? {
        switch key {
        case .select: select
        case .patience: patience
        case .minDelta: minDelta
        default: nil
        }
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
        help: "Layers, such as 2,50,3; separate several lists with a slash."
    )
    var layers: String?

    @Option(parsing: .unconditional, help: "Nesterov momentum: false, true or false,true.")
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
