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

    /// The runs of the sweep as `plan`, made from the description's spec and order, has them.
    ///
    /// - Throws: ``StoreError`` with `otherPlan` if the plan has another number of runs.
    public func runs(of plan: SweepPlan) throws -> ArchivedRuns {
        guard plan.runCount == description.runCount else {
            throw StoreError(
                .otherPlan,
                "\(connection.path) holds a sweep of \(description.runCount) runs, the plan has "
                    + "\(plan.runCount); use the spec that the store was made with"
            )
        }
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

    /// Counts what is stored.
    ///
    /// - Throws: ``StoreError``.
    /// - Complexity: O(packs + blocks).
    public func progress() throws -> StoredProgress {
        try connection.read { database in
            try StoredProgress.fetch(from: database, runCount: description.runCount)
        }
    }
}

@available(*, unavailable)
extension SweepArchive: Sendable {}
