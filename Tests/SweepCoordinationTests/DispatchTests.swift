internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// How runs are cut into packs and handed out.
struct DispatchTests {
    @Test func `an attempt is persisted before its ASSIGN is sent`() throws {
        var recorder = CoordinatorRecorder()
        let worker = try recorder.worker(1)
        let effects = recorder.take()
        let range = RunRange(first: 0, count: 5)
        let persisted = try #require(
            effects.firstIndex(of: .persist(.attempt(.of(1), worker: "worker 1", base: nil)))
        )
        #expect(effects[..<persisted].contains(.persist(.pack(PackID(1), range))))
        guard case .send(worker.peer, let envelope) = effects[persisted + 1],
            case .assign(let assignment) = envelope.message
        else {
            Issue.record("no ASSIGN after the record in \(effects)")
            return
        }
        #expect(envelope.session == worker.session)
        #expect(assignment.attempt == .of(1))
        #expect(assignment.dataset == .of(2))
        #expect(assignment.training.pack == PackShape(Setting(batch: 20, layers: [1, 1])))
        #expect(assignment.training.epochs == 4)
        #expect(assignment.runs.map(\.seed) == [0, 1, 2, 3, 4])
        #expect(assignment.checkpoint == nil)
    }

    @Test func `an assignment names the fold of its runs`() throws {
        let plan = SweepPlan.of(runs: 2, split: .folds(count: 2, SplitDraw()))
        var recorder = CoordinatorRecorder(plan: plan)
        _ = try recorder.worker(1)
        let folds = recorder.take().compactMap { effect -> Int? in
            guard case .send(_, let envelope) = effect, case .assign(let it) = envelope.message
            else { return nil }
            #expect(it.training.metrics == plan.spec.recordedMetrics)
            return it.fold
        }
        #expect(folds.prefix(2) == [0, 1])
    }

    @Test func `nothing is handed out before the flush`() throws {
        var recorder = CoordinatorRecorder()
        var worker = FakeWorker(1)
        try recorder.join(&worker)
        #expect(recorder.assigned() == [])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1)])
    }

    /// Runs, slots and the sizes of the packs that they make.
    static let cuts: [(runs: Int, slots: Int, sizes: [Int])] = [
        (1, 1, [1]),
        (5, 1, [5]),
        (5, 2, [3, 2]),
        (3, 8, [1, 1, 1]),
        (16, 1, [16]),
        (17, 1, [16, 1]),
        (90, 4, [16, 16, 15, 15, 14, 14]),
        (64, 4, [16, 16, 16, 16]),
        (63, 4, [16, 16, 16, 15]),
    ]

    @Test(arguments: cuts)
    func `packs are full while every slot has work, then even`(
        runs: Int,
        slots: Int,
        sizes: [Int]
    ) throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: runs)) { $0.expectedSlots = slots }
        _ = try recorder.worker(1, slots: sizes.count)
        let packs = recorder.records().compactMap { record -> RunRange? in
            if case .pack(_, let range) = record { range } else { nil }
        }
        // The one worker's slots are more than were expected where the cut says so.
        let expected = slots >= sizes.count ? sizes : nil
        if let expected { #expect(packs.map(\.count) == expected) }
        #expect(packs.reduce(0) { $0 + $1.count } == runs)
        #expect(packs.allSatisfy { (1...Limits.runsPerPack).contains($0.count) })
        for (pack, next) in zip(packs, packs.dropFirst()) {
            #expect(pack.numbers.upperBound == next.first)
        }
    }

    @Test(arguments: cuts)
    func `packs are cut one by one as workers finish`(
        runs: Int,
        slots: Int,
        sizes: [Int]
    ) throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: runs)) { $0.expectedSlots = slots }
        var worker = try recorder.worker(1)
        var seen: [Int] = []
        for number in 1...UInt64(sizes.count) {
            guard
                case .pack(PackID(number), let range) = recorder.records().first(where: {
                    if case .pack = $0 { true } else { false }
                })
            else {
                Issue.record("pack \(number) was not cut")
                return
            }
            seen.append(range.count)
            recorder.finish(.of(number), on: &worker, runs: range.count)
            recorder.feed(.flush)
        }
        #expect(seen == sizes)
        #expect(recorder.machine.state == .done)
    }

    @Test func `runs of different shapes never share a pack`() throws {
        let plan = SweepPlan.of(runs: 3, layers: [[1, 1], [1, 2]])
        var recorder = CoordinatorRecorder(plan: plan)
        _ = try recorder.worker(1, slots: 4)
        let packs = recorder.records().compactMap { record -> RunRange? in
            if case .pack(_, let range) = record { range } else { nil }
        }
        let shapes = packs.map { plan.shape(of: $0).layers }
        for layers in [[1, 1], [1, 2]] {
            let sizes = zip(packs, shapes).filter { $0.1 == layers }.map(\.0.count)
            #expect(sizes.reduce(0, +) == 3)
        }
    }

    /// So that every setting has its first results early.
    @Test func `runs of different shapes take turns`() throws {
        let plan = SweepPlan.of(runs: 48, layers: [[1, 1], [1, 2]])
        var recorder = CoordinatorRecorder(plan: plan)
        _ = try recorder.worker(1, slots: 4)
        let firsts = recorder.records().compactMap { record -> Int? in
            if case .pack(_, let range) = record { range.first } else { nil }
        }
        #expect(firsts == [0, 48, 16, 64])
    }

    @Test func `a worker never holds more than its credits, and gets more as it finishes`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1_000))
        var worker = try recorder.worker(1, slots: 2, prefetch: 1)
        #expect(recorder.assigned() == [.of(1), .of(2), .of(3)])
        recorder.feed(.flush)
        recorder.expectNoEffects()
        recorder.finish(.of(1), on: &worker, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(4)])
    }

    @Test func `work is given in advance only while every slot has some`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 32)) { $0.expectedSlots = 2 }
        _ = try recorder.worker(1, slots: 1, prefetch: 5)
        #expect(recorder.assigned() == [.of(1)])
        _ = try recorder.worker(2, slots: 1, prefetch: 5)
        #expect(recorder.assigned() == [.of(2)])
    }

    @Test func `idle slots come before work in advance`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1_000))
        var first = FakeWorker(1, slots: 1, prefetch: 1)
        var second = FakeWorker(2, slots: 1, prefetch: 1)
        try recorder.join(&first)
        try recorder.join(&second)
        _ = recorder.take()
        recorder.feed(.flush)
        let receivers = recorder.take().compactMap { effect -> PeerID? in
            if case .send(let peer, _) = effect { peer } else { nil }
        }
        #expect(receivers == [first.peer, second.peer, first.peer, second.peer])
    }

    @Test func `blobs are served as far as they exist`() throws {
        var recorder = CoordinatorRecorder()
        let worker = try recorder.worker(1)
        _ = recorder.take()
        let dataset = BlobName.dataset(.of(2))
        recorder.send(.fetch(dataset, offset: 50), from: worker)
        #expect(recorder.take() == [.sendPart(worker.peer, worker.session, dataset, offset: 50)])
        let missing: [(BlobName, Int)] = [
            (dataset, 100), (dataset, -1), (.dataset(.of(3)), 0), (.parameters(.of(1)), 0),
            (.checkpoint(.of(1), epoch: 1), 0),
        ]
        for (name, offset) in missing {
            recorder.send(.fetch(name, offset: offset), from: worker)
            #expect(recorder.messages(to: worker) == [.missing(name)])
        }
    }
}
