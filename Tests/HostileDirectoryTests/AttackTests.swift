import Foundation
import SQLite
import SweepStore
import Testing

/// Changes to a store that somebody made on purpose, one at a time.
@Suite(.timeLimit(.minutes(5)))
struct AttackTests {
    /// A change, and what the refusal says.
    struct Attack: CustomTestStringConvertible, Sendable {
        let sql: String
        let fragment: String
        var code = StoreError.Code.damaged

        var testDescription: String { sql }
    }

    private static let rows = [
        Attack(sql: "UPDATE pack SET run_count = 9223372036854775807", fragment: "run_count"),
        Attack(sql: "UPDATE pack SET first_run = 9223372036854775807", fragment: "run_count"),
        Attack(sql: "UPDATE pack SET run_count = 17 WHERE id = 1", fragment: "17 from run 0"),
        Attack(sql: "UPDATE pack SET run_count = 3 WHERE id = 1", fragment: "pack 3 begins with"),
        Attack(sql: "UPDATE pack SET id = 9223372036854775807 WHERE id = 5", fragment: "belongs"),
        Attack(sql: "UPDATE pack SET first_run = 999999 * 16777216", fragment: "not runs of one"),
        Attack(sql: "UPDATE pack SET first_run = 0 WHERE id = 5", fragment: "another pack has"),
        Attack(sql: "UPDATE pack SET first_run = 1 + first_run WHERE id = 5", fragment: "pack 5"),
        Attack(
            sql: "UPDATE pack SET state = 'split', winner = NULL, reason = NULL",
            fragment: "was split, but"
        ),
        Attack(sql: "UPDATE pack SET winner = 9 WHERE id = 1", fragment: "won by attempt 9"),
        Attack(
            sql: "UPDATE pack SET state = 'finished', winner = 1 WHERE id = 5",
            fragment: "3 epochs and no parameters"
        ),
        Attack(sql: "DELETE FROM pack WHERE id = 1", fragment: "where pack 1 belongs"),
        Attack(sql: "DELETE FROM attempt", fragment: "won by attempt 2, which does not exist"),
        Attack(sql: "DELETE FROM meta", fragment: "meta"),
        Attack(sql: "DELETE FROM revision", fragment: "meta"),
        Attack(sql: "UPDATE meta SET state = 'done'", fragment: "18 of 72 runs ended"),
        Attack(sql: "UPDATE meta SET state = 'asleep'", fragment: "asleep"),
        Attack(sql: "UPDATE meta SET incarnation = 4294967295", fragment: "incarnation"),
        Attack(
            sql: "UPDATE revision SET run_count = 9223372036854775807",
            fragment: "9223372036854775807 runs, the plan has 72",
            code: .otherPlan
        ),
        Attack(sql: "DELETE FROM loss_scale", fragment: "no folds, the plan", code: .otherPlan),
        Attack(sql: "UPDATE loss_scale SET fold = 9 WHERE fold = 1", fragment: "fold 9"),
        Attack(sql: "UPDATE loss_scale SET guess = 9e999", fragment: "guess"),
        Attack(
            sql: "INSERT INTO loss_scale SELECT 2, guess, floor FROM loss_scale WHERE fold = 1",
            fragment: "3 folds, the plan has 2",
            code: .otherPlan
        ),
        Attack(
            sql: "DELETE FROM test_ensemble; DELETE FROM test_member; DELETE FROM test_look",
            fragment: "run 0 has numbers of test samples"
        ),
        Attack(sql: "DELETE FROM test_look", fragment: "members of a look that does not exist"),
        Attack(sql: "DELETE FROM test_member", fragment: "numbers of no ensemble"),
        Attack(sql: "UPDATE test_member SET run = 1073741824", fragment: "run 1073741824 of an"),
        Attack(sql: "UPDATE test_member SET place = 1", fragment: "at place 1 of look 1"),
        Attack(
            sql: "UPDATE test_member SET choices = 9223372036854775807",
            fragment: "9223372036854775807 choices"
        ),
        Attack(
            sql: "INSERT INTO test_member SELECT look, 1, run, 1 FROM test_member",
            fragment: "at place 1 of look 1"
        ),
        Attack(sql: "UPDATE test_ensemble SET loss = 9e999", fragment: "loss"),
        Attack(sql: "UPDATE test_ensemble SET look = 2", fragment: "numbers of no ensemble"),
        Attack(sql: "UPDATE test_look SET id = 2", fragment: "look 2 where look 1"),
        Attack(sql: "UPDATE test_look SET revision = 2", fragment: "of revision 2"),
        Attack(sql: "UPDATE test_look SET leader = 4", fragment: "settings 4 and 1"),
        Attack(sql: "UPDATE test_look SET baseline = 9223372036854775807", fragment: "settings 0"),
        Attack(
            sql: "INSERT INTO test_run VALUES (1073741824, 0, 0)",
            fragment: "run 1073741824 has numbers"
        ),
        Attack(sql: "UPDATE test_run SET loss = 9e999", fragment: "loss"),
        Attack(sql: "UPDATE test_run SET loss = 0.1", fragment: "loss"),
        Attack(sql: "UPDATE test_run SET accuracy = 0.3", fragment: "accuracy"),
        Attack(sql: "UPDATE outcome SET epoch = 9223372036854775807", fragment: "diverged in"),
        Attack(sql: "UPDATE outcome SET lane = 16 WHERE pack = 1", fragment: "lane"),
        Attack(sql: "UPDATE outcome SET pack = 5 WHERE pack = 1", fragment: "that pack is open"),
        Attack(sql: "UPDATE outcome SET pack = 99 WHERE pack = 1", fragment: "pack 99"),
        Attack(sql: "UPDATE epoch_block SET metric_ids = x'01'", fragment: "metrics"),
        Attack(sql: "UPDATE epoch_block SET metric_ids = x'01010101'", fragment: "metric_ids"),
        Attack(sql: "UPDATE epoch_block SET metric_ids = x'FF'", fragment: "metric_ids"),
        Attack(
            sql: "UPDATE epoch_block SET epoch_count = 4611686018427387904",
            fragment: "4611686018427387904"
        ),
        Attack(
            sql: "UPDATE epoch_block SET first_epoch = 9223372036854775807 WHERE id = 1",
            fragment: "9223372036854775807"
        ),
    ]

    /// What only those notice who read the epochs and parameters.
    private static let content = [
        Attack(sql: "UPDATE epoch_block SET metrics = x'00'", fragment: "not 16 runs"),
        Attack(sql: "DELETE FROM epoch_block WHERE pack = 1 AND attempt = 2", fragment: "pack 1"),
        Attack(
            sql: "DELETE FROM epoch_block WHERE pack = 1 AND attempt = 1",
            fragment: "which has stored 0"
        ),
        Attack(sql: "DELETE FROM blob_part WHERE epoch = -1", fragment: "no parameters"),
        Attack(sql: "UPDATE blob_part SET total_bytes = 9223372036854775807", fragment: "blob"),
        Attack(sql: "UPDATE blob_part SET byte_offset = 7 WHERE epoch = -1", fragment: "blob"),
        Attack(sql: "UPDATE blob_part SET epoch = 6 WHERE epoch = 2", fragment: "after epoch 6"),
        Attack(sql: "UPDATE blob_part SET epoch = 1000000 WHERE epoch = 2", fragment: "blob"),
        Attack(sql: "UPDATE attempt SET base_epoch = 5 WHERE number = 2", fragment: "epoch 5"),
        Attack(
            sql: "UPDATE attempt SET base_epoch = 4611686018427387904 WHERE number = 2",
            fragment: "base_epoch"
        ),
        Attack(sql: "UPDATE attempt SET base_attempt = 2 WHERE number = 2", fragment: "attempt"),
        Attack(sql: "UPDATE attempt SET number = 4294967295 WHERE pack = 5", fragment: "belongs"),
        Attack(sql: "UPDATE attempt SET ended = 'eaten' WHERE pack = 5", fragment: "eaten"),
    ]

    private static let schema = [
        Attack(sql: "PRAGMA user_version = -1", fragment: "schema -1"),
        Attack(sql: "PRAGMA user_version = 1", fragment: "it"),
        Attack(sql: "PRAGMA user_version = 99", fragment: "schema 99", code: .newerSchema),
        Attack(sql: "PRAGMA application_id = 1", fragment: "not a sweep's", code: .foreign),
        Attack(sql: "DROP TABLE meta", fragment: "it lacks the table meta"),
        Attack(sql: "DROP TABLE attempt", fragment: "it lacks the"),
        Attack(sql: "DROP INDEX epoch_block_place", fragment: "index epoch_block_place"),
        Attack(
            sql: """
                DROP TABLE meta;
                CREATE VIEW meta AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                    SELECT i AS id, x'00' AS dataset, 'running' AS state FROM n
                """,
            fragment: "it holds the view meta"
        ),
        Attack(
            sql: """
                CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM pack; END
                """,
            fragment: "it holds the trigger t"
        ),
        Attack(sql: "ALTER TABLE pack ADD COLUMN more TEXT", fragment: "table pack is not as"),
        Attack(
            sql: "CREATE INDEX \"a\u{1B}[31m\" ON pack (state)",
            fragment: #"the index a\u{1B}[31m"#
        ),
        Attack(sql: "ANALYZE", fragment: "sqlite_stat1"),
    ]

    @Test func `an untouched store is read by all commands`() throws {
        let sweep = try SmallSweep()
        for reader in DirectoryReader.allCases { try reader.read(sweep.path) }
        try DirectoryReader.writeReport(of: sweep.path)
    }

    @Test(arguments: rows)
    func `rows that no coordinator wrote are refused by all commands`(_ attack: Attack) throws {
        try expectRefusal(of: attack, by: DirectoryReader.allCases)
    }

    @Test(arguments: content)
    func `epochs and parameters that no coordinator wrote are refused before they are used`(
        _ attack: Attack
    ) throws {
        try expectRefusal(of: attack, by: [.report, .resume])
        // Status does not read what it does not say, but must not fall over it.
        try SmallSweep().afterChange(attack.sql) { sweep in
            do { try DirectoryReader.status.read(sweep.path) } catch is StoreError {}
        }
    }

    @Test(arguments: schema)
    func `a schema that this program did not make is refused by all commands`(
        _ attack: Attack
    ) throws {
        try expectRefusal(of: attack, by: DirectoryReader.allCases)
    }

    /// A journal may name a second file, which SQLite deletes with it.
    @Test func `a journal that names another file is refused and deletes nothing`() throws {
        let sweep = try SmallSweep()
        let victim = sweep.path + "/../neighbour"
        let mark: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
        let journal = [UInt8](repeating: 0, count: 512) + Array(victim.utf8) + mark
        try Data(journal).write(to: URL(fileURLWithPath: sweep.storePath + "-journal"))
        for reader in DirectoryReader.allCases {
            let error = #expect(throws: StoreError.self) { try reader.read(sweep.path) }
            #expect(error?.message.contains("-journal") == true)
        }
        #expect(try sweep.isAlone())
    }

    @Test(arguments: ["-wal", "-shm", "-journal"])
    func `a link beside the store is refused and not followed`(_ suffix: String) throws {
        let sweep = try SmallSweep()
        symlink("../neighbour", sweep.storePath + suffix)
        for reader in DirectoryReader.allCases {
            let error = #expect(throws: StoreError.self) { try reader.read(sweep.path) }
            #expect(error?.message.contains("sweep.sqlite\(suffix) is not a file") == true)
        }
        #expect(try sweep.isAlone())
    }

    private func expectRefusal(of attack: Attack, by readers: [DirectoryReader]) throws {
        for reader in readers {
            try SmallSweep().afterChange(attack.sql) { sweep in
                let error = #expect(throws: StoreError.self, "\(reader)") {
                    try reader.read(sweep.path)
                }
                #expect(error?.code == attack.code, "\(reader): \(error?.message ?? "")")
                let message = error?.message ?? ""
                #expect(message.contains(attack.fragment), "\(reader): \(message)")
                #expect(message.hasPrefix(sweep.storePath), "\(reader): \(message)")
                let isAlone = try sweep.isAlone()
                #expect(isAlone)
            }
        }
    }
}

extension SmallSweep {
    /// Executes a script on the store, whatever its constraints say, then calls `body`.
    func afterChange(_ script: String, _ body: (SmallSweep) throws -> Void) throws {
        let database = try SQLiteDatabase(path: storePath)
        try database.execute("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
        try database.execute(script)
        try database.close()
        try body(self)
    }
}
