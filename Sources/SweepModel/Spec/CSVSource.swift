/// A CSV file (RFC 4180) with a header row.
public struct CSVSource: Hashable, Sendable {
    /// The file, relative to the spec's folder.
    public var path: String

    /// The name of the column that holds the classes.
    public var label: String

    /// Whether each feature is shifted to mean 0 and scaled to standard deviation 1.
    public var standardize: Bool

    /// Describes a table.
    public init(path: String, label: String, standardize: Bool = false) {
        self.path = path
        self.label = label
        self.standardize = standardize
    }
}
