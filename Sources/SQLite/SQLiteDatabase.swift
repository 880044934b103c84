internal import CSQLite

/// A connection to an SQLite file, confined to one thread.
package final class SQLiteDatabase {
    /// The ways to begin a transaction.
    package enum Transaction: String {
        /// Takes the lock to write at once.
        case immediate

        /// Sees one state from its first read on.
        case deferred
    }

    /// The connection; SQLite makes one even where opening fails.
    let handle: OpaquePointer?

    /// Prepared statements by the address of their text, which stands in the program.
    private var statements: [UnsafeRawPointer: SQLiteStatement] = [:]

    /// What the statements of the connection may still do.
    let work = WorkBudget()

    private var isClosed = false

    /// The switches that keep what a file says of itself from being executed: its views and
    /// triggers are off, functions with effects are out of its reach, and its schema cannot be
    /// overwritten.
    ///
    /// - Source: https://www.sqlite.org/security.html, section 1.
    private static let switches: [(name: CInt, value: CInt)] = [
        (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), (SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    ]

    /// The longest value or row, in bytes; no statement of this program comes near it.
    private static let longestValueBytes: CInt = 16 << 20

    /// Opens the file at `path`, which is made if it is missing and not opened for reading only.
    ///
    /// Nothing in the file is trusted: views and triggers of its schema do not run.
    ///
    /// - Throws: ``SQLiteError``.
    package init(path: String, isReadOnly: Bool = false, busyTimeoutMilliseconds: CInt = 0) throws {
        let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var handle: OpaquePointer?
        let status = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
        self.handle = handle
        guard status == SQLITE_OK else { throw SQLiteError(handle, "open \(path)") }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, busyTimeoutMilliseconds)
        for (name, value) in Self.switches {
            guard csqlite_set_switch(handle, name, value) == SQLITE_OK else {
                throw SQLiteError(handle, "set switch \(name) to \(value)")
            }
        }
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.longestValueBytes)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        work.watch(handle)
    }

    /// Lets each statement that is run from now on take at most `count` steps of SQLite's machine.
    ///
    /// A damaged or forged file can lead a query in circles; one that takes more fails with
    /// ``SQLiteError/Kind/endless``.
    package func limitSteps(to count: Int) { work.limit = count }

    // A statement that outlives the connection keeps it alive in SQLite.
    deinit { if !isClosed { sqlite3_close_v2(handle) } }

    /// Closes the connection; nothing is done with it any more.
    ///
    /// - Throws: ``SQLiteError``, for example if a cursor is still open; it stays open then.
    package func close() throws {
        statements = [:]
        guard sqlite3_close(handle) == SQLITE_OK else { throw SQLiteError(handle, "close") }
        isClosed = true
    }

    /// The statement with the text `sql`, prepared once.
    ///
    /// - Throws: ``SQLiteError``.
    package func statement(_ sql: StaticString) throws -> SQLiteStatement {
        let key = UnsafeRawPointer(sql.utf8Start)
        if let statement = statements[key] { return statement }
        let statement = try SQLiteStatement(self, "\(sql)")
        statements[key] = statement
        return statement
    }

    /// Executes the statements of `script`, which take no values; rows are passed over.
    ///
    /// - Throws: ``SQLiteError``.
    package func execute(_ script: String) throws {
        try work.spend {
            guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
                throw SQLiteError(handle, script)
            }
        }
    }

    /// Runs `body` in a transaction, which is rolled back if it throws.
    ///
    /// - Throws: What `body` throws, or ``SQLiteError``.
    package func transaction<Value>(
        _ kind: Transaction,
        _ body: () throws -> Value
    ) throws -> Value {
        try execute("BEGIN \(kind.rawValue)")
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            // After some errors, a full disk among them, SQLite has rolled back by itself.
            if sqlite3_get_autocommit(handle) == 0 {
                sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            }
            throw error
        }
    }

    /// The number that `PRAGMA name` answers, or `nil` if it answers none.
    ///
    /// - Throws: ``SQLiteError``.
    package func setting(_ name: String) throws -> Int? {
        let value = try SQLiteStatement(self, "PRAGMA \(name)").first { $0.integer(0) } ?? nil
        return value.map { Int($0) }
    }

    /// The text that `PRAGMA name` answers, or `nil` if it answers none.
    ///
    /// - Throws: ``SQLiteError``.
    package func answer(_ name: String) throws -> String? {
        try SQLiteStatement(self, "PRAGMA \(name)").first { $0.text(0) } ?? nil
    }

    /// The pages that went to the file or its log since the last call.
    package func takeWrittenPageCount() -> Int {
        var count: CInt = 0
        var highest: CInt = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, 1)
        return Int(count)
    }
}

@available(*, unavailable)
extension SQLiteDatabase: Sendable {}

/// What SQLite could not do.
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The extended result code.
    ///
    /// - Source: https://www.sqlite.org/rescode.html.
    package let extendedCode: CInt

    /// What SQLite says.
    package let message: String

    /// The statement or the call.
    package let subject: String

    /// The kinds of failure that callers distinguish.
    package enum Kind: Hashable, Sendable {
        /// The disk is full.
        case full

        /// The file of shared memory beside a log cannot grow.
        case sharedMemoryFull

        /// Another connection holds the file.
        case busy

        /// The file is not one of SQLite's.
        case notADatabase

        /// The file is damaged.
        case corrupt

        /// A value is not allowed where it was to be stored.
        case constraint

        /// A crash left a journal that only a connection which writes can undo.
        case unfinishedJournal

        /// A query took more steps than it was given.
        case endless

        /// A statement does not fit the tables of the file or the values in them.
        case misfit

        /// All the rest.
        case other
    }

    /// The kind of failure.
    package var kind: Kind {
        // The extended code is not among what Swift imports: SQLITE_IOERR | 19 << 8.
        if extendedCode == SQLITE_IOERR | 19 << 8 { return .sharedMemoryFull }
        // Nor is SQLITE_READONLY | 3 << 8.
        if extendedCode == SQLITE_READONLY | 3 << 8 { return .unfinishedJournal }
        switch extendedCode & 0xFF {
        case SQLITE_FULL: return .full
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_NOTADB: return .notADatabase
        case SQLITE_CORRUPT, SQLITE_TOOBIG: return .corrupt
        case SQLITE_INTERRUPT: return .endless
        case SQLITE_ERROR: return .misfit
        case SQLITE_CONSTRAINT: return .constraint
        default: return .other
        }
    }

    /// What went wrong in the last call on `connection`, while `subject` was done.
    init(_ connection: OpaquePointer?, _ subject: String) {
        extendedCode = sqlite3_extended_errcode(connection)
        message = String(cString: sqlite3_errmsg(connection))
        self.subject = subject
    }

    /// The message with code and statement.
    package var description: String { "\(message) (\(extendedCode)) in \(subject)" }
}
