internal import SweepModel
internal import TrainingModel

/// Everything that was written about a sweep, by key and in order of precedence.
struct SpecSources {
    /// Whether the values without an override are those of a file.
    let isFile: Bool

    private let overrides: [SpecOverride]
    private var values: [String: SpecValue] = [:]
    private var sections: [String: SpecLocation] = [:]

    /// Sorts the entries of `root` by path.
    ///
    /// - Parameters:
    ///   - root: The document of the file.
    ///   - overrides: What precedes the file, the strongest first.
    /// - Throws: `SpecError` for unknown and repeated keys, and for values where sections belong.
    init(root: SpecValue, overrides: [SpecOverride]) throws {
        self.overrides = overrides
        isFile = root.location != .defaults
        guard case .mapping(let entries) = root.content else {
            throw SpecError(root, isNotAllowed: "keys with values, as in `training: {epochs: 100}`")
        }
        for entry in entries { try collect(entry) }
    }

    private mutating func collect(_ entry: SpecEntry) throws {
        let path = entry.value.key
        guard values[path] == nil, sections[path] == nil else { throw entry.repeatedName }
        let isSection = SpecPaths.sections.contains(path)
        switch entry.value.content {
        case .mapping(let entries) where isSection:
            sections[path] = entry.location
            for entry in entries { try collect(entry) }
        case .missing where isSection:
            sections[path] = entry.location
        case _ where SpecPaths.values.contains(path):
            values[path] = entry.value
        case _ where isSection:
            throw SpecError(entry.value, isNotAllowed: "a section with keys of its own")
        default:
            throw entry.unknownName(among: SpecPaths.all)
        }
    }

    /// Lets what another file says take the place of what this one says.
    ///
    /// A dataset of another kind, a network, a split and the choice of an epoch each replace the
    /// earlier one as a whole.
    ///
    /// - Parameter root: The document of the other file.
    /// - Throws: `SpecError` for unknown and repeated keys, and for values where sections belong.
    mutating func overlay(_ root: SpecValue) throws {
        let later = try SpecSources(root: root, overrides: [])
        for kind in DatasetKind.allCases where later.sections[kind.path] != nil {
            for other in DatasetKind.allCases where other != kind {
                sections[other.path] = nil
                values = values.filter { !$0.key.hasPrefix(other.path + ".") }
            }
        }
        for family in [SpecKey.splitKeys, SpecKey.choiceKeys, [.axis(.layers), .hidden]]
        where family.contains(where: later.isInFile) {
            for key in family { forget(key) }
        }
        for key in SpecKey.all where key != .version && later.isInFile(key) {
            forget(key)
            for path in key.paths { values[path] = later.values[path] }
        }
        sections.merge(later.sections) { $1 }
    }

    /// Forgets the values of hyper-parameters that the file has, but for the layers.
    mutating func forgetAxes() {
        for axis in Axis.all where axis != .layers { forget(.axis(axis)) }
    }

    private mutating func forget(_ key: SpecKey) { for path in key.paths { values[path] = nil } }

    /// Whether the file has `key`, at one of its paths.
    func isInFile(_ key: SpecKey) -> Bool { key.paths.contains { values[$0] != nil } }

    /// Whether a flag, a variable or the file has `key`.
    func has(_ key: SpecKey) -> Bool { isOverridden(key) || isInFile(key) }

    /// Whether a flag or a variable has `key`.
    func isOverridden(_ key: SpecKey) -> Bool { overrides.contains { $0.key == key } }

    /// Whether the file is one that the first edition wrote: it names no version, but every value
    /// that edition had.
    var isWrittenByFirstEdition: Bool {
        guard !isInFile(.version), sections["split"] == nil, !isInFile(.split) else { return false }
        let axes = Axis.all.filter(\.isAlwaysWritten).map(SpecKey.axis)
        return ([.name, .epochs, .shuffle, .seeds] + axes).allSatisfy { values[$0.path] != nil }
    }

    /// The value of `key` with the highest precedence, or `nil` if it has none.
    ///
    /// - Throws: `SpecError` if the file has the value at both of its possible paths.
    func value(of key: SpecKey) throws -> SpecValue? {
        let other = key.otherPath.flatMap { values[$0] }
        let value = values[key.path]
        if let other, value != nil {
            throw SpecError(other.origin, "is given as \(key.path) too; keep one of the two")
        }
        return overrides.first { $0.key == key }?.value ?? value ?? other
    }

    /// Where `key` was written and under which path, for messages about what does not fit together.
    func origin(of key: SpecKey) -> SpecOrigin {
        if let override = overrides.first(where: { $0.key == key }) { return override.value.origin }
        let value = values[key.path] ?? key.otherPath.flatMap { values[$0] }
        return value?.origin ?? SpecOrigin(location: .defaults, key: key.path)
    }

    /// The path of `key` and where it was written, for messages about another key.
    func mention(of key: SpecKey) -> String {
        let origin = origin(of: key)
        return "\(origin.key) (\(origin.location))"
    }

    /// The kind of dataset that the strongest source describes, and where; `nil` if none does.
    ///
    /// - Throws: `SpecError` if overrides or the file's sections describe two kinds.
    func datasetKind() throws -> (kind: DatasetKind, location: SpecLocation)? {
        var found: (kind: DatasetKind, location: SpecLocation)?
        for override in overrides {
            guard let kind = override.key.datasetKind else { continue }
            if let found, found.kind != kind {
                throw SpecError(
                    override.value.origin,
                    "does not go with \(found.location), which makes the dataset "
                        + "\(found.kind.rawValue)"
                )
            }
            found = found ?? (kind, override.value.location)
        }
        return try found ?? datasetKindOfFile()
    }

    private func datasetKindOfFile() throws -> (kind: DatasetKind, location: SpecLocation)? {
        var found: (kind: DatasetKind, location: SpecLocation)?
        for kind in DatasetKind.allCases {
            guard let location = sections[kind.path] else { continue }
            if let found {
                throw SpecError(
                    SpecOrigin(location: location, key: kind.path),
                    "is given beside \(found.kind.path); a sweep has one dataset"
                )
            }
            found = (kind, location)
        }
        return found
    }
}

/// A value that takes precedence over the spec's.
public struct SpecOverride: Hashable, Sendable {
    /// What is overridden.
    public let key: SpecKey

    /// The value as the user spelled it, for example `0,0.5,0.9`.
    public let text: String

    /// What to name in a message, for example `--epochs` or `MOMENTUM_EPOCHS`.
    public let source: String

    /// Overrides `key` by `text`.
    public init(key: SpecKey, text: String, source: String) {
        self.key = key
        self.text = text
        self.source = source
    }

    /// The value as the reader takes it.
    var value: SpecValue {
        SpecValue(key: key.path, location: SpecLocation(name: source), content: .scalar(text))
    }
}
