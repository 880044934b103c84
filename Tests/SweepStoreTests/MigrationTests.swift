import Foundation
import SQLite
import SweepModel
import SweepStore
import Testing
import TrainingModel

/// A store of each earlier version opens with its content.
struct MigrationTests {
    /// Content in the columns of version 1, which every later version starts from.
    private static let content = """
        INSERT INTO meta (id, spec, spec_hash, dataset, run_count, build, incarnation, state)
            VALUES (1, 'name: old', zeroblob(32), zeroblob(32), 8, '1.0', 3, 'paused');
        INSERT INTO pack (id, run_group, first_place, run_count, state, winner, reason) VALUES
            (1, 0, 0, 2, 'finished', 1, NULL), (2, 0, 2, 2, 'open', NULL, NULL),
            (3, 1, 0, 1, 'failed', NULL, 'no memory');
        INSERT INTO attempt (pack, number, worker, ended, base_attempt, base_epoch, base_bytes)
            VALUES (1, 1, 'host/1', NULL, NULL, NULL, NULL),
                (2, 1, 'host/1', 'lost', NULL, NULL, NULL);
        INSERT INTO outcome (pack, lane, kind, epoch, reason) VALUES (1, 1, 'diverged', 7, NULL);
        INSERT INTO epoch_block (pack, attempt, first_epoch, epoch_count, metrics)
            VALUES (1, 1, 0, 2, zeroblob(64)), (2, 1, 0, 2, zeroblob(64));
        INSERT INTO blob_part (pack, attempt, epoch, byte_offset, total_bytes, bytes)
            VALUES (2, 1, 2, 0, 10, zeroblob(10));
        INSERT INTO anomaly (kind, pack, attempt, detail) VALUES ('different_bits', 1, 1, 'old');
        """

    /// A store as `version` wrote it, with the plan that numbers its runs.
    private static func edition(_ version: Int) throws -> RunDirectory {
        let directory = try RunDirectory()
        let database = try SQLiteDatabase(path: directory.storePath)
        try database.transaction(.immediate) {
            try database.execute(StoreSchema.migrations[0])
            try database.execute(Self.content)
            for script in StoreSchema.migrations[1..<version] { try database.execute(script) }
            try database.execute(
                """
                PRAGMA application_id = \(StoreSchema.applicationID);
                PRAGMA user_version = \(version);
                """
            )
        }
        try database.close()
        return directory
    }

    @Test(arguments: 1..<StoreSchema.version)
    func `a store of an older version is brought up to date when it is resumed`(
        _ version: Int
    ) throws {
        let directory = try Self.edition(version)
        let store = try directory.open()
        #expect(try store.setting("user_version") == StoreSchema.version)
        #expect(store.description.spec == "name: old")
        #expect(store.description.order == .settings)
        #expect(store.description.core == "momentum-core-1")
        #expect(store.description.lossScales.isEmpty && store.description.foldCount == 1)
        let recovered = try store.recover()
        #expect(recovered.incarnation == Incarnation(3))
        #expect(recovered.state == .paused)
        #expect(
            recovered.packs.map(\.state) == [
                .finished([.finished, .diverged(epoch: 7)]), .open, .failed(reason: "no memory"),
            ]
        )
        #expect(
            recovered.packs.map(\.range) == [
                RunRange(first: 0, count: 2), RunRange(first: 2, count: 2),
                RunRange(first: SweepPlan.numbersPerGroup, count: 1),
            ]
        )
        #expect(recovered.drained.isEmpty)
        // Its checkpoint has another form, so that the pack is trained again.
        #expect(recovered.packs[1].attempts.isEmpty)
        let archive = try SweepArchive(opening: directory.path)
        #expect(try archive.anomalies().map(\.detail) == ["old"])
        #expect(try archive.progress().runs.diverged == 1)
        #expect(try archive.progress().epochCount == 4)
        _ = try store.commit([
            .attempt(.test(2), worker: "host/1", base: nil),
            .epochs(.test(2), .test(0..<3)), .result(.test(2), [.finished, .finished]),
            .drained(WorkerID(5)),
        ])
        #expect(try store.recover().drained == [WorkerID(5)])
        let members = [EnsembleMember(run: RunID(0), count: 2)]
        let looks = [[], members].map {
            TestLook(revision: 1, leader: 0, baseline: 1, members: $0)
        }
        for look in looks { try store.commit(look: look) }
        #expect(try archive.testRecord().looks == looks)
        #expect(try archive.progress().runs.finished == 3)
    }

    @Test(arguments: 1..<StoreSchema.version)
    func `a store of an older version is read without a change`(_ version: Int) throws {
        let directory = try Self.edition(version)
        let file = URL(fileURLWithPath: directory.storePath)
        let before = try Data(contentsOf: file)
        do {
            let archive = try SweepArchive(opening: directory.path)
            #expect(archive.description.spec == "name: old")
            #expect(archive.description.order == .settings)
            #expect(archive.description.lossScales.isEmpty)
            let progress = try archive.progress()
            #expect(progress.runs.finished == 1)
            #expect(progress.runs.diverged == 1)
            #expect(progress.runs.failed == 1)
            // The second version has let go of the epochs of the pack that was open.
            #expect(progress.epochCount == (version == 1 ? 8 : 4))
            #expect(try archive.anomalies().map(\.detail) == ["old"])
            #expect(try archive.testRecord() == TestRecord())
            var epochs: [Int] = []
            try archive.uncheckedRuns(of: Self.plan).forEachRun { result in
                epochs.append(result.curve.epochCount)
                if epochs.count == 2 { #expect(result.outcome == .failed(reason: "no memory")) }
            }
            // Two batch sizes take turns in the order of the spec.
            #expect(epochs == [2, 0, 2, 0] + (version == 1 ? [2, 0, 2, 0] : [0, 0, 0, 0]))
        }
        #expect(try Data(contentsOf: file) == before)
        #expect(try directory.files() == ["sweep.sqlite"])
    }

    /// Eight settings of two shapes that alternate, with one seed.
    private static let plan: SweepPlan = {
        var spec = SweepSpec.test
        spec.axes = SweepAxes([.momentum: [0, 0.5, 0.9, 0.95], .batch: [10, 20]])
        spec.seeds = .paired([1])
        return SweepPlan(spec, order: .settings)
    }()
}
