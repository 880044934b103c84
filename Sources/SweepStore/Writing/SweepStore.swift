internal import SQLite
public import SweepModel
public import TrainingModel

/// The coordinator's store: one SQLite file in the run directory and the only connection that
/// writes it.
///
/// Confined to the coordinator's thread. SQLite up to 3.51.2 can corrupt a log that two connections
/// write or copy back at once; the directory's lock, which the store owns, and read-only archives
/// rule that out.
///
/// - Source: https://www.sqlite.org/wal.html, section 11.
public final class SweepStore: SweepStorage {
    /// What the store says of its sweep.
    public let description: StoreDescription

    private let connection: StoreConnection
    private var lock: RunDirectoryLock?
    private var pagesInLog = 0
    private var state = State.usable

    /// Whether the store still takes records.
    private enum State {
        case usable
        case failed
        case closed
    }

    /// The pages that the log may hold before they are copied back: 16 MiB.
    private static let pagesPerCheckpoint = (16 << 20) / StoreConnection.pageSizeBytes

    /// Makes the store of a new sweep in the locked directory.
    ///
    /// - Throws: ``StoreError``, for example `alreadyExists`; nothing is left behind then.
    public init(
        creating description: StoreDescription,
        holding lock: consuming RunDirectoryLock
    ) throws {
        connection = try StoreConnection.create(in: lock.directory) { database in
            try description.insert(into: database)
        }
        self.description = description
        self.lock = consume lock
    }

    /// Opens the store of an earlier sweep in the locked directory and checks all of it.
    ///
    /// - Throws: ``StoreError`` if the file is missing, foreign, damaged, or of a newer program.
    public init(opening lock: consuming RunDirectoryLock) throws {
        connection = try StoreConnection.open(in: lock.directory)
        description = try connection.perform { try StoreDescription.fetch(from: $0) }
        self.lock = consume lock
    }

    /// Stores all of `records` or none of them, durably, before it returns.
    ///
    /// The same epochs or parts again are ignored; other bits for them become an anomaly.
    ///
    /// - Throws: ``StoreError``. It is fatal: the process must end and recover from the file, since
    ///   after a failed write or sync nothing that it believes stored is certain.
    public func commit(_ records: [StoreRecord]) throws -> CommitOutcome {
        precondition(state == .usable, "the store is \(state)")
        guard !records.isEmpty else { return .committed(anomalies: []) }
        do {
            return .committed(anomalies: try write { try commit(records, to: $0) })
        } catch let error as StoreError where error.code == .full {
            return .full
        }
    }

    /// Stores the choice of a look at the test samples, durably, before it returns; the same again
    /// is ignored.
    ///
    /// - Throws: ``StoreError``, with `full` if the disk is full: then nothing is stored, and the
    ///   store can be used. Any other error is fatal, as in ``SweepStorage``.
    public func commit(look: TestLook) throws {
        try write { database in
            try database.transaction(.immediate) { try TestRows(database).insert(look) }
        }
    }

    /// Stores what runs come to on the test samples, all of it or nothing, durably.
    ///
    /// - Throws: ``StoreError``, as for a look.
    public func commit(tested runs: [TestedRun]) throws {
        try write { database in
            try database.transaction(.immediate) { try TestRows(database).insert(runs) }
        }
    }

    /// Stores what the ensemble of a look that is stored comes to on the test samples, durably.
    ///
    /// - Throws: ``StoreError``, as for a look.
    public func commit(ensemble: TestedEnsemble, of look: TestLook) throws {
        try write { database in
            try database.transaction(.immediate) {
                try TestRows(database).insert(ensemble, of: look)
            }
        }
    }

    /// Runs a transaction; after an error other than `full` the store is not usable.
    private func write<Value>(_ body: (SQLiteDatabase) throws -> Value) throws -> Value {
        precondition(state == .usable, "the store is \(state)")
        do {
            if pagesInLog >= Self.pagesPerCheckpoint {
                try connection.checkpoint("PASSIVE")
                pagesInLog = 0
            }
            let (value, pages) = try connection.perform { database in
                (try body(database), database.takeWrittenPageCount())
            }
            pagesInLog += pages
            return value
        } catch let error as StoreError where error.code == .full {
            throw error
        } catch {
            state = .failed
            // Lives until the process ends, with lock and connection: closing would copy a log
            // back that cannot be trusted.
            _ = Unmanaged.passRetained(self)
            throw error
        }
    }

    /// Checks every row against `plan`, before anything is trained.
    ///
    /// - Throws: ``StoreError`` with `otherPlan` if the plan has another number of runs, or
    ///   `damaged` naming what no coordinator has written.
    /// - Complexity: O(rows); reads all pages but those of parameters.
    public func check(against plan: SweepPlan) throws {
        try description.check(against: plan, path: connection.path)
        try connection.read { database in
            try ContentCheck.check(database, PackCheck(database, plan: plan), plan: plan)
        }
    }

    /// Reads what a restarted coordinator goes on from; ``check(against:)`` comes first.
    ///
    /// - Parameter choice: Where it stops runs, the numbers of open packs are read, too.
    /// - Returns: The sweep as it is stored.
    /// - Throws: ``StoreError``.
    /// - Complexity: O(packs + attempts and blocks of open packs).
    public func recover(for choice: EpochChoice) throws -> RecoveredSweep {
        try connection.read { try RecoveryReader(database: $0).sweep(for: choice) }
    }

    /// Reads a stored part of a checkpoint or of trained parameters, from `offset` on.
    ///
    /// - Returns: The bytes up to the end of the part that was stored, which has at most
    ///   `Limits.partSizeBytes`; `nil` if there are none.
    /// - Throws: ``StoreError``.
    public func part(of name: BlobName, offset: Int) throws -> BlobPart? {
        try connection.perform { try BlobReader(database: $0).part(of: name, offset: offset) }
    }

    /// Copies the log back, which leaves one plain file, and gives the directory back.
    ///
    /// Without it the file keeps its log, from which the next opening recovers every commit.
    ///
    /// - Throws: ``StoreError`` if reading or writing fails.
    public func close() throws {
        precondition(state == .usable, "the store is \(state)")
        state = .closed
        try connection.close()
        lock = nil
    }

    /// The value of an SQLite setting, as the connection answers it.
    ///
    /// - Throws: ``StoreError``.
    package func setting(_ name: String) throws -> Int? {
        try connection.perform { try $0.setting(name) }
    }

    private func commit(
        _ records: [StoreRecord],
        to database: SQLiteDatabase
    ) throws -> [Anomaly] {
        var writer = RecordWriter(database: database)
        try database.transaction(.immediate) {
            for record in records { try writer.write(record) }
        }
        return writer.anomalies
    }
}

@available(*, unavailable)
extension SweepStore: Sendable {}
