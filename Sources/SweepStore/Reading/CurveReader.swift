internal import SQLite
internal import SweepModel
internal import TrainingModel

/// Reads what the attempts of a pack have recorded.
struct CurveReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

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
        let statement = try database.statement(
            """
            SELECT base_attempt, base_epoch, base_bytes FROM attempt
            WHERE pack = ? AND number = ? AND base_attempt IS NOT NULL
            """
        )
        return try statement.first(attempt.values) { try Self.base(of: attempt, in: $0, at: 0) }
            ?? nil
    }

    /// The state that `attempt` went on from, whose columns begin at `column`, or `nil` for NULL.
    static func base(
        of attempt: AttemptID,
        in row: SQLiteRow,
        at column: Int
    ) throws -> CheckpointReference? {
        guard try row.optionalCount(column) != nil else { return nil }
        let number = try row.attempt(column)
        guard number.rawValue > 0, number < attempt.number else {
            throw StoredValueError(column: "base_attempt", value: "\(number) of \(attempt)")
        }
        return CheckpointReference(
            attempt: AttemptID(pack: attempt.pack, number: number),
            epoch: try row.epochs(column + 1),
            totalBytes: try row.count(column + 2)
        )
    }

    /// The attempts of `pack`, ascending.
    func attempts(of pack: PackID) throws -> [AttemptID] {
        let statement = try database.statement(
            "SELECT number FROM attempt WHERE pack = ? ORDER BY number"
        )
        return try statement.all([SQLiteValue(pack.rawValue)]) {
            AttemptID(pack: pack, number: try $0.attempt(0))
        }
    }

    /// Calls `body` with each block that `attempt` itself has recorded and that has an epoch from
    /// `epoch` on, by ascending epoch, as long as it answers `true`.
    func forEachBlock(
        of attempt: AttemptID,
        runCount: Int,
        from epoch: Int = 0,
        _ body: (EpochBlock) throws -> Bool
    ) throws {
        let statement = try database.statement(
            """
            SELECT first_epoch, epoch_count, metric_ids, metrics FROM epoch_block
            WHERE pack = ? AND attempt = ? AND first_epoch + epoch_count > ? ORDER BY first_epoch
            """
        )
        try statement.forEachRow(while: attempt.values + [SQLiteValue(epoch)]) { row in
            let values = row.withBytes(3, LittleEndian.floats) ?? nil
            let (firstEpoch, epochCount) = (try row.epochs(0), try row.epochs(1))
            let metrics = try row.metrics(2)
            guard let values, values.count == runCount * metrics.count * epochCount else {
                throw StoredValueError(
                    column: "metrics",
                    value: "\(values?.count ?? 0) numbers for \(runCount) runs in \(attempt)"
                )
            }
            let block = EpochBlock(
                metrics: metrics,
                firstEpoch: firstEpoch,
                epochCount: epochCount,
                runCount: runCount,
                values: values
            )
            return try body(block)
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

    /// One epoch of `attempt` and those it builds on; without epochs if it is not stored.
    func epoch(_ epoch: Int, of attempt: AttemptID, runCount: Int) throws -> PackCurve {
        for (member, end) in try lineage(of: attempt) where epoch < end {
            var curve = PackCurve()
            try forEachBlock(of: member, runCount: runCount, from: epoch) { block in
                if block.epochs.contains(epoch) { curve = PackCurve(epoch, of: block) }
                return false
            }
            return curve
        }
        return PackCurve()
    }
}

extension AttemptID {
    /// The attempt as the first two values of a statement.
    var values: [SQLiteValue] { [SQLiteValue(pack.rawValue), SQLiteValue(number.rawValue)] }
}

/// The metrics of a pack's runs from epoch 0 on, put together from blocks.
struct PackCurve {
    /// The number of epochs, none of which is missing.
    private(set) var epochCount = 0

    private var pieces: [(block: EpochBlock, epochs: Range<Int>)] = []

    /// What the runs record; nothing as long as there is no block.
    private var metrics: [Metric] { pieces.first?.block.metrics ?? [] }

    /// Starts without epochs.
    init() {}

    /// Takes one epoch of `block`, as the only one.
    init(_ epoch: Int, of block: EpochBlock) {
        pieces = [(block, epoch..<epoch + 1)]
        epochCount = 1
    }

    /// Takes those epochs of `block` that come next and lie below `end`; of epochs that are there
    /// already the first ones stay.
    ///
    /// - Returns: Whether a later block may go on from here.
    mutating func append(_ block: EpochBlock, below end: Int) -> Bool {
        guard block.firstEpoch <= epochCount, pieces.isEmpty || block.metrics == metrics
        else { return false }
        let next = min(block.epochs.upperBound, end)
        if next > epochCount {
            pieces.append((block, epochCount..<next))
            epochCount = next
        }
        return epochCount < end
    }

    /// The numbers that are held in memory.
    var valueCount: Int { pieces.reduce(0) { $0 + $1.block.values.count } }

    /// The metrics of the run in lane `lane`.
    func curve(lane: Int) -> Curve {
        var values: [Float] = []
        values.reserveCapacity(metrics.count * epochCount)
        for metric in metrics {
            for (block, epochs) in pieces {
                let column = block.column(metric, lane: lane)
                let start = column.startIndex - block.firstEpoch
                values += column[start + epochs.lowerBound..<start + epochs.upperBound]
            }
        }
        return Curve(metrics: metrics, values: values, epochCount: epochCount)
    }

    /// The first epoch in which a run of `other` differs in its bits, with the run's lane.
    func firstDifference(from other: EpochBlock) -> (epoch: Int, lane: Int)? {
        for (block, epochs) in pieces {
            for epoch in epochs.clamped(to: other.epochs) {
                for lane in 0..<block.runCount {
                    for metric in metrics {
                        let ours = block.column(metric, lane: lane)
                        let theirs = other.column(metric, lane: lane)
                        let left = ours[ours.startIndex + epoch - block.firstEpoch]
                        let right = theirs[theirs.startIndex + epoch - other.firstEpoch]
                        if left.bitPattern != right.bitPattern { return (epoch, lane) }
                    }
                }
            }
        }
        return nil
    }
}
