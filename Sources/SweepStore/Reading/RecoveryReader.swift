internal import SQLite
internal import SweepModel

/// Reads what a restarted coordinator goes on from.
struct RecoveryReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// The sweep as it stands.
    ///
    /// - Complexity: O(packs + attempts and blocks of open packs).
    func sweep() throws -> RecoveredSweep {
        let meta = try database.statement("SELECT incarnation, state FROM meta").first {
            (incarnation: try $0.incarnation(0), state: try $0.name(1) as SweepState)
        }
        guard let meta else { throw StoredValueError(column: "meta", value: "no row") }
        return RecoveredSweep(
            incarnation: meta.incarnation,
            state: meta.state,
            packs: try packs(),
            drained: try drained()
        )
    }

    private func drained() throws -> [WorkerID] {
        try database.statement("SELECT worker FROM drained").all { try $0.worker(0) }.sorted()
    }

    private func packs() throws -> [RecoveredPack] {
        let statement = try database.statement(
            "SELECT id, first_run, run_count, state, reason FROM pack ORDER BY id"
        )
        return try statement.all { row in
            let id = try row.pack(0)
            let range = RunRange(first: try row.count(1), count: try row.count(2))
            let state = try state(of: id, range: range, row: row)
            return RecoveredPack(
                id: id,
                range: range,
                state: state,
                attempts: state == .open ? try attempts(of: id) : []
            )
        }
    }

    private func state(
        of pack: PackID,
        range: RunRange,
        row: SQLiteRow
    ) throws -> RecoveredPack.State {
        switch try row.name(3) as PackState {
        case .open: return .open
        case .split: return .split
        case .failed: return .failed(reason: try row.words(4))
        case .finished:
            let outcomes = OutcomeReader(database: database)
            return .finished(try outcomes.outcomes(of: pack, runCount: range.count))
        }
    }

    private func attempts(of pack: PackID) throws -> [RecoveredAttempt] {
        let statement = try database.statement(
            "SELECT number, ended FROM attempt WHERE pack = ? ORDER BY number"
        )
        let curves = CurveReader(database: database)
        let blobs = BlobReader(database: database)
        return try statement.all([SQLiteValue(pack.rawValue)]) { row in
            let attempt = AttemptID(pack: pack, number: try row.attempt(0))
            let base = try curves.base(of: attempt)
            return RecoveredAttempt(
                number: attempt.number,
                end: try row.optionalName(1),
                base: base,
                epochCount: try curves.epochCount(of: attempt, from: base?.epoch ?? 0),
                parameterBytes: try blobs.extent(of: .parameters(attempt)).stored,
                checkpoint: try blobs.checkpoint(of: attempt)
            )
        }
    }
}
