import Foundation
import SweepModel
import SweepStore
import Testing
import TrainingModel

/// Results are read in the plan's order, whatever way they came in, and without a trace.
struct ArchiveTests {
    /// Method: a random history of packs, leases, checkpoints and losses, against a plain list.
    @Test(arguments: 0..<25)
    func `every run has the curve of its lineage, its outcome and its parameters`(
        _ seed: Int
    ) throws {
        var spec = SweepSpec.test
        if seed.isMultiple(of: 3) { spec.split = .folds(count: 2, SplitDraw()) }
        let plan = SweepPlan(spec)
        let directory = try RunDirectory()
        let store = try directory.create(
            .test(runCount: plan.runCount, foldCount: plan.foldCount)
        )
        let history = RandomHistory(plan: plan, seed: seed)
        for batch in history.batches {
            #expect(try store.commit(batch) == .committed(anomalies: []))
        }
        if seed.isMultiple(of: 2) { try store.close() }
        let archive = try SweepArchive(opening: directory.path)
        var count = 0
        try archive.uncheckedRuns(of: plan).forEachRun { result in
            #expect(result.run.place == count)
            history.expected[count].expectEqual(to: result)
            count += 1
        }
        #expect(count == plan.runCount)
        let progress = try archive.progress()
        #expect(progress.runs.open == history.expected.count { $0.outcome == nil })
        #expect(progress.runs.finished == history.expected.count { $0.outcome == .finished })
        #expect(progress.runs.failed == history.expected.count { $0.hasFailed })
        #expect(progress.runs.total == plan.runCount)
    }

    @Test(arguments: 0..<25)
    func `a walk for scores reads the last epoch of the settings that are asked for`(
        _ seed: Int
    ) throws {
        var spec = SweepSpec.test
        spec.epochs = 8
        if seed.isMultiple(of: 2) { spec.choice = .best }
        let plan = SweepPlan(spec)
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: plan.runCount))
        let history = RandomHistory(plan: plan, seed: seed)
        for batch in history.batches { _ = try store.commit(batch) }
        try store.close()
        let runs = try SweepArchive(opening: directory.path).uncheckedRuns(of: plan)
        let asked = Set(plan.settings.indices.filter { $0 % 3 != seed % 3 })
        var places: [Int] = []
        try runs.forEachRun(.scores, of: asked) { result in
            let run = result.run
            places.append(run.place)
            var expected = history.expected[run.place]
            expected.parameters = []
            if spec.choice == .final {
                // Of a pack that failed or is open nothing is read.
                guard result.outcome != nil, !expected.hasFailed else {
                    return #expect(result.outcome == expected.outcome && result.parameters.isEmpty)
                }
                expected.columns = expected.columns.map { Array($0.prefix(8).dropFirst(7)) }
            }
            expected.expectEqual(to: result)
        }
        let settings = plan.settings.indices.filter(asked.contains)
        #expect(
            places
                == settings.flatMap { setting in
                    (0..<plan.runCount).filter { plan.run(atPlace: $0).settingIndex == setting }
                }
        )
    }

    @Test func `an empty sweep has open runs without epochs`() throws {
        let plan = SweepPlan(.test)
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: plan.runCount))
        let archive = try SweepArchive(opening: directory.path)
        var count = 0
        try archive.uncheckedRuns(of: plan).forEachRun { result in
            #expect(result.outcome == nil && result.curve.epochCount == 0)
            #expect(result.parameters.isEmpty)
            count += 1
        }
        #expect(count == plan.runCount)
        #expect(try archive.progress().runs.open == plan.runCount)
        try store.close()
    }

    @Test func `an archive that is open sees later commits`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let archive = try SweepArchive(opening: directory.path)
        #expect(try archive.progress().epochCount == 0)
        _ = try store.commit(StoreRecord.leasedPack(1) + [.epochs(.test(1), .test(0..<10))])
        #expect(try archive.progress().epochCount == 20)
        #expect(archive.description == .test())
    }

    /// The archive has a log to read here, and no other connection that could have recovered it.
    @Test func `reading after a crash changes neither the file nor its log`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + [.epochs(.test(1), .test(0..<10))])
        let copy = try directory.copyAsAfterCrash()
        let paths = [copy.storePath, copy.logPath].map { URL(fileURLWithPath: $0) }
        let before = try paths.map { try Data(contentsOf: $0) }
        do {
            let archive = try SweepArchive(opening: copy.path)
            #expect(try archive.progress().epochCount == 20)
        }
        #expect(try paths.map { try Data(contentsOf: $0) } == before)
        #expect(try copy.open().recover() == store.recover())
    }

    @Test func `reading a closed sweep leaves no file behind`() throws {
        let directory = try RunDirectory()
        try directory.create().close()
        let before = try directory.files()
        do { _ = try SweepArchive(opening: directory.path).progress() }
        #expect(try directory.files() == before)
    }

    @Test func `a store is closed and resumed while an archive has it open`() throws {
        let directory = try RunDirectory()
        do {
            let store = try directory.create()
            _ = try store.commit(StoreRecord.leasedPack(1))
            let archive = try SweepArchive(opening: directory.path)
            #expect(try archive.progress().epochCount == 0)
            _ = try store.commit([.epochs(.test(1), .test(0..<10))])
            #expect(try archive.progress().epochCount == 20)
        }
        let archive = try SweepArchive(opening: directory.path)
        let store = try directory.open()
        _ = try store.commit([.epochs(.test(1), .test(10..<20))])
        #expect(try archive.progress().epochCount == 40)
    }

    @Test func `a plan of another sweep is refused`() throws {
        let directory = try RunDirectory()
        try directory.create(.test(runCount: 5)).close()
        let archive = try SweepArchive(opening: directory.path)
        let error = #expect(throws: StoreError.self) {
            try archive.uncheckedRuns(of: SweepPlan(.test))
        }
        #expect(error?.code == .otherPlan)
        #expect(error?.message.contains("30") == true)
    }

    @Test func `runs that were packed again have the newer pack's results`() throws {
        let plan = SweepPlan(.test)
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: plan.runCount))
        _ = try store.commit(
            StoreRecord.leasedPack(1, count: 4) + [
                .epochs(.test(1), .test(0..<5, runCount: 4)),
                .result(.test(1), [.finished, .failed(reason: "lost"), .finished, .finished]),
            ]
        )
        _ = try store.commit(
            StoreRecord.leasedPack(2, first: 1, count: 1) + [
                .epochs(.test(2), .test(0..<9, runCount: 1)), .result(.test(2), [.finished]),
            ]
        )
        var epochs: [Int: Int] = [:]
        try SweepArchive(opening: directory.path).uncheckedRuns(of: plan).forEachRun { result in
            if result.run.id.rawValue < 4 { #expect(result.outcome == .finished) }
            epochs[result.run.id.rawValue] = result.curve.epochCount
        }
        #expect((0..<5).map { epochs[$0] } == [5, 9, 5, 5, 0])
    }
}
