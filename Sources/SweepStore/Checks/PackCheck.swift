internal import SQLite
internal import SweepModel
internal import TrainingModel

/// The packs of a store and how their runs ended, checked against the plan.
///
/// What a coordinator writes keeps these rules, and what breaks one of them is no store of a
/// sweep's:
/// - packs are numbered from 1 on without a gap;
/// - each pack is a range of one group of the plan, of at most `Limits.runsPerPack` runs;
/// - in each group the packs that were not split follow one another from its first run on, so that
///   no run is in two of them and none before the last is in none;
/// - the runs of a split pack are in others;
/// - only a finished pack has outcomes and a winner, which is one of its attempts;
/// - a sweep that is done has an outcome for each run.
struct PackCheck {
    /// A pack that keeps the rules.
    struct Pack {
        /// Its runs.
        let range: RunRange

        /// How it stands.
        let state: PackState

        /// The number of the attempt that won, or 0.
        let winner: Int

        /// The runs that did not train all their epochs.
        var listedCount = 0

        /// The epochs that the longest of those was trained.
        var listedEpochs = 0

        /// The epochs that the attempt which won must have stored.
        ///
        /// - Parameter all: The epochs of a run that trained to its end.
        /// - Returns: 0 if all of its runs failed.
        func epochsNeeded(of all: Int) -> Int { listedCount < range.count ? all : listedEpochs }
    }

    /// The packs; pack number n at n − 1.
    private(set) var packs: [Pack] = []

    /// How the runs of the plan ended.
    private(set) var runs = RunCounts()

    private let plan: SweepPlan

    /// Reads and checks all packs and outcomes, within a transaction.
    ///
    /// - Throws: ``StoredValueError`` naming what is wrong, or `SQLiteError`.
    /// - Complexity: O(packs · log(packs) + outcomes).
    init(_ database: SQLiteDatabase, plan: SweepPlan) throws {
        self.plan = plan
        runs.total = plan.runCount
        let isDone = try Self.isDone(database)
        try readPacks(database)
        try checkPartition(isDone: isDone)
        try readOutcomes(database)
        try checkWinners(database)
    }

    /// The index of the pack whose number stands at `column` of `row`.
    ///
    /// - Throws: ``StoredValueError`` if there is no such pack.
    func index(of row: SQLiteRow, at column: Int, in table: String) throws -> Int {
        let number = try row.count(column)
        guard (1...max(packs.count, 1)).contains(number), !packs.isEmpty else {
            throw StoredValueError("table \(table) names pack \(number), which does not exist")
        }
        return number - 1
    }

    private static func isDone(_ database: SQLiteDatabase) throws -> Bool {
        let states = try database.statement("SELECT state, incarnation FROM meta LIMIT 2").all {
            // The next start has the next number.
            guard try $0.incarnation(1).rawValue < UInt32.max else {
                throw StoredValueError(column: "incarnation", value: $0.description(1))
            }
            return try $0.name(0) as SweepState
        }
        guard states.count == 1 else {
            throw StoredValueError("table meta has \(states.count) rows instead of one")
        }
        return states[0] == .done
    }

    private mutating func readPacks(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            "SELECT id, first_run, run_count, state, winner FROM pack ORDER BY id"
        )
        try statement.forEachRow { row in
            let number = try row.count(0)
            guard number == packs.count + 1 else {
                throw StoredValueError(
                    "table pack has pack \(number) where pack \(packs.count + 1) belongs"
                )
            }
            let range = try row.range(first: 1, count: 2)
            guard plan.contains(range) else {
                throw StoredValueError(
                    "pack \(number) has \(range.count) runs from run \(range.first) on, which are "
                        + "not runs of one group of the plan"
                )
            }
            let state = try row.name(3) as PackState
            let winner = try row.optionalCount(4) ?? 0
            guard (winner > 0) == (state == .finished) else {
                throw StoredValueError(
                    "pack \(number) is \(state.rawValue) and has winner \(row.description(4))"
                )
            }
            packs.append(Pack(range: range, state: state, winner: winner))
        }
    }

    private mutating func checkPartition(isDone: Bool) throws {
        var ends = plan.groups.map(\.firstNumber)
        let standing = packs.indices.filter { packs[$0].state != .split }
            .sorted { packs[$0].range.first < packs[$1].range.first }
        for index in standing {
            let range = packs[index].range
            guard let group = plan.groupIndex(of: range.first), range.first == ends[group] else {
                throw StoredValueError(
                    "pack \(index + 1) begins with run \(range.first), which another pack has, or "
                        + "before which a run is in no pack"
                )
            }
            ends[group] = range.numbers.upperBound
            switch packs[index].state {
            case .finished: runs.finished += range.count
            case .failed: runs.failed += range.count
            case .open, .split: break
            }
        }
        for (index, pack) in packs.enumerated() where pack.state == .split {
            guard let group = plan.groupIndex(of: pack.range.first),
                pack.range.numbers.upperBound <= ends[group]
            else {
                throw StoredValueError(
                    "pack \(index + 1) was split, but its runs are in no other pack"
                )
            }
        }
        guard isDone else { return }
        let ended = runs.finished + runs.failed
        guard ended == plan.runCount else {
            throw StoredValueError(
                "the sweep is said to be done, but only \(ended) of \(plan.runCount) runs ended"
            )
        }
    }

    private mutating func readOutcomes(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            "SELECT pack, lane, kind, epoch, reason FROM outcome ORDER BY pack, lane"
        )
        var last = (pack: -1, lane: -1)
        try statement.forEachRow { row in
            let index = try index(of: row, at: 0, in: "outcome")
            let pack = packs[index]
            var outcomes = [RunOutcome](repeating: .finished, count: pack.range.count)
            try OutcomeReader.enter(row, into: &outcomes, of: PackID(UInt64(index) + 1))
            let lane = try row.count(1)
            guard pack.state == .finished, last < (index, lane) else {
                throw StoredValueError(
                    "table outcome has lane \(lane) of pack \(index + 1) twice, or that pack is "
                        + pack.state.rawValue
                )
            }
            last = (index, lane)
            try count(outcomes[lane], of: index)
        }
    }

    private mutating func count(_ outcome: RunOutcome, of index: Int) throws {
        packs[index].listedCount += 1
        runs.finished -= 1
        if case .diverged(let epoch) = outcome {
            guard epoch < plan.spec.epochs else {
                throw StoredValueError(
                    "a run of pack \(index + 1) diverged in epoch \(epoch) of \(plan.spec.epochs)"
                )
            }
            runs.diverged += 1
            packs[index].listedEpochs = max(packs[index].listedEpochs, epoch + 1)
        } else {
            runs.failed += 1
        }
    }

    private func checkWinners(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            """
            SELECT id, winner FROM pack WHERE state = 'finished' AND NOT EXISTS (
                SELECT 1 FROM attempt WHERE attempt.pack = pack.id AND number = pack.winner
            ) LIMIT 1
            """
        )
        try statement.forEachRow { row in
            throw StoredValueError(
                "pack \(try row.count(0)) was won by attempt \(try row.count(1)), which does not "
                    + "exist"
            )
        }
    }
}
