internal import ArgumentParser
internal import Foundation
internal import SweepModel
internal import SweepSpecReader

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

    @OptionGroup(title: "Data")
    var data: DataFlags

    @OptionGroup(title: "Held-out samples")
    var split: SplitFlags

    @OptionGroup(title: "Hyper-parameters (several values are compared)")
    var axes: AxisFlags

    @OptionGroup(title: "Training")
    var training: TrainingFlags

    /// Whether anything but defaults was asked for.
    var isEmpty: Bool { spec == nil && flags.isEmpty }

    private var flags: [SpecOverride] {
        let texts = [data.texts, split.texts, axes.texts, training.texts]
            .reduce(into: [:]) { texts, more in texts.merge(more) { $1 } }
        return SpecKey.overridable.compactMap { key in
            guard let text = texts[key] else { preconditionFailure("\(key.path) has no flag") }
            return text.map { SpecOverride(key: key, text: $0, source: "--\(key.flag)") }
        }
    }

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
        return try namingColumns {
            switch SpecStart(named: spec, overrides: overrides) {
            case .file(let path):
                try SpecReader.read(
                    try SpecArgument.text(path),
                    fileName: path,
                    overrides: overrides
                )
            case .builtIn(let builtIn, _): try SpecReader.read(builtIn, overrides: overrides)
            case .soundDefaults: try SpecReader.read(nil, overrides: overrides)
            }
        }
    }

    /// Reads what `earlier` would be with the values that the command line names; all others are
    /// its own, whatever the environment has.
    ///
    /// - Throws: ``SpecError`` or ``Failure`` naming the wrong value or the missing file.
    func read(changing earlier: SweepSpec) throws -> ResolvedSpec {
        let given: String? =
            switch SpecStart(named: spec, overrides: flags) {
            case .file(let path): try SpecArgument.text(path)
            case .builtIn(let builtIn, isNamed: true): SpecWriter.text(of: builtIn.spec)
            case .builtIn, .soundDefaults: nil
            }
        return try namingColumns {
            try SpecReader.read(
                given,
                fileName: spec ?? "",
                overrides: flags,
                changing: earlier
            )
        }
    }

    /// Lists the columns of a table whose label was not named.
    private func namingColumns(_ read: () throws -> ResolvedSpec) throws -> ResolvedSpec {
        do {
            return try read()
        } catch let error as SpecError {
            guard let table = error.unlabelledTable else { throw error }
            let url = URL(fileURLWithPath: table, relativeTo: folder)
            throw Failure(.usage, "\(error)\(SpecArgument.columns(of: url.path))")
        }
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
