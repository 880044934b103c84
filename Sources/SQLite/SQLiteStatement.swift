internal import CSQLite

/// A prepared statement, confined to the thread of its connection.
package final class SQLiteStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer?
    private let work: WorkBudget

    /// SQLite's SQLITE_TRANSIENT, which Swift does not import: it copies what it is given.
    private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Prepares `sql`, one statement, to be run often.
    init(_ database: SQLiteDatabase, _ sql: String) throws {
        var statement: OpaquePointer?
        let flags = CUnsignedInt(SQLITE_PREPARE_PERSISTENT)
        let status = sqlite3_prepare_v3(database.handle, sql, -1, flags, &statement, nil)
        guard status == SQLITE_OK, let statement else { throw SQLiteError(database.handle, sql) }
        handle = statement
        connection = database.handle
        work = database.work
    }

    deinit { sqlite3_finalize(handle) }

    /// Executes the statement with `values`; rows are passed over.
    ///
    /// - Returns: How many rows it changed.
    /// - Throws: ``SQLiteError``.
    @discardableResult
    package func run(_ values: [SQLiteValue] = []) throws -> Int {
        try forEachRow(while: values) { _ in true }
        return Int(sqlite3_changes(connection))
    }

    /// Reads the first row, or returns `nil` if there is none.
    ///
    /// - Throws: What `read` throws, or ``SQLiteError``.
    package func first<Value>(
        _ values: [SQLiteValue] = [],
        _ read: (SQLiteRow) throws -> Value
    ) throws -> Value? {
        var result: Value?
        try forEachRow(while: values) { row in
            result = try read(row)
            return false
        }
        return result
    }

    /// Reads all rows.
    ///
    /// - Throws: What `read` throws, or ``SQLiteError``.
    package func all<Value>(
        _ values: [SQLiteValue] = [],
        _ read: (SQLiteRow) throws -> Value
    ) throws -> [Value] {
        var result: [Value] = []
        try forEachRow(values) { result.append(try read($0)) }
        return result
    }

    /// Calls `body` with each row.
    ///
    /// - Throws: What `body` throws, or ``SQLiteError``.
    package func forEachRow(
        _ values: [SQLiteValue] = [],
        _ body: (SQLiteRow) throws -> Void
    ) throws {
        try forEachRow(while: values) { row in
            try body(row)
            return true
        }
    }

    /// Calls `body` with each row as long as it answers `true`.
    ///
    /// - Precondition: The statement is not being read already.
    /// - Throws: What `body` throws, or ``SQLiteError``.
    package func forEachRow(
        while values: [SQLiteValue],
        _ body: (SQLiteRow) throws -> Bool
    ) throws {
        precondition(sqlite3_stmt_busy(handle) == 0, "\(sql) is being read")
        for (index, value) in values.enumerated() {
            guard bind(value, at: CInt(index + 1)) == SQLITE_OK else { throw failure }
        }
        // A failed statement answers its error again, which was thrown already.
        defer { sqlite3_reset(handle) }
        try work.spend {
            while true {
                switch sqlite3_step(handle) {
                case SQLITE_ROW: guard try body(SQLiteRow(statement: handle)) else { return }
                case SQLITE_DONE: return
                default: throw failure
                }
            }
        }
    }

    private var failure: SQLiteError { SQLiteError(connection, sql) }

    private var sql: String { String(cString: sqlite3_sql(handle)) }

    private func bind(_ value: SQLiteValue, at index: CInt) -> CInt {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty text may have no address, which SQLite would take for NULL.
                    $0.isEmpty
                        ? sqlite3_bind_text(handle, index, "", 0, Self.copies)
                        : sqlite3_bind_text(
                            handle,
                            index,
                            $0.baseAddress,
                            CInt($0.count),
                            Self.copies
                        )
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(handle, index, $0.baseAddress, CInt($0.count), Self.copies)
            }
        case .buffer(let bytes):
            return sqlite3_bind_blob(handle, index, bytes.baseAddress, CInt(bytes.count), nil)
        }
    }
}

@available(*, unavailable)
extension SQLiteStatement: Sendable {}

/// The row that a statement stands at; not to be kept beyond the call that gets it.
package struct SQLiteRow {
    let statement: OpaquePointer

    /// The whole number at `index`, from 0, or `nil` for a value of another kind.
    package func integer(_ index: Int) -> Int64? {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_INTEGER
            ? sqlite3_column_int64(statement, CInt(index)) : nil
    }

    /// The number at `index`, or `nil` for a value of another kind.
    package func real(_ index: Int) -> Double? {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_FLOAT
            ? sqlite3_column_double(statement, CInt(index)) : nil
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

    /// The value at `index` as a text, for a message.
    package func description(_ index: Int) -> String {
        if let bytes = withBytes(index, { $0.count }) { return "\(bytes) bytes" }
        return sqlite3_column_text(statement, CInt(index)).map { String(cString: $0) } ?? "NULL"
    }
}

/// A value for one parameter of a statement.
@usableFromInline
package enum SQLiteValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// NULL.
    case null

    /// A whole number.
    case integer(Int64)

    /// A number, whose bits are kept; a NaN would become NULL.
    case real(Double)

    /// A text, which is copied.
    case text(String)

    /// Bytes, which are copied.
    case bytes([UInt8])

    /// Bytes that stay in memory while the statement runs; they are not copied.
    case buffer(UnsafeRawBufferPointer)

    /// Wraps a text literal.
    @inlinable
    package init(stringLiteral text: String) { self = .text(text) }

    /// Wraps a number literal.
    @inlinable
    package init(integerLiteral number: Int64) { self = .integer(number) }

    /// Wraps a number that fits 64 bits with a sign.
    @inlinable
    package init(_ number: some BinaryInteger) { self = .integer(Int64(number)) }

    /// Wraps a number that may be missing.
    @inlinable
    package init(_ number: (some BinaryInteger)?) {
        self = number.map { SQLiteValue($0) } ?? .null
    }

    /// Wraps a text that may be missing.
    package init(_ text: String?) { self = text.map { .text($0) } ?? .null }
}
