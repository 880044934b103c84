public import SweepModel
internal import TrainingModel

/// Reads the spec of a sweep from YAML and from values that override it.
///
/// The reader is pure: files and the environment are read by its caller. Precedence is the order
/// of the overrides, then the file, then the defaults. Without a file the defaults are the
/// notebook's sweep. With a file they are the notebook's too, but for the seeds: 0…9 for every
/// setting, so that differences between settings are paired, and for the name, `sweep`.
public struct SpecReader {
    private let sources: SpecSources
    private let defaults: SweepSpec

    private init(sources: SpecSources, defaults: SweepSpec) {
        self.sources = sources
        self.defaults = defaults
    }

    /// Reads a sweep.
    ///
    /// - Parameters:
    ///   - text: The contents of the YAML file, or `nil` for the notebook's sweep.
    ///   - fileName: What messages call the file.
    ///   - overrides: What precedes the file, the strongest first.
    /// - Returns: The spec with all values checked. Whether the layers fit the data is checked
    ///   already for a spiral, and by ``ResolvedSpec/check(datasetWidth:classCount:)`` for files.
    /// - Throws: ``SpecError`` for the first value that is not allowed.
    public static func read(
        _ text: String?,
        fileName: String,
        overrides: [SpecOverride] = []
    ) throws -> ResolvedSpec {
        var defaults = SweepSpec.notebook
        if text != nil {
            defaults.name = "sweep"
            defaults.seeds = .paired(SeedList(0..<10))
        }
        let root = try SpecDocument.root(of: text ?? "", fileName: fileName)
        let sources = try SpecSources(root: root, overrides: overrides)
        return try SpecReader(sources: sources, defaults: defaults).resolve()
    }

    private func resolve() throws -> ResolvedSpec {
        let axes = try axes()
        _ = try sources.value(of: .version)?.wholeNumber(in: 1...2)
        let seeds = try sources.value(of: .seeds)?.seedPlan() ?? defaults.seeds
        try checkRunCount(axes, seeds)
        try checkTogether(axes)
        let spec = SweepSpec(
            name: try sources.value(of: .name)?
                .text(meaning: "the name of the sweep", limit: Limits.nameSizeBytes)
                ?? defaults.name,
            dataset: try dataset(),
            epochs: try sources.value(of: .epochs)?.wholeNumber(in: 1...Limits.epochs)
                ?? defaults.epochs,
            shuffle: try sources.value(of: .shuffle)?.boolean() ?? defaults.shuffle,
            metrics: try sources.value(of: .metrics)?.metrics() ?? defaults.metrics,
            axes: axes,
            seeds: seeds
        )
        let resolved = ResolvedSpec(spec: spec, layersOrigin: sources.origin(of: .axis(.layers)))
        try resolved.checkSize()
        if case .spiral(let spiral) = spec.dataset {
            try resolved.check(datasetWidth: 2, classCount: spiral.classes)
        }
        return resolved
    }

    // MARK: Hyper-parameters

    private func axes() throws -> SweepAxes {
        var axes = defaults.axes
        for axis in Axis.all {
            guard let written = try sources.value(of: .axis(axis)) else { continue }
            let values = try written.values(of: axis)
            guard values.count == 1 || written.key == SpecKey.axis(axis).path else {
                throw SpecError(
                    written,
                    isNotAllowed: "one value; several stand under \(SpecKey.axis(axis).path)"
                )
            }
            axes[axis] = values
        }
        return axes
    }

    // MARK: Dataset

    private func dataset() throws -> DatasetSource {
        guard let (kind, location) = try sources.datasetKind() else { return defaults.dataset }
        switch kind {
        case .spiral: return .spiral(try spiral())
        case .csv:
            return .csv(
                CSVSource(
                    path: try text(.csv, meaning: "the path of a CSV file", at: location),
                    label: try text(.label, meaning: "the column of the classes", at: location),
                    standardize: try sources.value(of: .standardize)?.boolean() ?? false
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

    private func text(_ key: SpecKey, meaning: String, at location: SpecLocation) throws -> String {
        guard let value = try sources.value(of: key) else {
            throw SpecError(
                SpecOrigin(location: location, key: key.path),
                "is missing; \(meaning)"
            )
        }
        return try value.text(meaning: meaning)
    }

    // MARK: What must fit together

    private func checkTogether(_ axes: SweepAxes) throws {
        if let conflict = axes.settings.lazy.compactMap(\.conflict).first {
            throw SpecError(sources.origin(of: .axis(conflict.axis)), conflict.message)
        }
        for case .layers(let units) in axes[.layers] {
            let parameters = NetworkShape(layers: units).parameterCount
            guard parameters <= Limits.parameters else {
                throw SpecError(
                    sources.origin(of: .axis(.layers)),
                    "\(units) is not allowed; its \(parameters) weights and biases "
                        + "exceed \(Limits.parameters)"
                )
            }
        }
    }

    private func checkRunCount(_ axes: SweepAxes, _ seeds: SeedPlan) throws {
        let counts = Axis.all.map { axes[$0].count }
        let settings = counts.reduce(1.0) { $0 * Double($1) }
        guard settings <= Double(Limits.settings) else {
            let several = Axis.all.filter { axes[$0].count > 1 }
            let product = several.map { "\(axes[$0].count) \($0.name)" }.joined(separator: " × ")
            throw SpecError(
                sources.origin(of: .axis(several[0])),
                "\(product): \(Int(settings)) settings are not allowed; at most "
                    + "\(Limits.settings)"
            )
        }
        let seedCount = seeds.seeds.count
        guard settings * Double(seedCount) <= Double(Limits.runs) else {
            throw SpecError(
                sources.origin(of: .seeds),
                "\(Int(settings)) settings × \(seedCount) seeds are not allowed; "
                    + "at most \(Limits.runs) runs"
            )
        }
    }
}

/// A spec whose values are checked, and where its layers were written.
public struct ResolvedSpec: Hashable, Sendable {
    /// The spec.
    public let spec: SweepSpec

    private let layersOrigin: SpecOrigin

    /// Remembers where the layers of `spec` were written.
    init(spec: SweepSpec, layersOrigin: SpecOrigin) {
        self.spec = spec
        self.layersOrigin = layersOrigin
    }

    /// Checks that every network takes the samples in and tells the classes apart.
    ///
    /// A batch larger than the dataset is allowed, as in PyTorch: each epoch is then one step.
    ///
    /// - Parameters:
    ///   - datasetWidth: The number of features of one sample.
    ///   - classCount: The number of classes.
    /// - Throws: ``SpecError`` naming the first list of layers that does not fit.
    public func check(datasetWidth: Int, classCount: Int) throws {
        for case .layers(let layers) in spec.axes[.layers]
        where layers.first != datasetWidth || layers.last != classCount {
            let fitting = [datasetWidth] + layers.dropFirst().dropLast() + [classCount]
            throw SpecError(
                layersOrigin,
                "\(layers) does not fit the data, which has \(datasetWidth) features and "
                    + "\(classCount) classes; \(fitting) would"
            )
        }
    }

    /// Checks that the spec as it is written to the run directory can be read again.
    func checkSize() throws {
        let size = SpecWriter.text(of: spec).utf8.count
        guard size <= Limits.specSizeBytes else {
            throw SpecError(
                SpecOrigin(location: .defaults, key: ""),
                "all values written out are \(size) bytes, which is not allowed; "
                    + "at most \(Limits.specSizeBytes) bytes"
            )
        }
    }
}
