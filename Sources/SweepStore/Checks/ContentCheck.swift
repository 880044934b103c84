internal import SQLite
internal import SweepModel
internal import TrainingModel

/// Attempts, epochs and blobs of a store, checked against its packs and the plan.
///
/// - Attempts of a pack are numbered from 1 on, and go on from an earlier one's stored epochs.
/// - Blocks hold the plan's metrics for each run of the pack and lie within the plan's epochs.
/// - Parameters have as many bytes as the shape says, parts of a checkpoint lie within it.
/// - The winner of a pack has stored its epochs and parameters without a gap; runs that a rule stops
///   have stopped within these epochs.
/// - Looks at the test samples keep the rules of ``TestRows``.
struct ContentCheck {
    /// Blocks whose metrics are read in any case.
    private static let sampledBlocks = 256

    private struct Attempt {
        let pack: Int

        /// The index of the attempt that it went on from, and where.
        let base: (index: Int, epoch: Int)?

        /// The epochs that are stored without a gap, those of earlier attempts included.
        var epochCount = 0

        var hasParameters = false
    }

    private let plan: SweepPlan
    private let packs: PackCheck

    /// By pack and number.
    private var attempts: [Attempt] = []

    /// For each pack the index of its first attempt, and the number of attempts at the end.
    private var starts: [Int] = []

    /// The attempts below have their final ``Attempt/epochCount``, or that of their blocks so far.
    private var entered = 0

    /// Checks everything that belongs to `packs`, within a transaction.
    ///
    /// - Parameters:
    ///   - database: The connection.
    ///   - packs: The packs of the same transaction.
    ///   - plan: The plan.
    ///   - readsMetrics: Whether the names of all metrics are read, which stand behind the numbers,
    ///     or those of the first ``sampledBlocks`` blocks only.
    /// - Throws: ``StoredValueError`` naming what is wrong, or `SQLiteError`.
    /// - Complexity: O(rows); reads all pages but those of parameters, and without the metrics none
    ///   of those that only hold numbers.
    static func check(
        _ database: SQLiteDatabase,
        _ packs: PackCheck,
        plan: SweepPlan,
        readsMetrics: Bool = true
    ) throws {
        var check = ContentCheck(plan: plan, packs: packs)
        try check.readAttempts(database)
        try check.readBlocks(database, readsMetrics: readsMetrics)
        try check.readBlobs(database)
        try check.checkWinners(database, readsMetrics: readsMetrics)
        try TestRows(database).check(against: plan)
    }

    private init(plan: SweepPlan, packs: PackCheck) {
        self.plan = plan
        self.packs = packs
    }

    private mutating func readAttempts(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            """
            SELECT pack, number, ended, base_attempt, base_epoch, base_bytes FROM attempt
            ORDER BY pack, number
            """
        )
        try statement.forEachRow { row in
            let pack = try packs.index(of: row, at: 0, in: "attempt")
            while starts.count <= pack { starts.append(attempts.count) }
            let id = AttemptID(pack: try row.pack(0), number: try row.attempt(1))
            let start = starts[pack]
            guard pack == starts.count - 1, Int(id.number.rawValue) == attempts.count - start + 1
            else {
                throw StoredValueError(
                    "\(id) stands where attempt \(attempts.count - start + 1) belongs"
                )
            }
            _ = try row.optionalName(2) as AttemptEnd?
            let base = try CurveReader.base(of: id, in: row, at: 3)
            if let base, base.totalBytes > Limits.blobSizeBytes {
                throw StoredValueError(column: "base_bytes", value: "\(base.totalBytes)")
            }
            attempts.append(
                Attempt(
                    pack: pack,
                    base: base.map { base in
                        (start + Int(base.attempt.number.rawValue) - 1, base.epoch)
                    }
                )
            )
        }
        while starts.count <= packs.packs.count { starts.append(attempts.count) }
    }

    /// The index of the attempt that two columns of `row` name.
    private func index(of row: SQLiteRow, in table: String) throws -> Int {
        let pack = try packs.index(of: row, at: 0, in: table)
        let number = try row.count(1)
        guard (1...max(starts[pack + 1] - starts[pack], 1)).contains(number),
            starts[pack] < starts[pack + 1]
        else {
            throw StoredValueError(
                "table \(table) names attempt \(number) of pack \(pack + 1), which does not exist"
            )
        }
        return starts[pack] + number - 1
    }

    /// Lets the attempts below `end` begin where they went on from; their bases stand before them.
    private mutating func enter(upTo end: Int) throws {
        while entered < end {
            if let base = attempts[entered].base {
                let stored = attempts[base.index].epochCount
                guard stored >= base.epoch, base.epoch <= plan.spec.epochs else {
                    throw StoredValueError(
                        "\(id(entered)) goes on after epoch \(base.epoch) of \(id(base.index)), "
                            + "which has stored \(stored)"
                    )
                }
                attempts[entered].epochCount = base.epoch
            }
            entered += 1
        }
    }

    private func id(_ index: Int) -> AttemptID {
        let pack = attempts[index].pack
        return AttemptID(
            pack: PackID(UInt64(pack) + 1),
            number: AttemptNumber(UInt32(clamping: index - starts[pack] + 1))
        )
    }

    private mutating func readBlocks(_ database: SQLiteDatabase, readsMetrics: Bool) throws {
        let metrics = plan.spec.recordedMetrics
        // The length of a column is read without its bytes.
        let statement = try database.statement(
            """
            SELECT pack, attempt, first_epoch, epoch_count,
                CASE WHEN id <= ?1 THEN metric_ids END, id <= ?1, length(metrics), typeof(metrics)
            FROM epoch_block ORDER BY pack, attempt, first_epoch
            """
        )
        var last = (attempt: -1, epoch: -1)
        let lastRead = readsMetrics ? Int.max : Self.sampledBlocks
        try statement.forEachRow([SQLiteValue(lastRead)]) { row in
            let index = try index(of: row, in: "epoch_block")
            try enter(upTo: index + 1)
            let (first, count) = (try row.epochs(2), try row.epochs(3))
            let runCount = packs.packs[attempts[index].pack].range.count
            let bytes = runCount * metrics.count * count * LittleEndian.floatSizeBytes
            guard last < (index, first), count > 0, first + count <= plan.spec.epochs,
                try row.count(5) == 0 || row.metrics(4) == metrics, try row.count(6) == bytes,
                try row.words(verbatim: 7) == "blob"
            else {
                throw StoredValueError(
                    "epochs \(first)..<\(first + count) of \(id(index)) are there twice, or are "
                        + "not \(runCount) runs with \(metrics.count) metrics of a sweep of "
                        + "\(plan.spec.epochs) epochs"
                )
            }
            last = (index, first)
            if first <= attempts[index].epochCount {
                attempts[index].epochCount = max(attempts[index].epochCount, first + count)
            }
        }
        try enter(upTo: attempts.count)
    }

    private mutating func readBlobs(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            """
            SELECT pack, attempt, epoch, byte_offset, length(bytes), total_bytes FROM blob_part
            ORDER BY pack, attempt, epoch, byte_offset
            """
        )
        var last = (attempt: -1, epoch: -2, offset: -1)
        var extent = BlobExtent()
        try statement.forEachRow { row in
            let index = try index(of: row, in: "blob_part")
            let (epoch, offset) = (try row.signed(2), try row.count(3))
            let isNext = last.attempt == index && last.epoch == epoch
            guard last < (index, epoch, offset) else {
                throw StoredValueError("a part of a blob of \(id(index)) is there twice")
            }
            if !isNext { extent = BlobExtent() }
            last = (index, epoch, offset)
            try checkPart(row, of: index, epoch: epoch)
            try extent.add(row, at: 3)
            guard extent.isWhole else { return }
            guard epoch != BlobKey.parametersEpoch else {
                return attempts[index].hasParameters = true
            }
            guard (1...max(attempts[index].epochCount, 1)).contains(epoch),
                attempts[index].epochCount > 0
            else {
                throw StoredValueError(
                    "\(id(index)) has a checkpoint after epoch \(epoch), but has stored "
                        + "\(attempts[index].epochCount)"
                )
            }
        }
    }

    private func checkPart(_ row: SQLiteRow, of index: Int, epoch: Int) throws {
        let (offset, length, total) = (try row.count(3), try row.count(4), try row.count(5))
        let range = packs.packs[attempts[index].pack].range
        let parameterBytes =
            range.count * plan.shape(of: range).parameterCount * LittleEndian.floatSizeBytes
        let isParameters = epoch == BlobKey.parametersEpoch
        guard length > 0, total <= Limits.blobSizeBytes, offset <= total - length,
            isParameters ? total == parameterBytes : (1...plan.spec.epochs).contains(epoch)
        else {
            throw StoredValueError(
                "bytes \(offset) to \(length) more of \(total) of a blob of \(id(index)), epoch "
                    + "\(epoch), are no part of its "
                    + (isParameters ? "\(parameterBytes) bytes of parameters" : "checkpoint")
            )
        }
    }

    private func checkWinners(_ database: SQLiteDatabase, readsMetrics: Bool) throws {
        for (index, pack) in packs.packs.enumerated() where pack.state == .finished {
            let attempt = attempts[starts[index] + pack.winner - 1]
            var needed = pack.epochsNeeded(of: plan.spec.epochs)
            if attempt.epochCount < needed, let rule = plan.spec.choice.stopping {
                // Runs that stop early have trained some epochs more than the rule's patience.
                needed = max(pack.listedEpochs, min(needed, rule.patience + 1))
                if readsMetrics, attempt.epochCount >= needed {
                    try checkStops(database, ofPack: index)
                }
            }
            guard attempt.epochCount >= needed, attempt.hasParameters else {
                throw StoredValueError(
                    "pack \(index + 1) is finished, but of \(needed) epochs and the parameters "
                        + "its winner has stored \(attempt.epochCount) epochs and "
                        + (attempt.hasParameters ? "the parameters" : "no parameters")
                )
            }
        }
    }

    /// Makes sure that each finished run of a pack has stopped within the epochs that are stored.
    private func checkStops(_ database: SQLiteDatabase, ofPack index: Int) throws {
        let id = PackID(UInt64(index) + 1)
        let pack = packs.packs[index]
        let outcomes = try OutcomeReader(database: database)
            .outcomes(of: id, runCount: pack.range.count)
        let winner = AttemptID(
            pack: id,
            number: AttemptNumber(UInt32(clamping: pack.winner))
        )
        let curve = try CurveReader(database: database)
            .curve(of: winner, runCount: pack.range.count)
        for (lane, outcome) in outcomes.enumerated() where outcome == .finished {
            let losses = curve.curve(lane: lane)[.validationLoss]
            guard plan.spec.choice.stoppingEpochCount(of: losses) != nil else {
                throw StoredValueError(
                    "lane \(lane) of pack \(index + 1) has finished, but has not stopped within the "
                        + "\(curve.epochCount) epochs that its winner has stored"
                )
            }
        }
    }
}
