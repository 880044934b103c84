internal import SQLite
internal import SweepModel
internal import TrainingModel

/// Reads what a restarted coordinator goes on from.
///
/// The number of queries is fixed, but where a rule stops runs: each reads one table in the order of
/// packs, and its rows find their packs side by side. A coordinator with 40,000 open packs would else wait for some 200,000
/// queries.
struct RecoveryReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// The sweep as it stands.
    ///
    /// - Complexity: O(packs + outcomes that are not `finished` + (attempts, blocks and parts of
    ///   open packs) · log(those of all packs)); no query sorts.
    func sweep(for choice: EpochChoice) throws -> RecoveredSweep {
        let meta = try database.statement("SELECT incarnation, state FROM meta").first {
            (incarnation: try $0.incarnation(0), state: try $0.name(1) as SweepState)
        }
        guard let meta else { throw StoredValueError(column: "meta", value: "no row") }
        var packs = try packs()
        try addOutcomes(to: &packs)
        try addAttempts(to: &packs)
        if choice.stopping != nil { try addLosses(to: &packs) }
        return RecoveredSweep(
            incarnation: meta.incarnation,
            state: meta.state,
            packs: packs,
            drained: try drained()
        )
    }

    private func drained() throws -> [WorkerID] {
        try database.statement("SELECT worker FROM drained").all { try $0.worker(0) }.sorted()
    }

    /// All packs, without attempts; each run of a finished one is `finished`.
    private func packs() throws -> [RecoveredPack] {
        let statement = try database.statement(
            "SELECT id, first_run, run_count, state, reason FROM pack ORDER BY id"
        )
        return try statement.all { row in
            let range = try row.range(first: 1, count: 2)
            let state: RecoveredPack.State =
                switch try row.name(3) as PackState {
                case .open: .open
                case .split: .split
                case .failed: .failed(reason: try row.words(4))
                case .finished: .finished([RunOutcome](repeating: .finished, count: range.count))
                }
            return RecoveredPack(id: try row.pack(0), range: range, state: state, attempts: [])
        }
    }

    private func addOutcomes(to packs: inout [RecoveredPack]) throws {
        let statement = try database.statement(
            "SELECT pack, lane, kind, epoch, reason FROM outcome ORDER BY pack"
        )
        var index = 0
        try statement.forEachRow { row in
            let pack = try row.pack(0)
            while index < packs.count, packs[index].id < pack { index += 1 }
            guard index < packs.count, packs[index].id == pack,
                case .finished(var outcomes) = packs[index].state
            else { return }
            try OutcomeReader.enter(row, into: &outcomes, of: pack)
            packs[index].state = .finished(outcomes)
        }
    }

    // The cross joins keep the packs in the outer loop, in their order; each of the other tables is
    // then read by its index, which has the rest of the order.
    private func addAttempts(to packs: inout [RecoveredPack]) throws {
        let statement = try database.statement(
            """
            SELECT pack.id, attempt.number, attempt.ended,
                attempt.base_attempt, attempt.base_epoch, attempt.base_bytes
            FROM pack CROSS JOIN attempt ON attempt.pack = pack.id
            WHERE pack.state = 'open' ORDER BY pack.id, attempt.number
            """
        )
        var attempts = OpenAttempts(packs)
        try statement.forEachRow { row in
            let id = AttemptID(pack: try row.pack(0), number: try row.attempt(1))
            let base = try CurveReader.base(of: id, in: row, at: 3)
            attempts.append(id, end: try row.optionalName(2), base: base)
        }
        try countEpochs(of: &attempts)
        try measureBlobs(of: &attempts)
        packs = attempts.packs
    }

    /// Adds the validation losses of open packs, by which their runs stop.
    private func addLosses(to packs: inout [RecoveredPack]) throws {
        let reader = CurveReader(database: database)
        for pack in packs.indices {
            let (id, runCount) = (packs[pack].id, packs[pack].range.count)
            for index in packs[pack].attempts.indices {
                let attempt = packs[pack].attempts[index]
                guard attempt.epochCount > 0 else { continue }
                let curve = try reader.curve(
                    of: AttemptID(pack: id, number: attempt.number),
                    runCount: runCount
                )
                packs[pack].attempts[index].losses = (0..<runCount).map {
                    Array(curve.curve(lane: $0)[.validationLoss])
                }
            }
        }
    }

    private func countEpochs(of attempts: inout OpenAttempts) throws {
        let statement = try database.statement(
            """
            SELECT pack.id, epoch_block.attempt, epoch_block.first_epoch, epoch_block.epoch_count
            FROM pack CROSS JOIN epoch_block ON epoch_block.pack = pack.id
            WHERE pack.state = 'open'
            ORDER BY pack.id, epoch_block.attempt, epoch_block.first_epoch
            """
        )
        try statement.forEachRow { row in
            let id = AttemptID(pack: try row.pack(0), number: try row.attempt(1))
            let first = try row.epochs(2)
            let end = first + (try row.epochs(3))
            // Behind a gap all blocks begin too late.
            attempts.change(id) { attempt in
                if first <= attempt.epochCount { attempt.epochCount = max(attempt.epochCount, end) }
            }
        }
    }

    private func measureBlobs(of attempts: inout OpenAttempts) throws {
        // The length of a column is read without its bytes.
        let statement = try database.statement(
            """
            SELECT pack.id, blob_part.attempt, blob_part.epoch,
                blob_part.byte_offset, length(blob_part.bytes), blob_part.total_bytes
            FROM pack CROSS JOIN blob_part ON blob_part.pack = pack.id
            WHERE pack.state = 'open'
            ORDER BY pack.id, blob_part.attempt, blob_part.epoch, blob_part.byte_offset
            """
        )
        var key: BlobKey?
        var extent = BlobExtent()
        try statement.forEachRow { row in
            let id = AttemptID(pack: try row.pack(0), number: try row.attempt(1))
            let next = BlobKey(attempt: id, epoch: Int(try row.signed(2)))
            if next != key { extent = BlobExtent() }
            key = next
            try extent.add(row, at: 3)
            attempts.change(id) { attempt in
                if next.epoch == BlobKey.parametersEpoch {
                    attempt.parameterBytes = extent.stored
                } else if extent.isWhole {
                    attempt.checkpoint = CheckpointReference(
                        attempt: id,
                        epoch: next.epoch,
                        totalBytes: extent.total
                    )
                }
            }
        }
    }
}

/// The attempts of open packs, which are looked up in ascending order.
private struct OpenAttempts {
    private(set) var packs: [RecoveredPack]
    private var indices: [PackID: Int] = [:]

    init(_ packs: [RecoveredPack]) {
        self.packs = packs
        for (index, pack) in packs.enumerated() where pack.state == .open {
            indices[pack.id] = index
        }
    }

    mutating func append(_ id: AttemptID, end: AttemptEnd?, base: CheckpointReference?) {
        guard let index = indices[id.pack] else { return }
        packs[index].attempts.append(
            RecoveredAttempt(
                number: id.number,
                end: end,
                base: base,
                epochCount: base?.epoch ?? 0,
                parameterBytes: 0,
                checkpoint: nil
            )
        )
    }

    mutating func change(_ id: AttemptID, _ change: (inout RecoveredAttempt) -> Void) {
        guard let pack = indices[id.pack] else { return }
        let attempts = packs[pack].attempts
        let index = attempts.partitionIndex { $0.number >= id.number }
        guard index < attempts.count, attempts[index].number == id.number else { return }
        change(&packs[pack].attempts[index])
    }
}

/// Reads how the runs of finished packs ended.
struct OutcomeReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// One outcome for each lane of a finished pack of `runCount` runs.
    func outcomes(of pack: PackID, runCount: Int) throws -> [RunOutcome] {
        let statement = try database.statement(
            "SELECT pack, lane, kind, epoch, reason FROM outcome WHERE pack = ?"
        )
        var outcomes = [RunOutcome](repeating: .finished, count: runCount)
        try statement.forEachRow([SQLiteValue(pack.rawValue)]) {
            try Self.enter($0, into: &outcomes, of: pack)
        }
        return outcomes
    }

    /// Enters the outcome of a row with the pack, the lane, the kind, the epoch and the reason.
    static func enter(
        _ row: SQLiteRow,
        into outcomes: inout [RunOutcome],
        of pack: PackID
    ) throws {
        let lane = try row.count(1)
        guard outcomes.indices.contains(lane) else {
            throw StoredValueError(column: "lane", value: "\(lane) in pack \(pack)")
        }
        outcomes[lane] =
            switch try row.words(verbatim: 2) {
            case "diverged": .diverged(epoch: try row.count(3))
            default: .failed(reason: try row.words(4))
            }
    }
}
