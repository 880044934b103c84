internal import Foundation
internal import GRDB
internal import SweepModel
internal import TrainingModel

/// Reads what the attempts of a pack have recorded.
struct CurveReader {
    /// The connection, within a transaction.
    let database: Database

    /// The attempts that `attempt` builds on, the oldest first and itself last, each with the
    /// epoch at which the next one took over.
    func lineage(of attempt: AttemptID) throws -> [(attempt: AttemptID, end: Int)] {
        var lineage = [(attempt: attempt, end: Int.max)]
        var current = attempt
        while let base = try base(of: current) {
            lineage.append((base.attempt, base.epoch))
            current = base.attempt
        }
        return lineage.reversed()
    }

    /// The state that `attempt` went on from, or `nil` if it started at epoch 0.
    func base(of attempt: AttemptID) throws -> CheckpointReference? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT base_attempt, base_epoch, base_bytes FROM attempt
                WHERE pack = ? AND number = ? AND base_attempt IS NOT NULL
                """
        )
        let row = try Row.fetchOne(statement, arguments: attempt.arguments)
        return try row.map { row in
            let number = try row.attempt(0)
            guard number < attempt.number else {
                throw StoredValueError(column: "base_attempt", value: "\(number) of \(attempt)")
            }
            return CheckpointReference(
                attempt: AttemptID(pack: attempt.pack, number: number),
                epoch: try row.count(1),
                totalBytes: try row.count(2)
            )
        }
    }

    /// The attempts of `pack`, ascending.
    func attempts(of pack: PackID) throws -> [AttemptID] {
        let statement = try database.cachedStatement(
            sql: "SELECT number FROM attempt WHERE pack = ? ORDER BY number"
        )
        let rows = try Row.fetchAll(statement, arguments: [Int64(pack.rawValue)])
        return try rows.map { AttemptID(pack: pack, number: try $0.attempt(0)) }
    }

    /// Calls `body` with each block that `attempt` itself has recorded, by ascending epoch, as
    /// long as it answers `true`.
    func forEachBlock(
        of attempt: AttemptID,
        runCount: Int,
        _ body: (EpochBlock) throws -> Bool
    ) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT first_epoch, epoch_count, metric_ids, metrics FROM epoch_block
                WHERE pack = ? AND attempt = ? ORDER BY first_epoch
                """
        )
        let rows = try Row.fetchCursor(statement, arguments: attempt.arguments)
        while let row = try rows.next() {
            let values = try row.withUnsafeData(atIndex: 3) {
                $0.flatMap { $0.withUnsafeBytes(LittleEndian.floats) }
            }
            let epochCount = try row.count(1)
            let metrics = try row.metrics(2)
            guard let values, values.count == runCount * metrics.count * epochCount else {
                throw StoredValueError(
                    column: "metrics",
                    value: "\(values?.count ?? 0) numbers for \(runCount) runs in \(attempt)"
                )
            }
            let block = EpochBlock(
                metrics: metrics,
                firstEpoch: try row.count(0),
                epochCount: epochCount,
                runCount: runCount,
                values: values
            )
            guard try body(block) else { return }
        }
    }

    /// The epochs of `attempt` and those it builds on, up to the first gap.
    func curve(of attempt: AttemptID, runCount: Int) throws -> PackCurve {
        var curve = PackCurve()
        for (member, end) in try lineage(of: attempt) {
            try forEachBlock(of: member, runCount: runCount) { block in
                curve.append(block, below: end)
            }
            guard curve.epochCount == end else { break }
        }
        return curve
    }

    /// How many epochs are stored without a gap for an attempt that started at `epoch`.
    func epochCount(of attempt: AttemptID, from epoch: Int) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                SELECT first_epoch, epoch_count FROM epoch_block
                WHERE pack = ? AND attempt = ? ORDER BY first_epoch
                """
        )
        var end = epoch
        let rows = try Row.fetchCursor(statement, arguments: attempt.arguments)
        while let row = try rows.next(), try row.count(0) <= end {
            end = max(end, try row.count(0) + row.count(1))
        }
        return end
    }
}

extension AttemptID {
    /// The attempt as the first two arguments of a statement.
    var arguments: StatementArguments { [Int64(pack.rawValue), Int64(number.rawValue)] }
}
