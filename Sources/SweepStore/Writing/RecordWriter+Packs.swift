internal import GRDB
internal import SweepModel

extension RecordWriter {
    /// Stores that `attempt` won its pack, which closes it; a second result changes nothing.
    ///
    /// - Precondition: There is one outcome for each run of the pack.
    mutating func finish(_ attempt: AttemptID, _ outcomes: [RunOutcome]) throws {
        let pack = try standing(of: attempt.pack)
        precondition(
            outcomes.count == pack.runCount,
            "\(attempt) has \(outcomes.count) outcomes for \(pack.runCount) runs"
        )
        guard pack.state == .open else {
            return try compare(outcomes, of: attempt, with: pack)
        }
        try run(
            "UPDATE pack SET state = ?, winner = ? WHERE id = ?",
            [
                PackState.finished.rawValue, Int64(attempt.number.rawValue),
                Int64(attempt.pack.rawValue),
            ]
        )
        for (lane, outcome) in outcomes.enumerated() {
            try insert(outcome, lane: lane, of: attempt.pack)
        }
        try deleteCheckpoints(of: attempt.pack)
        try compareAttempts(with: attempt, runCount: pack.runCount)
    }

    /// Closes a pack that has no result; a failed one may be cut anew later.
    func close(_ pack: PackID, as state: PackState, reason: String?) throws {
        try runOnce(
            "UPDATE pack SET state = ?, reason = ? WHERE id = ? AND state IN ('open', 'failed')",
            [state.rawValue, reason, Int64(pack.rawValue)],
            subject: "pack \(pack) without a result"
        )
        try deleteCheckpoints(of: pack)
    }

    private func standing(of pack: PackID) throws -> (state: PackState, runCount: Int) {
        let statement = try database.cachedStatement(
            sql: "SELECT state, run_count FROM pack WHERE id = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [Int64(pack.rawValue)]) else {
            throw StoreError(.contradiction, "the store has no pack \(pack)")
        }
        return (try row.name(0), try row.count(1))
    }

    private func insert(_ outcome: RunOutcome, lane: Int, of pack: PackID) throws {
        let key: StatementArguments = [Int64(pack.rawValue), lane]
        let sql = "INSERT INTO outcome (pack, lane, kind, epoch, reason) VALUES (?, ?, ?, ?, ?)"
        switch outcome {
        case .finished: break
        case .diverged(let epoch): try run(sql, key + ["diverged", epoch, nil])
        case .failed(let reason): try run(sql, key + ["failed", nil, reason])
        }
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
        let reader = CurveReader(database: database)
        let others = try reader.attempts(of: winner.pack).filter { $0 != winner }
        guard !others.isEmpty else { return }
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
