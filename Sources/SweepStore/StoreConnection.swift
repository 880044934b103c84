internal import Glibc
internal import HostSystem
internal import SQLite

/// One SQLite connection to a sweep's store, with its settings in force.
///
/// Never read the file by other means while a connection is open in the process: closing that
/// file descriptor would drop SQLite's locks.
///
/// - Source: https://www.sqlite.org/howtocorrupt.html, section 2.2.
struct StoreConnection {
    /// The name of the store in its run directory.
    static let fileName = "sweep.sqlite"

    /// The size of a page; SQLite's default, which each new file is set to.
    static let pageSizeBytes = 4_096

    /// The path of the file.
    let path: String

    private let database: SQLiteDatabase

    /// The file that was opened, if it is only read: who writes it holds the directory's lock.
    private let file: StoreFiles.Identity?

    /// What the writing connection is set to; read back, since wrappers and builds change some.
    ///
    /// The log is copied back by `SweepStore` between batches, not within a commit. Memory-mapped
    /// reads are off, since a stray write through the map would reach the file.
    private static let writerSettings: [(name: String, value: Int)] = [
        ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5_000),
        ("wal_autocheckpoint", 0), ("journal_size_limit", 64 << 20), ("mmap_size", 0),
        ("temp_store", 2), ("trusted_schema", 0), ("cell_size_check", 1),
    ]

    private static let readerSettings: [(name: String, value: Int)] = [
        ("query_only", 1), ("busy_timeout", 5_000), ("mmap_size", 0), ("temp_store", 2),
        ("trusted_schema", 0), ("cell_size_check", 1),
    ]

    /// Makes the file in `directory`; the caller holds the directory's lock.
    ///
    /// It gets its name when it is complete: after a crash there is a whole store or none.
    ///
    /// - Throws: ``StoreError``; no file is left then.
    static func create(
        in directory: String,
        _ fill: (SQLiteDatabase) throws -> Void
    ) throws -> StoreConnection {
        let path = directory + "/" + fileName
        guard !StoreFiles.isThere(path) else {
            throw StoreError(
                .alreadyExists,
                "\(path) exists already; resume that sweep or choose another run directory"
            )
        }
        let draft = path + ".new"
        remove(draft)  // A start that was killed left it.
        do {
            try write(draft, fill)
        } catch {
            remove(draft)
            throw error
        }
        guard rename(draft, path) == 0 else {
            let reason = HostError.words(for: errno)
            throw StoreError(.inputOutput, "\(draft) cannot be renamed to \(path): \(reason)")
        }
        try sync(directory)
        do {
            return try open(in: directory)
        } catch {
            remove(path)
            throw error
        }
    }

    private static func write(_ path: String, _ fill: (SQLiteDatabase) throws -> Void) throws {
        let connection = try StoreConnection(path: path, isReadOnly: false)
        try connection.perform { database in
            try database.execute("PRAGMA page_size = \(pageSizeBytes)")
            try StoreSchema.migrate(database, from: 0)
            try fill(database)
        }
        try connection.close()
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    /// Makes the names in `directory` durable.
    private static func sync(_ directory: String) throws {
        do {
            try Folder.sync(directory)
        } catch let error as HostError {
            throw StoreError(.inputOutput, error.description, cause: error)
        }
    }

    /// Opens the file in `directory` to write; the caller holds the directory's lock.
    ///
    /// - Throws: ``StoreError`` if the file is missing, foreign, damaged or newer.
    static func open(in directory: String) throws -> StoreConnection {
        let path = directory + "/" + fileName
        try StoreFiles.requireContent(path)
        let connection = try StoreConnection(path: path, isReadOnly: false)
        try connection.perform { database in
            let version = try checkedVersion(database, path: path)
            try StoreFiles.requireWholePages(path)
            try SchemaCheck.check(database, version: version)
            try quickCheck(database, path: path)
            try useWriteAheadLog(database, path: path)
            try StoreSchema.migrate(database, from: version)
        }
        return connection
    }

    /// Opens the file in `directory` for reading only, whether a coordinator has it open or not.
    ///
    /// - Throws: ``StoreError`` if the file is missing, foreign, damaged, or of another version.
    static func openReadOnly(in directory: String) throws -> StoreConnection {
        let path = directory + "/" + fileName
        try StoreFiles.requireContent(path)
        let connection = try StoreConnection(path: path, isReadOnly: true)
        try connection.perform { database in
            let version = try checkedVersion(database, path: path)
            try StoreFiles.requireWholePages(path)
            try SchemaCheck.check(database, version: version)
            if version < StoreSchema.version { try StoreSchema.view(database, from: version) }
        }
        return connection
    }

    private init(path: String, isReadOnly: Bool) throws {
        self.path = path
        file = isReadOnly ? try StoreFiles.Identity(of: path) : nil
        database = try Self.translatingErrors(path: path) {
            try SQLiteDatabase(path: path, isReadOnly: isReadOnly, busyTimeoutMilliseconds: 5_000)
        }
        try perform { database in
            let settings = isReadOnly ? Self.readerSettings : Self.writerSettings
            for (name, value) in settings {
                try database.execute("PRAGMA \(name) = \(value)")
            }
            for (name, value) in settings {
                // A build without memory mapping answers nothing for its size.
                let answer = try database.setting(name) ?? 0
                guard answer == value else {
                    throw StoreError(
                        .settings,
                        "\(path): SQLite has \(name) = \(answer) instead of \(value); use a "
                            + "library built without that restriction"
                    )
                }
            }
        }
    }

    /// Runs `body` on the connection and waits for it.
    ///
    /// - Throws: ``StoreError``.
    func perform<Value>(_ body: (SQLiteDatabase) throws -> Value) throws -> Value {
        try Self.translatingErrors(path: path) {
            database.limitSteps(to: StoreFiles.stepLimit(of: path))
            return try body(database)
        }
    }

    /// Runs `body` in one read transaction, so that it sees one state.
    ///
    /// - Throws: ``StoreError``, also if the file was replaced or cut since it was opened.
    func read<Value>(_ body: (SQLiteDatabase) throws -> Value) throws -> Value {
        do {
            let value = try perform { database in
                try database.transaction(.deferred) { try body(database) }
            }
            try file?.check()
            return value
        } catch let error as StoreError {
            // What was read from two files makes no sense, and says so in its own way.
            try file?.check()
            throw error
        }
    }

    /// Copies the log back into the file as far as readers allow; a full disk puts it off.
    ///
    /// - Throws: ``StoreError`` if reading or writing fails.
    func checkpoint(_ mode: String) throws {
        do {
            try perform { try $0.execute("PRAGMA wal_checkpoint(\(mode))") }
        } catch let error as StoreError where error.code == .full || error.code == .busy {
            // The log keeps every commit; the next checkpoint tries again.
            return
        }
    }

    /// Copies the log back, leaves one plain file that needs no log, and closes the connection.
    ///
    /// - Throws: ``StoreError`` if reading or writing fails.
    func close() throws {
        try checkpoint("TRUNCATE")
        do {
            try perform { try $0.execute("PRAGMA journal_mode = DELETE") }
        } catch let error as StoreError where error.code == .full || error.code == .busy {
            // A reader is in the file: it stays in log mode, which every opener copes with.
        }
        try Self.translatingErrors(path: path) { try database.close() }
    }

    private static func translatingErrors<Value>(
        path: String,
        _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw StoreError(error, path: path)
        } catch let error as StoredValueError {
            throw StoreError(
                .damaged,
                "\(path) is damaged: \(error); restore it from a copy",
                cause: error
            )
        }
    }
}

extension StoreConnection {
    private static func checkedVersion(_ database: SQLiteDatabase, path: String) throws -> Int {
        let mark = try database.setting("application_id") ?? 0
        guard mark == StoreSchema.applicationID else {
            throw StoreError(.foreign, "\(path) is an SQLite file but not a sweep's store")
        }
        let version = try database.setting("user_version") ?? 0
        guard version <= StoreSchema.version else {
            throw StoreError(
                .newerSchema,
                "\(path) has schema \(version), this program knows up to \(StoreSchema.version); "
                    + "use the program that wrote it, or a newer one"
            )
        }
        guard version > 0 else {
            throw StoreError(
                .damaged,
                "\(path) has schema \(version), which no program writes; restore it from a copy"
            )
        }
        let pageSize = try database.setting("page_size") ?? 0
        guard pageSize == pageSizeBytes else {
            throw StoreError(
                .damaged,
                "\(path) has pages of \(pageSize) bytes instead of \(pageSizeBytes); restore it "
                    + "from a copy"
            )
        }
        return version
    }

    private static func quickCheck(_ database: SQLiteDatabase, path: String) throws {
        let answer = try database.answer("quick_check(1)") ?? "no answer"
        guard answer == "ok" else {
            throw StoreError(.damaged, "\(path) is damaged: \(answer); restore it from a copy")
        }
    }

    /// Turns the log on and asks again whether it is: when the sync of the file's header fails,
    /// SQLite answers "wal" all the same and goes on without.
    private static func useWriteAheadLog(_ database: SQLiteDatabase, path: String) throws {
        try database.execute("PRAGMA journal_mode = WAL")
        let mode = try database.answer("journal_mode") ?? "nothing"
        guard mode == "wal" else {
            throw StoreError(
                .settings,
                "\(path): SQLite uses journal mode \(mode) instead of wal; does the file system "
                    + "support shared memory?"
            )
        }
    }
}
