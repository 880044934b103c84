internal import SQLite
public import SweepModel

/// A sweep's store, opened for reading only: while its coordinator writes, after it has ended,
/// and after it has crashed.
///
/// It has a connection of its own, never writes the store and never copies its log back, and reads
/// in short steps, so that the coordinator is not held up. Confined to the thread that uses it.
public final class SweepArchive {
    /// What the store says of its sweep.
    public let description: StoreDescription

    let connection: StoreConnection

    /// Opens the store in the run directory `directory`.
    ///
    /// - Throws: ``StoreError`` if the file is missing, foreign, damaged, or of another version.
    public init(opening directory: String) throws {
        connection = try StoreConnection.openReadOnly(in: directory)
        description = try connection.read { try StoreDescription.fetch(from: $0) }
    }

    /// The runs of the sweep as `plan`, made from the description's spec and order, has them; every
    /// row of the store is checked against it.
    ///
    /// - Throws: ``StoreError`` with `otherPlan` if the plan has another number of runs, or
    ///   `damaged` naming what no coordinator has written.
    /// - Complexity: O(rows); reads all pages but those of parameters.
    public func runs(of plan: SweepPlan) throws -> ArchivedRuns {
        var runs = try uncheckedRuns(of: plan)
        try connection.read { database in
            try ContentCheck.check(database, PackCheck(database, plan: plan), plan: plan)
        }
        runs.isChecked = true
        return runs
    }

    /// The runs of the sweep as `plan` has them; rows are not held against one another.
    ///
    /// - Throws: ``StoreError`` with `otherPlan` if the plan has another number of runs.
    package func uncheckedRuns(of plan: SweepPlan) throws -> ArchivedRuns {
        try description.check(against: plan, path: connection.path)
        return ArchivedRuns(archive: self, plan: plan)
    }

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: ``StoreError``.
    public func anomalies() throws -> [Anomaly] {
        try connection.read { database in
            let statement = try database.statement(
                "SELECT kind, pack, attempt, detail FROM anomaly ORDER BY id"
            )
            return try statement.all { row in
                let attempt = try row.optionalCount(1).map { _ in
                    AttemptID(pack: try row.pack(1), number: try row.attempt(2))
                }
                return Anomaly(kind: try row.name(0), attempt: attempt, detail: try row.words(3))
            }
        }
    }

    /// Every look at the test samples, and what was seen.
    ///
    /// - Throws: ``StoreError``.
    public func testRecord() throws -> TestRecord {
        try connection.read { try TestRows($0).record(revision: description.revision) }
    }

    /// Counts what is stored of a sweep of `plan`; every row is checked against it, but for the
    /// numbers of epochs and parameters.
    ///
    /// - Throws: ``StoreError`` with `otherPlan` if the plan has another number of runs, or
    ///   `damaged` naming what no coordinator has written.
    /// - Complexity: O(packs · log(packs) + rows).
    public func progress(of plan: SweepPlan) throws -> StoredProgress {
        try description.check(against: plan, path: connection.path)
        return try connection.read { database in
            let packs = try PackCheck(database, plan: plan)
            try ContentCheck.check(database, packs, plan: plan, readsMetrics: false)
            var progress = try StoredProgress.fetch(from: database, runCount: plan.runCount)
            progress.runs = packs.runs
            return progress
        }
    }

    /// Counts what is stored; rows are not held against one another.
    ///
    /// - Throws: ``StoreError``.
    /// - Complexity: O(packs + blocks).
    package func progress() throws -> StoredProgress {
        try connection.read { database in
            try StoredProgress.fetch(from: database, runCount: description.runCount)
        }
    }
}

@available(*, unavailable)
extension SweepArchive: Sendable {}
