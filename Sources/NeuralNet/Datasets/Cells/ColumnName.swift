/// Names of the columns of a table.
enum ColumnName {
    /// Whether a column has no name of its own.
    ///
    /// - Parameter name: What stands in the header; pandas writes `Unnamed: 0` where there is none.
    /// - Returns: Whether it is blank or made up by pandas.
    static func isMissing(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0 == UInt8(ascii: " ") } || name.hasPrefix("Unnamed: ")
    }
}
