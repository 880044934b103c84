internal import SQLite
internal import SweepModel
internal import TrainingModel

/// Writes records within a transaction; statements are prepared once for each connection.
struct RecordWriter {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// The contradictions that were found and recorded.
    private(set) var anomalies: [Anomaly] = []

    /// Writes within the current transaction of `database`.
    init(database: SQLiteDatabase) { self.database = database }

    /// Stores `record`.
    ///
    /// - Throws: `SQLiteError`, or ``StoreError`` if the record names what does not exist.
    mutating func write(_ record: StoreRecord) throws {
        switch record {
        case .started(let incarnation):
            try run("UPDATE meta SET incarnation = ?", [SQLiteValue(incarnation.rawValue)])
        case .state(let state):
            try run("UPDATE meta SET state = ?", [.text(state.rawValue)])
        case .pack(let pack, let range):
            try insert(pack, range)
        case .attempt(let attempt, let worker, let base):
            try insert(attempt, worker: worker, base: base)
        case .attemptEnded(let attempt, let end):
            try update(attempt, end)
        case .attemptRevived(let attempt):
            try revive(attempt)
        case .epochs(let attempt, let block):
            try insert(block, of: attempt)
        case .part(let part):
            try insert(part)
        case .result(let attempt, let outcomes):
            try finish(attempt, outcomes)
        case .split(let pack):
            try close(pack, as: .split, reason: nil)
        case .failed(let pack, let reason):
            try close(pack, as: .failed, reason: reason)
        case .anomaly(let anomaly):
            try insertUnlessKnown(anomaly)
        case .drained(let worker):
            try run(
                "INSERT INTO drained (worker) VALUES (?) ON CONFLICT (worker) DO NOTHING",
                [.integer(Int64(bitPattern: worker.rawValue))]
            )
        }
    }

    /// Records a contradiction that was found here.
    mutating func report(differentBitsOf attempt: AttemptID, _ detail: String) throws {
        let anomaly = Anomaly(kind: .differentBits, attempt: attempt, detail: detail)
        try insert(anomaly)
        anomalies.append(anomaly)
    }

    /// Executes a statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: StaticString, _ values: [SQLiteValue]) throws -> Int {
        try database.statement(sql).run(values)
    }

    /// Executes a statement that must change exactly one row.
    func runOnce(
        _ sql: StaticString,
        _ values: [SQLiteValue],
        subject: @autoclosure () -> String
    ) throws {
        guard try run(sql, values) == 1 else {
            throw StoreError(.contradiction, "the store has no \(subject())")
        }
    }

    private func insert(_ pack: PackID, _ range: RunRange) throws {
        try run(
            "INSERT INTO pack (id, first_run, run_count) VALUES (?, ?, ?)",
            [SQLiteValue(pack.rawValue), SQLiteValue(range.first), SQLiteValue(range.count)]
        )
    }

    private func insert(
        _ attempt: AttemptID,
        worker: String,
        base: CheckpointReference?
    ) throws {
        precondition(
            base.map { $0.attempt.pack == attempt.pack } ?? true,
            "\(attempt) cannot go on from a checkpoint of another pack"
        )
        try run(
            """
            INSERT INTO attempt (pack, number, worker, base_attempt, base_epoch, base_bytes)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                SQLiteValue(attempt.pack.rawValue), SQLiteValue(attempt.number.rawValue),
                .text(worker),
                SQLiteValue(base?.attempt.number.rawValue), SQLiteValue(base?.epoch),
                SQLiteValue(base?.totalBytes),
            ]
        )
    }

    // The first reason stays: an attempt may be lost first and refused by its worker later.
    private func update(_ attempt: AttemptID, _ end: AttemptEnd) throws {
        try runOnce(
            "UPDATE attempt SET ended = coalesce(ended, ?) WHERE pack = ? AND number = ?",
            [
                .text(end.rawValue), SQLiteValue(attempt.pack.rawValue),
                SQLiteValue(attempt.number.rawValue),
            ],
            subject: "\(attempt)"
        )
    }

    private func revive(_ attempt: AttemptID) throws {
        try runOnce(
            "UPDATE attempt SET ended = NULL WHERE pack = ? AND number = ?",
            [SQLiteValue(attempt.pack.rawValue), SQLiteValue(attempt.number.rawValue)],
            subject: "\(attempt)"
        )
    }

    private mutating func insert(_ block: EpochBlock, of attempt: AttemptID) throws {
        // Little-endian binary32, one after the other; NaN keeps its bits.
        let isEqual = try LittleEndian.withBytes(of: block.values) {
            try store(block, .buffer($0), of: attempt)
        }
        guard !isEqual else { return }
        let epochs = "epochs \(block.firstEpoch)..<\(block.epochs.upperBound)"
        try report(
            differentBitsOf: attempt,
            "\(attempt) sent \(epochs) again with other bits; the first ones are kept"
        )
    }

    /// Inserts a block, or answers whether the one in its place has the same bits.
    private func store(
        _ block: EpochBlock,
        _ metrics: SQLiteValue,
        of attempt: AttemptID
    ) throws -> Bool {
        let pack = SQLiteValue(attempt.pack.rawValue)
        let number = SQLiteValue(attempt.number.rawValue)
        let ids = SQLiteValue.bytes(block.metrics.map { UInt8($0.id) })
        let inserted = try run(
            """
            INSERT INTO epoch_block (pack, attempt, first_epoch, epoch_count, metric_ids, metrics)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pack, attempt, first_epoch) DO NOTHING
            """,
            [
                pack, number, SQLiteValue(block.firstEpoch), SQLiteValue(block.epochCount), ids,
                metrics,
            ]
        )
        return try inserted == 1
            || matches(
                """
                SELECT epoch_count = ? AND metric_ids = ? AND metrics = ? FROM epoch_block
                WHERE pack = ? AND attempt = ? AND first_epoch = ?
                """,
                [
                    SQLiteValue(block.epochCount), ids, metrics, pack, number,
                    SQLiteValue(block.firstEpoch),
                ]
            )
    }

    private func insert(_ anomaly: Anomaly) throws {
        try run(
            "INSERT INTO anomaly (kind, pack, attempt, detail) VALUES (?, ?, ?, ?)",
            [
                .text(anomaly.kind.rawValue), SQLiteValue(anomaly.attempt?.pack.rawValue),
                SQLiteValue(anomaly.attempt?.number.rawValue), .text(anomaly.detail),
            ]
        )
    }

    /// A coordinator that is started again finds the same things again.
    private func insertUnlessKnown(_ anomaly: Anomaly) throws {
        let isKnown = try matches(
            "SELECT EXISTS (SELECT 1 FROM anomaly WHERE kind = ? AND detail = ?)",
            [.text(anomaly.kind.rawValue), .text(anomaly.detail)]
        )
        if !isKnown { try insert(anomaly) }
    }

    /// Whether the row that `sql` selects is the one that was to be stored.
    func matches(_ sql: StaticString, _ values: [SQLiteValue]) throws -> Bool {
        try database.statement(sql).first(values) { $0.integer(0) == 1 } ?? false
    }
}

extension RecordWriter {
    /// Stores a part of a checkpoint or of trained parameters, once.
    ///
    /// A checkpoint that is complete with it replaces the older ones of its attempt.
    mutating func insert(_ part: BlobPart) throws {
        guard let key = BlobKey(part.name) else {
            preconditionFailure("\(part.name) is not stored: datasets are made from the spec")
        }
        let place = [
            SQLiteValue(key.attempt.pack.rawValue), SQLiteValue(key.attempt.number.rawValue),
            SQLiteValue(key.epoch), SQLiteValue(part.offset),
        ]
        let content = [SQLiteValue(part.totalBytes), .bytes(part.bytes)]
        let inserted = try run(
            """
            INSERT INTO blob_part (pack, attempt, epoch, byte_offset, total_bytes, bytes)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pack, attempt, epoch, byte_offset) DO NOTHING
            """,
            place + content
        )
        guard inserted == 0 else { return try deleteOlderCheckpoints(than: part) }
        let isEqual = try matches(
            """
            SELECT total_bytes = ? AND bytes = ? FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch = ? AND byte_offset = ?
            """,
            content + place
        )
        guard !isEqual else { return }
        try report(
            differentBitsOf: key.attempt,
            "the \(part.name) came again with other bits at byte \(part.offset); "
                + "the first ones are kept"
        )
    }

    /// Deletes all checkpoints of a pack that needs none any more.
    func deleteCheckpoints(of pack: PackID) throws {
        try run("DELETE FROM blob_part WHERE pack = ? AND epoch >= 0", [SQLiteValue(pack.rawValue)])
    }

    // A later attempt that still runs may be fetching the older checkpoint: that one stays.
    private func deleteOlderCheckpoints(than part: BlobPart) throws {
        guard case .checkpoint(let attempt, let epoch) = part.name, part.isLast else { return }
        let extent = try BlobReader(database: database).extent(of: part.name)
        guard extent.isWhole else { return }
        try run(
            """
            DELETE FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch >= 0 AND epoch < ?
                AND NOT EXISTS (
                    SELECT 1 FROM attempt
                    WHERE attempt.pack = blob_part.pack AND attempt.ended IS NULL
                        AND attempt.base_attempt = blob_part.attempt
                        AND attempt.base_epoch = blob_part.epoch
                )
            """,
            [
                SQLiteValue(attempt.pack.rawValue), SQLiteValue(attempt.number.rawValue),
                SQLiteValue(epoch),
            ]
        )
    }
}
