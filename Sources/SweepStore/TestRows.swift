internal import SQLite
internal import SweepModel
internal import TrainingModel

/// The rows about the test samples, within a transaction.
///
/// - Looks are numbered from 1 on and name settings and revisions that exist, none of them twice.
/// - Only runs of a setting that was looked at have numbers.
/// - An ensemble has at most `Limits.ensembleChoices` choices, names each run once, and has numbers
///   only together with the look for which it was chosen.
struct TestRows {
    private let database: SQLiteDatabase

    /// Reads and writes within the current transaction of `database`.
    init(_ database: SQLiteDatabase) { self.database = database }

    /// Stores `look`; the same again is ignored.
    ///
    /// - Throws: `SQLiteError`, or ``StoreError`` beyond `Limits.testLooks`.
    func insert(_ look: TestLook) throws {
        let known = try looks()
        guard !known.contains(look) else { return }
        guard known.count < Limits.testLooks else {
            throw StoreError(
                .contradiction,
                "the test samples were looked at \(known.count) times, which is the limit; their "
                    + "numbers are not those of new data any more"
            )
        }
        try database.statement(
            "INSERT INTO test_look (id, revision, leader, baseline) VALUES (?, ?, ?, ?)"
        ).run([
            SQLiteValue(known.count + 1), SQLiteValue(look.revision), SQLiteValue(look.leader),
            SQLiteValue(look.baseline),
        ])
        let statement = try database.statement(
            "INSERT INTO test_member (look, place, run, choices) VALUES (?, ?, ?, ?)"
        )
        for (place, member) in look.members.enumerated() {
            try statement.run([
                SQLiteValue(known.count + 1), SQLiteValue(place),
                SQLiteValue(member.run.rawValue), SQLiteValue(member.count),
            ])
        }
    }

    /// Stores what the ensemble of `look` comes to; what is stored of it stays.
    ///
    /// - Throws: ``StoreError`` if the look is not stored, or `SQLiteError`.
    func insert(_ ensemble: TestedEnsemble, of look: TestLook) throws {
        guard let index = try looks().firstIndex(of: look) else {
            throw StoreError(.contradiction, "no look is stored for this ensemble")
        }
        try database.statement(
            """
            INSERT INTO test_ensemble (look, single_loss, single_correct, loss, correct)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (look) DO NOTHING
            """
        ).run([
            SQLiteValue(index + 1), .real(ensemble.singleLoss),
            SQLiteValue(ensemble.singleCorrectCount), .real(ensemble.loss),
            SQLiteValue(ensemble.correctCount),
        ])
    }

    /// Stores `runs`; what is stored of a run stays.
    ///
    /// - Throws: `SQLiteError`.
    func insert(_ runs: [TestedRun]) throws {
        let statement = try database.statement(
            """
            INSERT INTO test_run (run, loss, accuracy) VALUES (?, ?, ?)
            ON CONFLICT (run) DO NOTHING
            """
        )
        func value(_ number: Float?) -> SQLiteValue { number.map { .real(Double($0)) } ?? .null }
        for run in runs {
            try statement.run([
                SQLiteValue(run.run.rawValue), value(run.loss), value(run.accuracy),
            ])
        }
    }

    /// Every look, and what was seen.
    ///
    /// - Parameter revision: The plan's.
    /// - Returns: The rows.
    /// - Throws: ``StoredValueError`` or `SQLiteError`.
    func record(revision: Int) throws -> TestRecord {
        var record = TestRecord(revision: revision, looks: try looks())
        let statement = try database.statement(
            "SELECT run, loss, accuracy FROM test_run ORDER BY run"
        )
        try statement.forEachRow { row in
            let run = try row.testedRun(0)
            record.runs[run.run] = run
        }
        try forEachEnsemble { index, ensemble in
            guard record.looks.indices.contains(index), !record.looks[index].members.isEmpty else {
                throw StoredValueError("table test_ensemble has numbers of no ensemble")
            }
            record.ensembles[record.looks[index]] = ensemble
        }
        return record
    }

    /// Refuses rows that no sweep of `plan` has.
    ///
    /// - Throws: ``StoredValueError`` naming what is wrong, or `SQLiteError`.
    func check(against plan: SweepPlan) throws {
        let last = try database.statement("SELECT max(id) FROM revision").first { try $0.count(0) }
        var looked: Set<Int> = []
        for look in try looks() {
            guard look.revision >= 1, look.revision <= last ?? 1,
                look.settings.allSatisfy(plan.settings.indices.contains)
            else {
                throw StoredValueError(
                    "the test samples are said to be looked at for settings \(look.leader) and "
                        + "\(look.baseline) of revision \(look.revision), which do not exist"
                )
            }
            looked.formUnion(look.settings)
            for member in look.members where plan.group(of: member.run.rawValue) == nil {
                throw StoredValueError("run \(member.run) of an ensemble does not exist")
            }
        }
        let statement = try database.statement("SELECT run, loss, accuracy FROM test_run")
        try statement.forEachRow { row in
            let run = try row.testedRun(0).run
            guard plan.group(of: run.rawValue) != nil,
                looked.contains(plan.run(run).settingIndex)
            else {
                throw StoredValueError(
                    "run \(run) has numbers of test samples, but no look is stored for it"
                )
            }
        }
        _ = try record(revision: last ?? 1)
    }

    private func looks() throws -> [TestLook] {
        var looks: [TestLook] = []
        var members = try members()
        let statement = try database.statement(
            "SELECT id, revision, leader, baseline FROM test_look ORDER BY id"
        )
        try statement.forEachRow { row in
            let look = TestLook(
                revision: try row.count(1),
                leader: try row.count(2),
                baseline: try row.count(3),
                members: members.removeValue(forKey: looks.count + 1) ?? []
            )
            guard try row.count(0) == looks.count + 1, looks.count < Limits.testLooks,
                !looks.contains(look)
            else {
                throw StoredValueError(
                    "table test_look has look \(row.description(0)) where look "
                        + "\(looks.count + 1) of at most \(Limits.testLooks) belongs"
                )
            }
            looks.append(look)
        }
        guard members.isEmpty else {
            throw StoredValueError("table test_member has members of a look that does not exist")
        }
        return looks
    }

    /// The members of the ensemble of each look that has one, by the number of the look.
    private func members() throws -> [Int: [EnsembleMember]] {
        var members: [Int: [EnsembleMember]] = [:]
        let statement = try database.statement(
            "SELECT look, place, run, choices FROM test_member ORDER BY look, place"
        )
        try statement.forEachRow { row in
            let look = try row.count(0)
            let known = members[look] ?? []
            let run = RunID(try row.count(2))
            let count = try row.count(3)
            let choices = known.reduce(0) { $0 + $1.count }
            guard look <= Limits.testLooks, try row.count(1) == known.count,
                (1...Limits.ensembleChoices).contains(count),
                choices + count <= Limits.ensembleChoices, !known.contains(where: { $0.run == run })
            else {
                throw StoredValueError(
                    "table test_member has run \(run) with \(count) choices at place "
                        + "\(row.description(1)) of look \(look), where it cannot be"
                )
            }
            members[look] = known + [EnsembleMember(run: run, count: count)]
        }
        return members
    }

    /// Calls `body` with the index of each look whose ensemble has numbers, and these.
    private func forEachEnsemble(_ body: (Int, TestedEnsemble) throws -> Void) throws {
        let statement = try database.statement(
            """
            SELECT look, single_loss, single_correct, loss, correct FROM test_ensemble
            ORDER BY look
            """
        )
        try statement.forEachRow { row in
            func loss(_ column: Int) throws -> Double {
                guard let value = row.real(column), value.isFinite, value >= 0 else {
                    throw StoredValueError(column: row.name(column), value: row.description(column))
                }
                return value
            }
            let ensemble = TestedEnsemble(
                singleLoss: try loss(1),
                singleCorrectCount: try row.count(2),
                loss: try loss(3),
                correctCount: try row.count(4)
            )
            try body(try row.count(0) - 1, ensemble)
        }
    }
}

extension SQLiteRow {
    /// What a run comes to on the test samples: its number, loss and accuracy from `index` on.
    fileprivate func testedRun(_ index: Int) throws -> TestedRun {
        func number(_ column: Int, atMost limit: Float) throws -> Float? {
            guard !isNull(column) else { return nil }
            guard let value = real(column), value.isFinite, value >= 0, value <= Double(limit),
                Double(Float(value)) == value
            else {
                throw StoredValueError(column: name(column), value: description(column))
            }
            return Float(value)
        }
        return TestedRun(
            run: RunID(try count(index)),
            loss: try number(index + 1, atMost: .greatestFiniteMagnitude),
            accuracy: try number(index + 2, atMost: 1)
        )
    }
}
