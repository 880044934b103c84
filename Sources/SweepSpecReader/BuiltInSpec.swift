public import SweepModel

/// A spec that comes with the program; raw values are the names on the command line.
public enum BuiltInSpec: String, Hashable, Sendable, CaseIterable {
    /// The lab's sweep to the letter.
    case notebook

    /// The same data, network and momenta, trained and judged as is sound.
    case spiral

    /// The spec.
    public var spec: SweepSpec {
        switch self {
        case .notebook: .notebook
        case .spiral: .spiral
        }
    }

    /// What it is, as the end of a sentence.
    public var summary: String {
        switch self {
        case .notebook:
            "the notebook's sweep to the letter: not shuffled, nothing held out, one run of each "
                + "momentum"
        case .spiral:
            "the notebook's data, network and momenta with sound defaults: shuffled, ten seeds, a "
                + "fifth of the samples held out"
        }
    }
}

/// What the values of a sweep are taken from before flags and variables change them.
public enum SpecStart: Hashable, Sendable {
    /// A built-in spec, and whether it was named.
    case builtIn(BuiltInSpec, isNamed: Bool)

    /// The sound defaults, for data that a flag or a variable names.
    case soundDefaults

    /// A file.
    case file(String)

    /// Chooses what to start from.
    ///
    /// A built-in name wins over a file of that name, which can be written with a slash.
    ///
    /// - Parameters:
    ///   - argument: The spec that was named, if one was.
    ///   - overrides: What changes it.
    public init(named argument: String?, overrides: [SpecOverride]) {
        if let argument {
            let builtIn = BuiltInSpec(rawValue: argument)
            self = builtIn.map { .builtIn($0, isNamed: true) } ?? .file(argument)
        } else if overrides.contains(where: \.key.namesData) {
            self = .soundDefaults
        } else {
            let isChanged = overrides.contains(where: \.key.changesTraining)
            self = .builtIn(isChanged ? .spiral : .notebook, isNamed: false)
        }
    }

    /// What the sweep starts from and what changes it, as a line for people.
    ///
    /// - Parameters:
    ///   - overrides: What changes it.
    ///   - hidesFile: Whether there is a file with the name of the built-in spec.
    /// - Returns: One or two sentences.
    public func sentence(changedBy overrides: [SpecOverride], hidesFile: Bool = false) -> String {
        let sources = overrides.map(\.source).reduce(into: [String]()) { sources, source in
            if !sources.contains(source) { sources.append(source) }
        }
        let change = sources.isEmpty ? "" : "; changed by \(sources.joined(separator: ", "))"
        switch self {
        case .file(let path): return "Spec: \(path)\(change)."
        case .soundDefaults: return "Spec: the sound defaults\(change)."
        case .builtIn(let builtIn, let isNamed):
            let name = builtIn.rawValue
            var sentence = "Spec: \(name), built in, \(builtIn.summary)\(change)."
            if hidesFile { sentence += " The file \(name) is not read; ./\(name) would be." }
            if !isNamed, builtIn == .spiral {
                sentence += " Name notebook as the spec to change the notebook's sweep instead."
            }
            return sentence
        }
    }
}
