internal import GRDB
internal import GRDBSQLite
internal import TrainingModel

/// The statements that write records, each prepared once for the connection.
///
/// They go to SQLite directly: GRDB's own take three times as long as SQLite for the short ones of
/// which a pack needs eight. Confined to the connection's thread, within its transactions.
final class PreparedStatements {
    /// Statements by the address of their text, which stands in the program.
    private var statements: [UnsafeRawPointer: OpaquePointer] = [:]

    deinit { finalize() }

    /// Forgets all statements; to be called before the connection is closed.
    func finalize() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements.removeAll()
    }

    /// Executes a statement that gives no rows.
    ///
    /// - Returns: How many rows it changed.
    /// - Throws: `DatabaseError`.
    func run(_ sql: StaticString, _ values: [Binding], in database: Database) throws -> Int {
        let statement = try bound(sql, values, in: database)
        defer { sqlite3_reset(statement) }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw database.lastError(sql) }
        return database.changesCount
    }

    /// The numbers in the first row of a statement, or `nil` if it gives none.
    ///
    /// - Throws: `DatabaseError`.
    func firstRow<Value>(
        _ sql: StaticString,
        _ values: [Binding],
        in database: Database,
        _ read: (PreparedRow) throws -> Value
    ) throws -> Value? {
        let statement = try bound(sql, values, in: database)
        defer { sqlite3_reset(statement) }
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return try read(PreparedRow(statement: statement))
        case SQLITE_DONE: return nil
        default: throw database.lastError(sql)
        }
    }

    private func bound(
        _ sql: StaticString,
        _ values: [Binding],
        in database: Database
    ) throws -> OpaquePointer {
        let statement = try prepared(sql, in: database)
        for (index, value) in values.enumerated() {
            let status = Self.bind(value, at: CInt(index + 1), of: statement)
            guard status == SQLITE_OK else { throw database.lastError(sql) }
        }
        return statement
    }

    private func prepared(_ sql: StaticString, in database: Database) throws -> OpaquePointer {
        let key = UnsafeRawPointer(sql.utf8Start)
        if let statement = statements[key] { return statement }
        var statement: OpaquePointer?
        let flags = CUnsignedInt(SQLITE_PREPARE_PERSISTENT)
        let status = sqlite3_prepare_v3(
            database.sqliteConnection,
            "\(sql)",
            -1,
            flags,
            &statement,
            nil
        )
        guard status == SQLITE_OK, let statement else { throw database.lastError(sql) }
        statements[key] = statement
        return statement
    }

    private static func bind(
        _ value: Binding,
        at index: CInt,
        of statement: OpaquePointer
    ) -> CInt {
        // SQLite's SQLITE_TRANSIENT, which Swift does not import: it copies what it is given.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty text has no address, which SQLite would take for NULL.
                    $0.isEmpty
                        ? sqlite3_bind_text(statement, index, "", 0, copies)
                        : sqlite3_bind_text(
                            statement,
                            index,
                            $0.baseAddress,
                            CInt($0.count),
                            copies
                        )
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(statement, index, $0.baseAddress, CInt($0.count), copies)
            }
        case .floats(let numbers):
            return LittleEndian.withBytes(of: numbers) {
                sqlite3_bind_blob(statement, index, $0.baseAddress, CInt($0.count), copies)
            }
        }
    }
}

extension Database {
    /// What went wrong in the last call of SQLite.
    fileprivate func lastError(_ sql: StaticString) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqliteConnection)),
            message: String(cString: sqlite3_errmsg(sqliteConnection)),
            sql: "\(sql)"
        )
    }
}
