internal import SQLite
internal import SweepModel
internal import TrainingModel

extension RecordWriter {
    /// Stores that `attempt` won its pack, which closes it; a second result changes nothing.
    ///
    /// - Precondition: There is one outcome for each run of the pack.
    mutating func finish(_ attempt: AttemptID, _ outcomes: [RunOutcome]) throws {
        let closed = try run(
            """
            UPDATE pack SET state = 'finished', winner = ?
            WHERE id = ? AND state = 'open' AND run_count = ?
            """,
            [
                SQLiteValue(attempt.number.rawValue), SQLiteValue(attempt.pack.rawValue),
                SQLiteValue(outcomes.count),
            ]
        )
        guard closed == 1 else {
            let pack = try standing(of: attempt.pack)
            precondition(
                outcomes.count == pack.runCount,
                "\(attempt) has \(outcomes.count) outcomes for \(pack.runCount) runs"
            )
            return try compare(outcomes, of: attempt, with: pack)
        }
        for (lane, outcome) in outcomes.enumerated() {
            try insert(outcome, lane: lane, of: attempt.pack)
        }
        try deleteCheckpoints(of: attempt.pack)
        try compareAttempts(with: attempt, runCount: outcomes.count)
    }

    /// Closes a pack that has no result; a failed one may be cut anew later.
    func close(_ pack: PackID, as state: PackState, reason: String?) throws {
        try runOnce(
            "UPDATE pack SET state = ?, reason = ? WHERE id = ? AND state IN ('open', 'failed')",
            [.text(state.rawValue), SQLiteValue(reason), SQLiteValue(pack.rawValue)],
            subject: "pack \(pack) without a result"
        )
        try deleteCheckpoints(of: pack)
    }

    private func standing(of pack: PackID) throws -> (state: PackState, runCount: Int) {
        let statement = try database.statement("SELECT state, run_count FROM pack WHERE id = ?")
        let standing = try statement.first([SQLiteValue(pack.rawValue)]) {
            (state: try $0.name(0) as PackState, runCount: try $0.count(1))
        }
        guard let standing else {
            throw StoreError(.contradiction, "the store has no pack \(pack)")
        }
        return standing
    }

    private func insert(_ outcome: RunOutcome, lane: Int, of pack: PackID) throws {
        let end: [SQLiteValue]
        switch outcome {
        case .finished: return
        case .diverged(let epoch): end = ["diverged", SQLiteValue(epoch), .null]
        case .failed(let reason): end = ["failed", .null, .text(reason)]
        }
        try run(
            "INSERT INTO outcome (pack, lane, kind, epoch, reason) VALUES (?, ?, ?, ?, ?)",
            [SQLiteValue(pack.rawValue), SQLiteValue(lane)] + end
        )
    }

    private mutating func compare(
        _ outcomes: [RunOutcome],
        of attempt: AttemptID,
        with pack: (state: PackState, runCount: Int)
    ) throws {
        let reader = OutcomeReader(database: database)
        if pack.state == .finished {
            let stored = try reader.outcomes(of: attempt.pack, runCount: pack.runCount)
            guard stored != outcomes else { return }
        }
        try report(
            differentBitsOf: attempt,
            "\(attempt) ended in another way than its pack, which is \(pack.state) already"
        )
    }

    /// Holds what the other attempts of a pack have recorded against the winner's epochs.
    private mutating func compareAttempts(with winner: AttemptID, runCount: Int) throws {
        // Most packs have one attempt only.
        guard
            try matches(
                "SELECT EXISTS (SELECT 1 FROM attempt WHERE pack = ? AND number <> ?)",
                [SQLiteValue(winner.pack.rawValue), SQLiteValue(winner.number.rawValue)]
            )
        else { return }
        let reader = CurveReader(database: database)
        let others = try reader.attempts(of: winner.pack).filter { $0 != winner }
        let curve = try reader.curve(of: winner, runCount: runCount)
        for other in others {
            var difference: (epoch: Int, lane: Int)?
            try reader.forEachBlock(of: other, runCount: runCount) { block in
                difference = curve.firstDifference(from: block)
                return difference == nil
            }
            guard let difference else { continue }
            try report(
                differentBitsOf: other,
                "\(other) differs from the winner, attempt \(winner.number), in epoch "
                    + "\(difference.epoch) of lane \(difference.lane)"
            )
        }
    }
}
