internal import GRDBSQLite

/// The row that a prepared statement stands at; not to be kept.
struct PreparedRow {
    let statement: OpaquePointer

    /// The whole number at `index`, from 0; another value is read as SQLite converts it.
    func integer(_ index: CInt) -> Int64 { sqlite3_column_int64(statement, index) }

    /// The text at `index`, or `nil` for NULL.
    func text(_ index: CInt) -> String? {
        sqlite3_column_text(statement, index).map { String(cString: $0) }
    }
}
