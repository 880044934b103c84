internal import SweepModel

/// Everything that was written about a sweep, by key and in order of precedence.
struct SpecSources {
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
        guard case .mapping(let entries) = root.content else {
            throw SpecError(root, isNotAllowed: "keys with values, as in `training: {epochs: 100}`")
        }
        for entry in entries { try collect(entry) }
    }

    private mutating func collect(_ entry: SpecEntry) throws {
        let path = entry.value.key
        guard values[path] == nil, sections[path] == nil else { throw entry.repeatedName }
        if SpecPaths.values.contains(path) {
            values[path] = entry.value
        } else if SpecPaths.sections.contains(path) {
            sections[path] = entry.location
            switch entry.value.content {
            case .mapping(let entries): for entry in entries { try collect(entry) }
            case .missing: break
            case .scalar, .list:
                throw SpecError(entry.value, isNotAllowed: "a section with keys of its own")
            }
        } else {
            throw entry.unknownName(among: SpecPaths.all)
        }
    }

    /// The value of `key` with the highest precedence, or `nil` if it has none.
    ///
    /// - Throws: `SpecError` if the file has the value at both of its possible paths.
    func value(of key: SpecKey) throws -> SpecValue? {
        let other = key.otherPath.flatMap { values[$0] }
        let value = values[key.path]
        if let other, value != nil {
            throw SpecError(other.origin, "stands as \(key.path) too; keep one of the two")
        }
        return overrides.first { $0.key == key }?.value ?? value ?? other
    }

    /// Where `key` was written and under which path, for messages about what does not fit together.
    func origin(of key: SpecKey) -> SpecOrigin {
        if let override = overrides.first(where: { $0.key == key }) { return override.value.origin }
        let value = values[key.path] ?? key.otherPath.flatMap { values[$0] }
        return value?.origin ?? SpecOrigin(location: .defaults, key: key.path)
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
                    "stands beside \(found.kind.path); a sweep has one dataset"
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
