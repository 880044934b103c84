/// A stored value that no version of this program writes.
struct StoredValueError: Error, Sendable, CustomStringConvertible {
    /// The column and the value.
    let description: String

    /// Describes the value found in `column`.
    init(column: String, value: String) {
        description = "column \(column) holds \(value)"
    }
}
