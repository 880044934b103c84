internal import SQLite
internal import SweepModel
internal import TrainingModel

/// What is stored of a pack.
struct ArchivedPack {
    /// The metrics of the pack's runs.
    let curve: PackCurve

    private let choice: EpochChoice
    private let attempt: AttemptID?
    private let runCount: Int
    private let outcomes: [RunOutcome]?
    private let parameterCount: Int
    private var parameters: BlobPart?

    /// Reads the pack `id`, whose runs have `parameterCount` parameters, within a transaction.
    init(
        _ database: SQLiteDatabase,
        _ id: PackID,
        parameterCount: Int,
        choice: EpochChoice
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
            let reader = OutcomeReader(database: database)
            outcomes = try reader.outcomes(of: id, runCount: row.runCount)
            curve = try CurveReader(database: database).curve(of: winner, runCount: row.runCount)
        } else {
            outcomes =
                row.state == .failed
                ? [RunOutcome](repeating: .failed(reason: row.reason), count: row.runCount) : nil
            curve = try Self.latestCurve(of: id, runCount: row.runCount, reader)
        }
    }

    /// What is known of `run`, which is trained in `lane`, within a transaction.
    mutating func result(
        of run: Run,
        lane: Int,
        in database: SQLiteDatabase
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
            parameters: try parameters(ofLane: lane, database)
        )
    }

    private mutating func parameters(
        ofLane lane: Int,
        _ database: SQLiteDatabase
    ) throws -> [Float] {
        guard let attempt else { return [] }
        let laneBytes = parameterCount * LittleEndian.floatSizeBytes
        let wanted = lane * laneBytes..<(lane + 1) * laneBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(laneBytes)
        while bytes.count < laneBytes {
            let offset = wanted.lowerBound + bytes.count
            // Lanes of small networks share a part: the last one is kept.
            if parameters.map({ !($0.offset..<$0.end).contains(offset) }) ?? true {
                parameters = try BlobReader(database: database).part(
                    of: .parameters(attempt),
                    offset: offset
                )
            }
            guard let part = parameters else { return [] }
            bytes +=
                part.bytes[(offset - part.offset)..<min(part.end, wanted.upperBound) - part.offset]
        }
        return bytes.withUnsafeBytes(LittleEndian.floats) ?? []
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
