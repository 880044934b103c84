/// Where a value was written: a line of a file, a flag, an environment variable, or the defaults.
public struct SpecPlace: Hashable, Sendable, CustomStringConvertible {
    /// The place of values that nobody wrote.
    public static let defaults = SpecPlace(name: "default")

    /// The file, flag or environment variable.
    public let name: String

    /// The line in the file, from 1.
    public let line: Int?

    /// Names a place.
    public init(name: String, line: Int? = nil) {
        self.name = name
        self.line = line
    }

    /// The name, and the line if there is one, as in `sweep.yaml:6`.
    public var description: String { line.map { "\(name):\($0)" } ?? name }
}
