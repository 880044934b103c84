internal import SQLite
internal import SweepModel
internal import TrainingModel

/// What is stored of a pack.
struct ArchivedPack {
    /// The metrics of the pack's runs; of one epoch if no other was asked for.
    let curve: PackCurve

    /// How many parameters each run has.
    let parameterCount: Int

    /// How many parts of the parameters are kept for later runs.
    var keptPartCount: Int { keptParts.count }

    /// Parts of the parameters; runs of small networks share one.
    private var keptParts: [BlobPart] = []

    /// The part that was read last, which the next lane may share.
    private var lastPart: BlobPart?

    private let choice: EpochChoice
    private let attempt: AttemptID?
    private let runCount: Int
    private let outcomes: [RunOutcome]?

    /// Reads a pack, within a transaction.
    ///
    /// - Parameters:
    ///   - database: The connection.
    ///   - id: The pack.
    ///   - parameterCount: How many parameters each of its runs has.
    ///   - choice: Which epoch of its runs is taken, and when they stop early.
    ///   - lastEpoch: The last epoch of a whole run if no other is needed, and it only of a pack
    ///     that has finished; `nil` for the whole curves.
    /// - Throws: ``StoredValueError``, or `SQLiteError`.
    init(
        _ database: SQLiteDatabase,
        _ id: PackID,
        parameterCount: Int,
        choice: EpochChoice,
        lastEpoch: Int? = nil
    ) throws {
        self.choice = choice
        self.parameterCount = parameterCount
        let statement = try database.statement(
            "SELECT run_count, state, winner, reason, first_run FROM pack WHERE id = ?"
        )
        let row = try statement.first([SQLiteValue(id.rawValue)]) { row in
            let state = try row.name(1) as PackState
            return (
                runCount: try row.range(first: 4, count: 0).count,
                state: state,
                winner: state == .finished ? AttemptID(pack: id, number: try row.attempt(2)) : nil,
                reason: state == .failed ? try row.words(3) : ""
            )
        }
        guard let row else {
            throw StoredValueError(column: "pack", value: "no row for pack \(id)")
        }
        let reader = CurveReader(database: database)
        attempt = row.winner
        runCount = row.runCount
        if let winner = row.winner {
            outcomes = try OutcomeReader(database: database)
                .outcomes(of: id, runCount: row.runCount)
            curve =
                if let lastEpoch {
                    try reader.epoch(lastEpoch, of: winner, runCount: row.runCount)
                } else {
                    try reader.curve(of: winner, runCount: row.runCount)
                }
        } else {
            outcomes =
                row.state == .failed
                ? [RunOutcome](repeating: .failed(reason: row.reason), count: row.runCount) : nil
            curve =
                lastEpoch == nil
                ? try Self.latestCurve(of: id, runCount: row.runCount, reader) : PackCurve()
        }
    }

    /// What is known of a run, within a transaction.
    ///
    /// - Parameters:
    ///   - run: A run of the pack.
    ///   - lane: Where it is trained.
    ///   - parts: What is needed of it.
    ///   - database: The connection.
    ///   - room: How many numbers may still be kept; less by those that are kept from here on.
    /// - Returns: The run, with what was asked for.
    /// - Throws: ``StoredValueError``, or `SQLiteError`.
    mutating func result(
        of run: Run,
        lane: Int,
        parts: RunParts,
        in database: SQLiteDatabase,
        room: inout Int
    ) throws -> RunResult {
        guard (0..<runCount).contains(lane) else {
            throw StoredValueError(
                "run \(run.id) is said to be in lane \(lane) of a pack of \(runCount) runs"
            )
        }
        // Beyond its stop a run has no numbers, however long its neighbours were trained.
        let curve = curve.curve(lane: lane)
        let stop = choice.stoppingEpochCount(of: curve[.validationLoss])
        return RunResult(
            run: run,
            outcome: outcomes?[lane],
            curve: curve.prefix(stop ?? curve.epochCount),
            parameters: parts == .all ? try parameters(ofLane: lane, database, &room) : []
        )
    }

    private mutating func parameters(
        ofLane lane: Int,
        _ database: SQLiteDatabase,
        _ room: inout Int
    ) throws -> [Float] {
        guard let attempt else { return [] }
        let laneBytes = parameterCount * LittleEndian.floatSizeBytes
        let wanted = lane * laneBytes..<(lane + 1) * laneBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(laneBytes)
        while bytes.count < laneBytes {
            let offset = wanted.lowerBound + bytes.count
            guard let part = try part(of: attempt, at: offset, database, &room) else { return [] }
            bytes +=
                part.bytes[(offset - part.offset)..<min(part.end, wanted.upperBound) - part.offset]
        }
        return bytes.withUnsafeBytes(LittleEndian.floats) ?? []
    }

    /// A part of the parameters that has the byte at `offset`, or `nil` if it is not stored.
    private mutating func part(
        of attempt: AttemptID,
        at offset: Int,
        _ database: SQLiteDatabase,
        _ room: inout Int
    ) throws -> BlobPart? {
        func holds(_ part: BlobPart) -> Bool { (part.offset..<part.end).contains(offset) }
        if let lastPart, holds(lastPart) { return lastPart }
        if let known = keptParts.first(where: holds) { return known }
        guard
            let part = try BlobReader(database: database).part(
                of: .parameters(attempt),
                offset: offset
            )
        else { return nil }
        lastPart = part
        let valueCount = part.bytes.count / LittleEndian.floatSizeBytes
        if valueCount <= room {
            room -= valueCount
            keptParts.append(part)
        }
        return part
    }

    private static func latestCurve(
        of pack: PackID,
        runCount: Int,
        _ reader: CurveReader
    ) throws -> PackCurve {
        guard let latest = try reader.attempts(of: pack).last else { return PackCurve() }
        return try reader.curve(of: latest, runCount: runCount)
    }
}
