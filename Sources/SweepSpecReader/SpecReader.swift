public import SweepModel
internal import TrainingModel

/// Reads the spec of a sweep from YAML and from values that override it.
///
/// The reader is pure: files and the environment are read by its caller. Precedence is the order
/// of the overrides, then the file or the built-in spec, then the defaults.
public struct SpecReader {
    let sources: SpecSources
    let defaults: SpecDefaults

    /// Reads a spec file.
    ///
    /// - Parameters:
    ///   - text: The contents of the YAML file.
    ///   - fileName: What messages call the file; the sweep is named after it.
    ///   - overrides: What precedes the file, the strongest first.
    /// - Returns: The spec with all values checked. Whether the layers fit the data is checked
    ///   already for a spiral, and by ``ResolvedSpec/fitted(datasetWidth:classCount:)`` for files.
    /// - Throws: ``SpecError`` for the first value that is not allowed.
    public static func read(
        _ text: String,
        fileName: String,
        overrides: [SpecOverride] = []
    ) throws -> ResolvedSpec {
        let root = try SpecDocument.root(of: text, fileName: fileName)
        let sources = try SpecSources(root: root, overrides: overrides)
        let edition = try sources.value(of: .version)?.wholeNumber(in: 1...2)
        let isFirst = edition.map { $0 == 1 } ?? sources.isWrittenByFirstEdition
        let name = SpecDefaults.name(ofFile: fileName)
        let defaults = isFirst ? SpecDefaults.firstEdition : .sound(name: name)
        return try SpecReader(sources: sources, defaults: defaults).resolve()
    }

    /// Reads a sweep without a spec file.
    ///
    /// - Parameters:
    ///   - builtIn: The spec that is changed, or `nil` for the sound defaults.
    ///   - overrides: What changes it, the strongest first.
    /// - Returns: The spec, as from a file.
    /// - Throws: ``SpecError`` for the first value that is not allowed.
    public static func read(
        _ builtIn: BuiltInSpec?,
        overrides: [SpecOverride] = []
    ) throws -> ResolvedSpec {
        let root = SpecValue(key: "", location: .defaults, content: .mapping([]))
        let sources = try SpecSources(root: root, overrides: overrides)
        let data = overrides.first { $0.key == .csv || $0.key == .images }
        let name = SpecDefaults.name(ofFile: data?.text ?? "")
        let defaults = builtIn.map { SpecDefaults.builtIn($0) } ?? .sound(name: name)
        return try SpecReader(sources: sources, defaults: defaults).resolve()
    }

    /// Reads what an earlier sweep would be if it had the values that were given, and its own where
    /// none were.
    ///
    /// - Parameters:
    ///   - given: The contents of a spec file, or `nil` if only overrides were given.
    ///   - fileName: What messages call that file.
    ///   - overrides: What precedes it, the strongest first.
    ///   - earlier: The earlier sweep.
    /// - Returns: The spec, which equals `earlier` if nothing that was given differs.
    /// - Throws: ``SpecError`` for the first value that is not allowed.
    public static func read(
        _ given: String?,
        fileName: String,
        overrides: [SpecOverride],
        changing earlier: SweepSpec
    ) throws -> ResolvedSpec {
        let text = SpecWriter.text(of: earlier)
        let root = try SpecDocument.root(of: text, fileName: "the earlier sweep")
        var sources = try SpecSources(root: root, overrides: overrides)
        sources.forgetAxes()
        if let given {
            try sources.overlay(try SpecDocument.root(of: given, fileName: fileName))
        }
        return try SpecReader(sources: sources, defaults: .earlier(earlier)).resolve()
    }

    private func resolve() throws -> ResolvedSpec {
        let network = try network()
        let epochs =
            try sources.value(of: .epochs)?.wholeNumber(in: 1...Limits.epochs)
            ?? defaults.spec.epochs
        let axes = try axes(network, epochs: epochs)
        let seeds = try sources.value(of: .seeds)?.seedPlan() ?? defaults.spec.seeds
        let dataset = try dataset()
        let split = try split(of: dataset, seeds)
        try checkRunCount(axes, seeds, split)
        try network.checkSize()
        let spec = SweepSpec(
            name: try sources.value(of: .name)?
                .line(meaning: "the name of the sweep", limit: Limits.nameSizeBytes)
                ?? defaults.spec.name,
            dataset: dataset,
            split: split,
            epochs: epochs,
            shuffle: try sources.value(of: .shuffle)?.boolean() ?? defaults.spec.shuffle,
            choice: try choice(split, seeds),
            metrics: try metrics(split),
            axes: axes,
            seeds: seeds
        )
        var resolved = ResolvedSpec(
            spec: spec,
            network: network,
            assumptions: try assumptions(dataset)
        )
        if case .spiral(let spiral) = dataset {
            try resolved.fit(datasetWidth: 2, classCount: spiral.classes)
        }
        try resolved.checkSize()
        return resolved
    }

    /// What the defaults decided that a person should know of.
    private func assumptions(_ dataset: DatasetSource) throws -> Set<SpecAssumption> {
        var assumptions: Set<SpecAssumption> = []
        let hasSplit = SpecKey.splitKeys.contains(where: sources.has)
        if dataset.isInFiles {
            if !hasSplit, defaults.isSound { assumptions.insert(.split) }
            if !sources.has(.hidden), !sources.has(.axis(.layers)) { assumptions.insert(.network) }
        }
        let isUsersFile = defaults.isSound && sources.isFile && !sources.has(.version)
        if isUsersFile, !sources.has(.shuffle), !hasSplit { assumptions.insert(.newDefaults) }
        let named = try sources.value(of: .metrics)?.metrics() ?? []
        if !named.allSatisfy(Metric.optional.contains) { assumptions.insert(.usualMetrics) }
        return assumptions
    }

    /// The metrics that are recorded beside the usual ones, in the order of the table.
    private func metrics(_ split: SplitRule) throws -> [Metric] {
        guard let written = try sources.value(of: .metrics) else { return defaults.spec.metrics }
        let named = try written.metrics()
        if !split.hasValidation, let metric = named.first(where: Metric.heldOut.contains) {
            throw SpecError(
                written.origin,
                "\(metric.name) is measured on held-out samples, and none are; "
                    + "`split: {validation: 0.2}` holds a fifth out"
            )
        }
        return Metric.optional.filter(named.contains)
    }

    // MARK: Hyper-parameters

    /// The values of `axis`, of which there is one unless they are written under `sweep`.
    func values(_ written: SpecValue, of axis: Axis) throws -> [AxisValue] {
        let values = try written.values(of: axis)
        try check(written, of: .axis(axis), hasOneValue: values.count == 1)
        return values
    }

    /// Refuses several values where one belongs.
    func check(_ written: SpecValue, of key: SpecKey, hasOneValue: Bool) throws {
        guard hasOneValue || written.key == key.path else {
            throw SpecError(written, isNotAllowed: "one value; several belong under \(key.path)")
        }
    }

    // MARK: Network

    private func network() throws -> NetworkChoice {
        let layers = SpecKey.axis(.layers)
        let keys = [layers, .hidden]
        let asked = keys.filter(sources.isOverridden)
        let written = asked.isEmpty ? keys.filter(sources.isInFile) : asked
        guard written.count < 2 else {
            throw SpecError(
                sources.origin(of: .hidden),
                "does not go with \(sources.mention(of: layers)); keep one of the two"
            )
        }
        guard let key = written.first, let value = try sources.value(of: key) else {
            let origin = sources.origin(of: .hidden)
            return NetworkChoice(units: defaults.hidden, isHiddenOnly: true, origin: origin)
        }
        let units: [[Int]]
        if key == .hidden {
            units = try value.hiddenLists()
            try check(value, of: key, hasOneValue: units.count == 1)
        } else {
            units = try values(value, of: .layers).compactMap { layers in
                if case .layers(let units) = layers { units } else { nil }
            }
        }
        return NetworkChoice(units: units, isHiddenOnly: key == .hidden, origin: value.origin)
    }

    // MARK: Dataset

    private func dataset() throws -> DatasetSource {
        let found = try sources.datasetKind()
        if found?.kind != .csv, sources.has(.standardize) {
            throw SpecError(
                sources.origin(of: .standardize),
                "is for tables, which --csv names: of a spiral and of images the features have one "
                    + "range already"
            )
        }
        guard let (kind, location) = found else { return defaults.spec.dataset }
        switch kind {
        case .spiral: return .spiral(try spiral())
        case .csv:
            let path = try text(.csv, meaning: "the path of a CSV file", at: location)
            return .csv(
                CSVSource(
                    path: path,
                    label: try text(
                        .label,
                        meaning: "the column of the classes",
                        at: location,
                        ofTable: path
                    ),
                    standardize: try sources.value(of: .standardize)?.boolean() ?? false,
                    form: try tableForm()
                )
            )
        case .idx:
            return .idx(
                IDXSource(
                    images: try text(.images, meaning: "the path of the images", at: location),
                    labels: try text(.labels, meaning: "the path of the labels", at: location)
                )
            )
        }
    }

    private func spiral() throws -> SpiralSource {
        let usual = SpiralSource()
        let spiral = SpiralSource(
            classes: try sources.value(of: .classes)?.wholeNumber(in: 2...Limits.units)
                ?? usual.classes,
            points: try sources.value(of: .points)?.wholeNumber(in: 2...Limits.samples)
                ?? usual.points,
            noise: try sources.value(of: .noise)?.number(in: .notNegative) ?? usual.noise,
            seed: try sources.value(of: .dataSeed).map {
                UInt64(try $0.wholeNumber(in: Limits.seeds))
            } ?? usual.seed
        )
        guard spiral.classes * spiral.points <= Limits.samples else {
            throw SpecError(
                sources.origin(of: .points),
                "\(spiral.classes) classes of \(spiral.points) points are not allowed; "
                    + "at most \(Limits.samples) samples in all"
            )
        }
        return spiral
    }

    /// A text that data of its kind must have.
    private func text(
        _ key: SpecKey,
        meaning: String,
        at location: SpecLocation,
        ofTable table: String? = nil
    ) throws -> String {
        guard let value = try sources.value(of: key) else {
            throw SpecError(
                SpecOrigin(location: location, key: key.path),
                "is missing; \(meaning) (--\(key.flag))",
                unlabelledTable: table
            )
        }
        return try value.text(meaning: meaning)
    }

    // MARK: What must fit together

    private func checkRunCount(
        _ axes: SweepAxes,
        _ seeds: SeedPlan,
        _ split: SplitRule
    ) throws {
        let settings = axes.combinationCount
        let seedCount = seeds.seeds.count
        // How many folds a column names is known with the data.
        let foldCount = split.foldCount ?? 1
        let runs = settings * Double(seedCount) * Double(foldCount)
        guard runs <= Double(Limits.runs) else {
            let folds = foldCount > 1 ? " × \(foldCount) folds" : ""
            throw SpecError(
                sources.origin(of: .seeds),
                "\(Int(settings)) settings\(folds) × \(seedCount) seeds are not allowed; "
                    + "at most \(Limits.runs) runs"
            )
        }
    }
}
