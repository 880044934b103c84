internal import CSQLite

/// The row that a statement stands at; not to be kept beyond the call that gets it.
package struct SQLiteRow {
    let statement: OpaquePointer

    /// The whole number at `index`, from 0, or `nil` for a value of another kind.
    package func integer(_ index: Int) -> Int64? {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_INTEGER
            ? sqlite3_column_int64(statement, CInt(index)) : nil
    }

    /// The text at `index`, or `nil` for a value of another kind; U+FFFD stands for what is no
    /// UTF-8.
    package func text(_ index: Int) -> String? {
        guard sqlite3_column_type(statement, CInt(index)) == SQLITE_TEXT,
            let start = sqlite3_column_text(statement, CInt(index))
        else { return nil }
        let count = Int(sqlite3_column_bytes(statement, CInt(index)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Calls `body` with the bytes at `index`, or returns `nil` for a value of another kind.
    ///
    /// - Throws: What `body` throws.
    package func withBytes<Value>(
        _ index: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Value
    ) rethrows -> Value? {
        guard sqlite3_column_type(statement, CInt(index)) == SQLITE_BLOB else { return nil }
        let start = sqlite3_column_blob(statement, CInt(index))
        let count = Int(sqlite3_column_bytes(statement, CInt(index)))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Whether the value at `index` is NULL.
    package func isNull(_ index: Int) -> Bool {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_NULL
    }

    /// The name of the column at `index`.
    package func name(_ index: Int) -> String {
        sqlite3_column_name(statement, CInt(index)).map { String(cString: $0) } ?? "\(index)"
    }

    /// The value at `index` in words, for a message.
    package func description(_ index: Int) -> String {
        if let bytes = withBytes(index, { $0.count }) { return "\(bytes) bytes" }
        return sqlite3_column_text(statement, CInt(index)).map { String(cString: $0) } ?? "NULL"
    }
}
