internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// What a coordinator does while its store has no room.
struct StoreFullTests {
    private var recorder: CoordinatorRecorder
    private var worker: FakeWorker

    init() throws {
        let times = try ServiceTimes(progressDeadline: .seconds(30))
        recorder = CoordinatorRecorder(plan: .of(runs: 100)) { $0.times = times }
        worker = try recorder.worker(1)
        worker.hold(.of(1))
        _ = recorder.take()
    }

    @Test mutating func `busy, then committed, then ready, and no acknowledgement in between`() {
        recorder.sendDurable(.metrics(.of(1), .block(0..<1, runs: 16)), from: &worker)
        _ = recorder.take()
        recorder.feed(.storeFull)
        #expect(recorder.messages(to: worker) == [.busy])
        recorder.feed(.storeFull)
        recorder.expectNoEffects()
        recorder.sendDurable(.metrics(.of(1), .block(1..<2, runs: 16)), from: &worker)
        recorder.feed(.flush)
        recorder.expectNoEffects()
        recorder.feed(.committed)
        #expect(recorder.messages(to: worker) == [.acknowledge, .ready])
        worker.sequence = SequenceNumber(1)
        let block = EpochBlock.block(1..<2, runs: 16)
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        #expect(recorder.records() == [.epochs(.of(1), block)])
    }

    @Test mutating func `nothing is assigned while the store is full`() throws {
        recorder.feed(.storeFull)
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [])
        recorder.feed(.committed)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(2)])
    }

    @Test mutating func `an ASSIGN that waits for the store is not sent again past it`() {
        recorder.feed(.storeFull)
        _ = recorder.take()
        for _ in 0..<4 { recorder.send(.heartbeat([]), from: worker) }
        #expect(recorder.assigned() == [])
    }

    @Test mutating func `a full store is told to workers that come and again with each heartbeat`()
        throws
    {
        recorder.feed(.storeFull)
        _ = recorder.take()
        var other = FakeWorker(2)
        try recorder.join(&other)
        #expect(recorder.messages(to: other).last == .busy)
        recorder.send(.heartbeat([]), from: other)
        #expect(recorder.messages(to: other) == [.heartbeatAcknowledged(stop: []), .busy])
    }

    @Test mutating func `no worker loses a lease while the store is full, nor just after`() {
        recorder.feed(.storeFull)
        recorder.wait(.seconds(120), keepingAlive: [worker])
        recorder.feed(.committed)
        recorder.wait(.seconds(20), keepingAlive: [worker])
        #expect(recorder.records() == [])
    }

    @Test mutating func `no record is emitted while the store is full, and none is lost`() throws {
        recorder.feed(.storeFull)
        _ = recorder.take()
        recorder.send(.bye, from: worker)
        recorder.feed(.command(.cancel))
        recorder.wait(.seconds(1))
        recorder.expectNoEffects()
        #expect(!recorder.machine.isFinished)
        recorder.feed(.committed)
        recorder.expectNoEffects()
        recorder.feed(.flush)
        #expect(
            recorder.take() == [
                .notice(.left(label: "worker 1")), .persist(.attemptEnded(.of(1), .released)),
                .notice(.attemptEnded(.of(1), .released, label: "worker 1")),
                .persist(.state(.cancelled)), .finish,
            ]
        )
        #expect(recorder.machine.isFinished)
    }

    @Test mutating func `an attempt whose worker died meanwhile is lost after the store is back`() {
        recorder.feed(.storeFull)
        recorder.wait(.seconds(20))
        #expect(recorder.records() == [])
        recorder.feed(.committed)
        recorder.wait(.seconds(6))
        #expect(recorder.records() == [.attemptEnded(.of(1), .lost)])
    }
}
