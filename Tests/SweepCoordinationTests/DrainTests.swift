internal import SweepCoordination
internal import SweepModel
internal import Testing

/// A worker that a user asks to leave.
struct DrainTests {
    private var recorder: CoordinatorRecorder
    private var worker: FakeWorker

    init() throws {
        recorder = CoordinatorRecorder(plan: .of(runs: 100))
        worker = try recorder.worker(1)
        worker.hold(.of(1))
        _ = recorder.take()
    }

    private static let drain = CoordinatorCommand.drain(WorkerID(1))

    @Test mutating func `it finishes what it trains and gets nothing more`() {
        recorder.feed(.command(Self.drain))
        let effects = recorder.take()
        #expect(effects.first == .persist(.drained(WorkerID(1))))
        recorder.finish(.of(1), on: &worker, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        #expect(recorder.machine.progress.runs.finished == 16)
    }

    @Test mutating func `a second request changes nothing`() {
        recorder.feed(.command(Self.drain))
        _ = recorder.take()
        recorder.feed(.command(Self.drain))
        recorder.expectNoEffects()
    }

    @Test mutating func `it is told again with each heartbeat, since DRAIN may be lost`() {
        recorder.feed(.command(Self.drain))
        #expect(recorder.messages(to: worker) == [.drain])
        recorder.send(.heartbeat(worker.inventory), from: worker)
        #expect(recorder.messages(to: worker) == [.heartbeatAcknowledged(stop: []), .drain])
    }

    @Test mutating func `it is told when it connects again`() throws {
        recorder.feed(.command(Self.drain))
        var again = worker.reconnected(as: 9)
        try recorder.join(&again)
        recorder.feed(.flush)
        #expect(recorder.messages(to: again).contains(.drain))
        recorder.finish(.of(1), on: &again, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
    }

    @Test mutating func `others go on`() throws {
        recorder.feed(.command(Self.drain))
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(2)])
    }

    @Test func `a restarted coordinator knows of it`() throws {
        let stored = RecoveredSweep(
            incarnation: Incarnation(1),
            state: .running,
            packs: [],
            drained: [WorkerID(1)]
        )
        var recorder = CoordinatorRecorder(plan: .of(runs: 100), recovered: stored)
        let worker = try recorder.worker(1)
        #expect(recorder.messages(to: worker).suffix(1) == [.drain])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
    }

    @Test mutating func `a worker that is drained while the store is full is told after that`() {
        recorder.feed(.storeFull)
        _ = recorder.take()
        recorder.feed(.command(Self.drain))
        recorder.expectNoEffects()
        recorder.feed(.committed)
        _ = recorder.take()
        recorder.feed(.tick)
        let effects = recorder.take()
        #expect(effects.contains(.persist(.drained(WorkerID(1)))))
    }
}
