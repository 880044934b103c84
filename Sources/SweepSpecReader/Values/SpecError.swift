/// Why a spec was refused: where, which key, and what is allowed instead.
public struct SpecError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the wrong value was written.
    public let location: SpecLocation

    /// The path of the key, for example `training.epochs`; empty if the file as a whole is wrong.
    public let key: String

    /// What is wrong and what is allowed.
    public let message: String

    /// The CSV file whose column of classes was not named, for a message that lists its columns;
    /// else `nil`.
    public let unlabelledTable: String?

    /// Describes what is wrong with the value at `origin`.
    init(_ origin: SpecOrigin, _ message: String, unlabelledTable: String? = nil) {
        location = origin.location
        key = origin.key
        self.message = message
        self.unlabelledTable = unlabelledTable
    }

    /// Refuses `value`, saying what is allowed.
    init(_ value: SpecValue, isNotAllowed allowed: String) {
        self.init(value.origin, "\(value.shortText) is not allowed; \(allowed)")
    }

    /// Location, key and message, as in
    /// `sweep.yaml:6: training.epochs: -5 is not allowed; a whole number from 1 to 1000000`.
    public var description: String {
        key.isEmpty ? "\(location): \(message)" : "\(location): \(key): \(message)"
    }
}

/// Where a value was written: a line of a file, a flag, an environment variable, or the defaults.
public struct SpecLocation: Hashable, Sendable, CustomStringConvertible {
    /// The location of default values, which are written nowhere.
    public static let defaults = SpecLocation(name: "default")

    /// The file, flag or environment variable.
    public let name: String

    /// The line in the file, from 1.
    public let line: Int?

    /// Names a location.
    public init(name: String, line: Int? = nil) {
        self.name = name
        self.line = line
    }

    /// The name, and the line if there is one, as in `sweep.yaml:6`.
    public var description: String { line.map { "\(name):\($0)" } ?? name }
}

/// Where a value was written and under which key.
struct SpecOrigin: Hashable, Sendable {
    /// The file's line, the flag or the environment variable.
    let location: SpecLocation

    /// The path of the key, for example `training.epochs`; empty for the file as a whole.
    let key: String
}
