internal import SQLite
public import SweepModel

/// How far a sweep is, as its store tells.
public struct StoredProgress: Hashable, Sendable {
    /// What the sweep is doing.
    public var state: SweepState

    /// How often the coordinator was started.
    public var incarnation: Incarnation

    /// The runs of the plan and how they ended.
    public var runs: RunCounts

    /// Epochs of runs that are stored; those that two attempts trained count twice.
    public var epochCount: Int

    /// Contradictions that were recorded.
    public var anomalyCount: Int
}

extension StoredProgress {
    /// Counts what is stored of a sweep of `runCount` runs.
    static func fetch(from database: SQLiteDatabase, runCount: Int) throws -> StoredProgress {
        let statement = try database.statement(
            """
            SELECT state, incarnation,
                (SELECT coalesce(sum(run_count), 0) FROM pack WHERE state = 'finished'),
                (SELECT coalesce(sum(run_count), 0) FROM pack WHERE state = 'failed'),
                (SELECT count(*) FROM outcome WHERE kind = 'diverged'),
                (SELECT count(*) FROM outcome WHERE kind = 'failed'),
                (SELECT coalesce(sum(epoch_count * run_count), 0)
                    FROM epoch_block JOIN pack ON pack.id = epoch_block.pack),
                (SELECT count(*) FROM anomaly)
            FROM meta
            """
        )
        let progress = try statement.first { try StoredProgress($0, runCount: runCount) }
        guard let progress else { throw StoredValueError(column: "meta", value: "no row") }
        return progress
    }

    private init(_ row: SQLiteRow, runCount: Int) throws {
        let diverged = try row.count(4)
        let failedAlone = try row.count(5)
        self.init(
            state: try row.name(0),
            incarnation: try row.incarnation(1),
            runs: RunCounts(
                total: runCount,
                finished: try row.count(2) - diverged - failedAlone,
                diverged: diverged,
                failed: try row.count(3) + failedAlone
            ),
            epochCount: try row.count(6),
            anomalyCount: try row.count(7)
        )
    }
}
