internal import SweepModel
internal import TrainingModel

/// The values that a spec has where nothing is written.
struct SpecDefaults {
    /// Whose defaults these are.
    enum Edition {
        /// The first edition's: no shuffle, no split.
        case first

        /// The sound ones.
        case sound

        /// A built-in spec's.
        case builtIn

        /// The values of an earlier sweep, else the sound ones.
        case earlier
    }

    /// The values; the layers follow from ``hidden`` and the data.
    var spec: SweepSpec

    /// Whose defaults these are.
    let edition: Edition

    /// The hidden layers: one of 50 units, as in the notebook.
    let hidden = [[50]]

    /// The split of data in files.
    var splitOfFiles: SplitRule {
        switch edition {
        case .first: .none
        case .sound, .earlier: .standard
        case .builtIn: spec.split
        }
    }

    /// Whether what is not written is what version 2 of the form says.
    var isSound: Bool { edition == .sound || edition == .earlier }

    /// The values of `builtIn`.
    static func builtIn(_ builtIn: BuiltInSpec) -> SpecDefaults {
        SpecDefaults(spec: builtIn.spec, edition: .builtIn)
    }

    /// The notebook's data and momenta, but shuffled and with ten paired seeds.
    ///
    /// - Parameter name: The sweep's name.
    /// - Returns: The defaults of version 2.
    static func sound(name: String) -> SpecDefaults {
        var defaults = firstEdition.spec
        defaults.name = name
        defaults.shuffle = true
        return SpecDefaults(spec: defaults, edition: .sound)
    }

    /// The hyper-parameters of `earlier`, and the sound defaults of all else.
    static func earlier(_ earlier: SweepSpec) -> SpecDefaults {
        var spec = sound(name: earlier.name).spec
        spec.axes = earlier.axes
        return SpecDefaults(spec: spec, edition: .earlier)
    }

    /// What the first edition's specs mean: the notebook's values, but ten paired seeds.
    static let firstEdition: SpecDefaults = {
        var spec = SweepSpec.notebook
        spec.name = standardName
        spec.seeds = .standard
        return SpecDefaults(spec: spec, edition: .first)
    }()

    private static let standardName = "sweep"

    /// The name of a sweep after its file: without folder and ending.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The name; `sweep` for a pipe and for what has no usable name.
    static func name(ofFile path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        let words = file.split(separator: ".", omittingEmptySubsequences: false)
        let stem = words.count > 1 ? words.dropLast().joined(separator: ".") : String(file)
        let value = SpecValue(key: "", location: .defaults, content: .scalar(stem))
        let isPipe = path == "-" || path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
        let name = try? value.line(meaning: "a name", limit: Limits.nameSizeBytes)
        return isPipe ? standardName : name ?? standardName
    }
}

extension DatasetSource {
    /// Whether the samples come from files.
    var isInFiles: Bool {
        switch self {
        case .spiral: false
        case .csv, .idx: true
        }
    }
}
