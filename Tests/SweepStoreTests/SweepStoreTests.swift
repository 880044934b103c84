import Foundation
import SQLite
import SweepModel
import SweepStore
import Testing
import TrainingModel

/// What was committed is there after the store was closed, and after it was not.
struct SweepStoreTests {
    @Test func `a new store is an empty sweep with its description`() throws {
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: 7))
        #expect(try store.recover() == .empty)
        try store.close()
        #expect(try directory.open().description == .test(runCount: 7))
    }

    @Test func `what the losses of each fold are measured against is kept bit for bit`() throws {
        let directory = try RunDirectory()
        let description = StoreDescription.test(runCount: 30, foldCount: 3)
        try directory.create(description).close()
        let archive = try SweepArchive(opening: directory.path)
        #expect(archive.description.lossScales == description.lossScales)
        #expect(archive.description.foldCount == 3)
    }

    @Test func `a plan with other folds is refused`() throws {
        var spec = SweepSpec.test
        spec.split = .folds(count: 3, SplitDraw())
        let plan = SweepPlan(spec)
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: plan.runCount, foldCount: 2))
        let error = #expect(throws: StoreError.self) { try store.check(against: plan) }
        #expect(error?.code == .otherPlan)
        #expect(error?.message.contains("2 folds, the plan has 3 folds") == true)
    }

    @Test(arguments: [
        "UPDATE loss_scale SET fold = 2 WHERE fold = 1",
        "DELETE FROM loss_scale WHERE fold = 0",
        "UPDATE loss_scale SET guess = 9e999, floor = 1",
        "PRAGMA ignore_check_constraints = 1; UPDATE loss_scale SET guess = -1",
        "PRAGMA ignore_check_constraints = 1; UPDATE loss_scale SET floor = 3",
    ])
    func `scales that no plan has are refused`(change: String) throws {
        let directory = try RunDirectory()
        try directory.create(.test(runCount: 30, foldCount: 3)).close()
        let database = try SQLiteDatabase(path: directory.storePath)
        try database.execute(change)
        try database.close()
        let error = #expect(throws: StoreError.self) {
            _ = try SweepArchive(opening: directory.path)
        }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains("guess") == true || error?.message.contains("fold") == true)
    }

    @Test func `a store is made once`() throws {
        let directory = try RunDirectory()
        do {
            let store = try directory.create()
            _ = try store.commit([.state(.paused)])
        }
        let error = #expect(throws: StoreError.self) { try directory.create() }
        #expect(error?.code == .alreadyExists)
        #expect(try directory.open().recover().state == .paused, "the first one is untouched")
    }

    @Test func `a second coordinator is refused while the first one lives`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let error = #expect(throws: StoreError.self) { try directory.open() }
        #expect(error?.code == .directoryInUse)
        try store.close()
    }

    @Test(arguments: [
        ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5_000),
        ("wal_autocheckpoint", 0), ("journal_size_limit", 64 << 20), ("mmap_size", 0),
        ("temp_store", 2), ("trusted_schema", 0), ("cell_size_check", 1),
        ("application_id", StoreSchema.applicationID), ("user_version", StoreSchema.version),
    ])
    func `SQLite answers with the settings that durability rests on`(
        _ name: String,
        _ value: Int
    ) throws {
        let directory = try RunDirectory()
        #expect(try directory.create().setting(name) == value)
        #expect(try directory.open().setting(name) == value)
    }

    @Test(arguments: [false, true])
    func `a restarted coordinator finds everything`(_ isClosed: Bool) throws {
        let directory = try RunDirectory()
        try fill(directory, isClosed: isClosed)
        let recovered = try directory.open().recover()
        #expect(recovered.incarnation == Incarnation(2))
        #expect(recovered.state == .paused)
        #expect(recovered.packs == Self.expectedPacks)
    }

    @Test func `a lease that ended runs again, and may end once more`() throws {
        let directory = try RunDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + [.attemptRevived(.test(1))])
        func end() throws -> AttemptEnd? { try store.recover().packs[0].attempts[0].end }
        #expect(try end() == nil, "one that runs goes on")
        _ = try store.commit([.attemptEnded(.test(1), .lost)])
        #expect(try end() == .lost)
        _ = try store.commit([.attemptRevived(.test(1))])
        #expect(try end() == nil)
        _ = try store.commit([.attemptEnded(.test(1), .stalled)])
        #expect(try end() == .stalled)
    }

    /// Method: numbers of both halves of 64 bits, in another order, one of them twice.
    @Test func `a restarted coordinator knows the workers that were asked to leave`() throws {
        let directory = try RunDirectory()
        let numbers: [UInt64] = [.max, 7, 1 << 63, 0, 7, UInt64(Int64.max)]
        do {
            let store = try directory.create()
            for number in numbers { _ = try store.commit([.drained(WorkerID(number))]) }
        }
        let drained = try directory.open().recover().drained
        #expect(drained == [0, 7, UInt64(Int64.max), 1 << 63, .max].map { WorkerID($0) })
    }

    @Test func `a closed store is one plain file beside the lock`() throws {
        let directory = try RunDirectory()
        try fill(directory, isClosed: true)
        #expect(try directory.files() == ["sweep.lock", "sweep.sqlite"])
    }

    /// Method: three times as much is committed as the log may hold before it is copied back.
    @Test func `the log does not grow with the sweep`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1, count: 16))
        var longest = 0
        for batch in 0..<24 {
            let records = (0..<80).map { index -> StoreRecord in
                let first = (batch * 80 + index) * 100
                return .epochs(.test(1), .test(first..<first + 100, runCount: 16))
            }
            #expect(try store.commit(records) == .committed(anomalies: []))
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.logPath)
            longest = max(longest, try #require(attributes[.size] as? Int))
        }
        #expect((16 << 20..<20 << 20).contains(longest), "\(longest) bytes")
        try store.close()
    }

    @Test func `no records need no transaction`() throws {
        let directory = try RunDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try directory.create()
        #expect(try store.commit([]) == .committed(anomalies: []))
    }

    @Test(arguments: [
        [StoreRecord.attemptEnded(.test(9), .lost)], [.split(PackID(9))],
        [.failed(PackID(9), reason: "")], [.result(.test(9), [.finished])],
        [.attemptRevived(.test(9))], [.attemptRevived(.test(1, 2))],
        [.attempt(.test(9), worker: "", base: nil)], [.epochs(.test(9), .test(0..<1))],
        StoreRecord.leasedPack(1), [.attempt(.test(1), worker: "again", base: nil)],
    ])
    func `records that name what does not exist, or exists already, store nothing`(
        _ records: [StoreRecord]
    ) throws {
        let directory = try RunDirectory()
        do {
            let store = try directory.create()
            _ = try store.commit(StoreRecord.leasedPack(1))
            let error = #expect(throws: StoreError.self) {
                try store.commit([.state(.done)] + records)
            }
            #expect(error?.code == .contradiction)
        }
        // The connection of a failed store stays open on purpose: look with another one.
        let progress = try SweepArchive(opening: directory.path).progress()
        #expect(progress.state == .running)
    }

    private func fill(_ directory: RunDirectory, isClosed: Bool) throws {
        let store = try directory.create()
        for batch in Self.batches {
            #expect(try store.commit(batch) == .committed(anomalies: []))
        }
        if isClosed { try store.close() }
    }

    private static let base = CheckpointReference(attempt: .test(1), epoch: 3, totalBytes: 10)

    private static let batches: [[StoreRecord]] = [
        [.started(Incarnation(1))] + StoreRecord.leasedPack(1)
            + StoreRecord.leasedPack(2, first: 2),
        [
            .epochs(.test(1), .test(0..<2)), .epochs(.test(1), .test(2..<4)),
            .epochs(.test(1), .test(5..<6)),
            .part(.checkpoint(.test(1), epoch: 3), 0..<6, of: 10),
            .part(.checkpoint(.test(1), epoch: 3), 6..<10, of: 10),
        ],
        [
            .attemptEnded(.test(1), .lost), .attemptEnded(.test(1), .refused),
            .attempt(.test(1, 2), worker: "host/2", base: base),
            .epochs(.test(1, 2), .test(3..<6)),
            .part(.parameters(.test(1, 2)), 0..<4, of: 8),
            .part(.checkpoint(.test(1, 2), epoch: 5), 0..<4, of: 10),
        ],
        [.result(.test(2), [.diverged(epoch: 4), .failed(reason: "no memory")])],
        StoreRecord.leasedPack(3, first: 4) + [.split(PackID(3))],
        StoreRecord.leasedPack(4, first: 4, count: 1) + [.failed(PackID(4), reason: "killed 3")],
        [.started(Incarnation(2)), .state(.paused)],
    ]

    private static let expectedPacks = [
        RecoveredPack(
            id: PackID(1),
            range: RunRange(first: 0, count: 2),
            state: .open,
            attempts: [
                RecoveredAttempt(
                    number: AttemptNumber(1),
                    end: .lost,
                    base: nil,
                    epochCount: 4,
                    parameterBytes: 0,
                    checkpoint: base
                ),
                RecoveredAttempt(
                    number: AttemptNumber(2),
                    end: nil,
                    base: base,
                    epochCount: 6,
                    parameterBytes: 4,
                    checkpoint: nil
                ),
            ]
        ),
        RecoveredPack(
            id: PackID(2),
            range: RunRange(first: 2, count: 2),
            state: .finished([.diverged(epoch: 4), .failed(reason: "no memory")]),
            attempts: []
        ),
        RecoveredPack(
            id: PackID(3),
            range: RunRange(first: 4, count: 2),
            state: .split,
            attempts: []
        ),
        RecoveredPack(
            id: PackID(4),
            range: RunRange(first: 4, count: 1),
            state: .failed(reason: "killed 3"),
            attempts: []
        ),
    ]
}
