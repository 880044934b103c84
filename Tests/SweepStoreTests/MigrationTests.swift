import Foundation
import GRDB
import SweepModel
import SweepStore
import Testing

/// A store of each earlier version opens with its content.
struct MigrationTests {
    /// Content in the columns of version 1, which every later version starts from.
    private static let content = """
        INSERT INTO meta (id, spec, spec_hash, dataset, run_count, build, incarnation, state)
            VALUES (1, 'name: old', zeroblob(32), zeroblob(32), 5, '1.0', 3, 'paused');
        INSERT INTO pack (id, run_group, first_place, run_count, state, winner, reason) VALUES
            (1, 0, 0, 2, 'finished', 1, NULL), (2, 0, 2, 3, 'open', NULL, NULL);
        INSERT INTO attempt (pack, number, worker, ended, base_attempt, base_epoch, base_bytes)
            VALUES (1, 1, 'host/1', NULL, NULL, NULL, NULL),
                (2, 1, 'host/1', 'lost', NULL, NULL, NULL);
        INSERT INTO outcome (pack, lane, kind, epoch, reason) VALUES (1, 1, 'diverged', 7, NULL);
        INSERT INTO epoch_block (pack, attempt, first_epoch, epoch_count, metrics)
            VALUES (2, 1, 0, 2, zeroblob(96));
        INSERT INTO blob_part (pack, attempt, epoch, byte_offset, total_bytes, bytes)
            VALUES (2, 1, 2, 0, 10, zeroblob(10));
        INSERT INTO anomaly (kind, pack, attempt, detail) VALUES ('different_bits', 1, 1, 'old');
        """

    @Test(arguments: 1...StoreSchema.version)
    func `a store of an earlier version is brought up to date`(_ version: Int) throws {
        let directory = try RunDirectory()
        let queue = try DatabaseQueue(path: directory.storePath)
        try queue.write { database in
            try database.execute(sql: StoreSchema.migrations[0])
            try database.execute(sql: Self.content)
            for script in StoreSchema.migrations[1..<version] {
                try database.execute(sql: script)
            }
            try database.execute(
                sql: """
                    PRAGMA application_id = \(StoreSchema.applicationID);
                    PRAGMA user_version = \(version);
                    """
            )
        }
        try queue.close()
        let store = try directory.open()
        #expect(try store.setting("user_version") == StoreSchema.version)
        #expect(store.description.spec == "name: old")
        let recovered = try store.recover()
        #expect(recovered.incarnation == Incarnation(3))
        #expect(recovered.state == .paused)
        #expect(
            recovered.packs.map(\.state) == [.finished([.finished, .diverged(epoch: 7)]), .open]
        )
        let attempt = try #require(recovered.packs.last?.attempts.first)
        #expect(attempt.end == .lost)
        #expect(attempt.epochCount == 2)
        #expect(attempt.checkpoint?.epoch == 2)
        let archive = try SweepArchive(opening: directory.path)
        #expect(try archive.anomalies().map(\.detail) == ["old"])
        #expect(try archive.progress().divergedCount == 1)
    }
}
