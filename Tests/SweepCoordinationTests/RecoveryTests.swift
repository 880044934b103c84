internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// How a coordinator goes on from what its store holds.
struct RecoveryTests {
    private static let range = RunRange(first: 0, count: 5)

    private static func open(_ attempts: [RecoveredAttempt]) -> RecoveredSweep {
        RecoveredSweep(
            incarnation: Incarnation(3),
            state: .running,
            packs: [RecoveredPack(id: PackID(1), range: range, state: .open, attempts: attempts)]
        )
    }

    private static func attempt(
        _ number: UInt32 = 1,
        end: AttemptEnd? = nil,
        epochs: Int = 0,
        parameterBytes: Int = 0,
        checkpoint: CheckpointReference? = nil
    ) -> RecoveredAttempt {
        RecoveredAttempt(
            number: AttemptNumber(number),
            end: end,
            base: nil,
            epochCount: epochs,
            parameterBytes: parameterBytes,
            checkpoint: checkpoint
        )
    }

    @Test func `each start counts up the incarnation`() {
        var recorder = CoordinatorRecorder(recovered: Self.open([]))
        #expect(recorder.take() == [.persist(.started(Incarnation(4)))])
    }

    @Test func `a worker takes its attempt up again and hands in what is missing`() throws {
        var recorder = CoordinatorRecorder(recovered: Self.open([Self.attempt(epochs: 2)]))
        var worker = FakeWorker(1)
        worker.hold(.of(1), as: .finished, epoch: 4)
        #expect(try recorder.join(&worker) == [.keep])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        recorder.sendDurable(.metrics(.of(1), .block(0..<2, runs: 5)), from: &worker)
        recorder.sendDurable(.metrics(.of(1), .block(2..<4, runs: 5)), from: &worker)
        recorder.sendDurable(.part(.parameters(of: .of(1), runs: 5)), from: &worker)
        let outcomes = [RunOutcome](repeating: .finished, count: 5)
        recorder.sendDurable(.result(.of(1), outcomes), from: &worker)
        #expect(recorder.machine.state == .done)
        #expect(recorder.machine.progress.violations == 0)
    }

    @Test func `an orphan goes to another worker only after its grace`() throws {
        var recorder = CoordinatorRecorder(recovered: Self.open([Self.attempt()]))
        var worker = try recorder.worker(2)
        worker.inventory = []
        recorder.wait(.seconds(9), keepingAlive: [worker])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        recorder.wait(.seconds(2), keepingAlive: [worker])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test func `finished and failed packs are not repeated, the rest of the plan goes on`() throws {
        let packs = [
            RecoveredPack(
                id: PackID(1),
                range: RunRange(first: 0, count: 2),
                state: .finished([.finished, .diverged(epoch: 1)]),
                attempts: []
            ),
            RecoveredPack(
                id: PackID(2),
                range: RunRange(first: 2, count: 2),
                state: .split,
                attempts: []
            ),
            RecoveredPack(
                id: PackID(3),
                range: RunRange(first: 3, count: 1),
                state: .failed(reason: "no"),
                attempts: []
            ),
            RecoveredPack(
                id: PackID(4),
                range: RunRange(first: 2, count: 1),
                state: .open,
                attempts: [Self.attempt(end: .lost), Self.attempt(2, end: .released)]
            ),
        ]
        let recovered = RecoveredSweep(
            incarnation: Incarnation(1),
            state: .running,
            packs: packs
        )
        var recorder = CoordinatorRecorder(plan: .of(runs: 6), recovered: recovered)
        #expect(recorder.machine.progress.runs.ended == 3)
        _ = try recorder.worker(1, slots: 2)
        let records = recorder.records()
        #expect(records.contains(.attempt(.of(4, 3), worker: "worker 1", base: nil)))
        #expect(records.contains(.pack(PackID(5), RunRange(first: 4, count: 1))))
    }

    @Test(arguments: [SweepState.done, .cancelled])
    func `a sweep that is over ends at once`(state: SweepState) {
        let recovered = RecoveredSweep(incarnation: Incarnation(1), state: state, packs: [])
        var recorder = CoordinatorRecorder(recovered: recovered)
        #expect(recorder.take() == [.persist(.started(Incarnation(2))), .finish])
        let worker = FakeWorker(1)
        recorder.send(.hello(worker.hello), from: worker)
        #expect(recorder.messages(to: worker) == [.goodbye])
    }

    @Test func `a paused sweep stays paused`() throws {
        let recovered = RecoveredSweep(incarnation: Incarnation(1), state: .paused, packs: [])
        var recorder = CoordinatorRecorder(recovered: recovered)
        _ = try recorder.worker(1)
        #expect(recorder.assigned() == [])
        recorder.feed(.command(.resume))
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1)])
    }

    @Test func `the next attempt goes on from the stored checkpoint`() throws {
        let reference = CheckpointReference(attempt: .of(1), epoch: 2, totalBytes: 10)
        let attempt = Self.attempt(end: .lost, epochs: 3, checkpoint: reference)
        var recorder = CoordinatorRecorder(recovered: Self.open([attempt]))
        let worker = try recorder.worker(1)
        #expect(
            recorder.records().contains(.attempt(.of(1, 2), worker: "worker 1", base: reference))
        )
        let name = BlobName.checkpoint(.of(1), epoch: 2)
        recorder.send(.fetch(name, offset: 0), from: worker)
        #expect(recorder.take() == [.sendPart(worker.peer, worker.session, name, offset: 0)])
    }

    @Test func `the rest of a checkpoint whose start came before the restart is let go`() throws {
        var recorder = CoordinatorRecorder(recovered: Self.open([Self.attempt(epochs: 2)]))
        var worker = FakeWorker(1)
        worker.hold(.of(1), epoch: 2)
        try recorder.join(&worker)
        _ = recorder.take()
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 2, 4..<10)), from: &worker)
        recorder.expectNoEffects()
        #expect(recorder.machine.progress.violations == 0)
        recorder.sendDurable(.metrics(.of(1), .block(2..<4, runs: 5)), from: &worker)
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 3, 0..<4)), from: &worker)
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 3, 4..<10)), from: &worker)
        #expect(recorder.records().count == 3)
    }

    @Test func `a late worker may hand in the result of an attempt that ended before the restart`()
        throws
    {
        let attempts = [
            Self.attempt(1, end: .lost, epochs: 4, parameterBytes: 40),
            Self.attempt(2),
        ]
        var recorder = CoordinatorRecorder(recovered: Self.open(attempts))
        var worker = FakeWorker(1)
        worker.hold(.of(1), as: .finished, epoch: 4)
        #expect(try recorder.join(&worker) == [.keep])
        let outcomes = [RunOutcome](repeating: .finished, count: 5)
        recorder.sendDurable(.result(.of(1), outcomes), from: &worker)
        #expect(recorder.machine.state == .done)
    }

    @Test func `what a worker says of an attempt that it did not claim is late, not a lie`() throws
    {
        var recorder = CoordinatorRecorder(recovered: Self.open([Self.attempt()]))
        var worker = try recorder.worker(1)
        _ = recorder.take()
        recorder.sendDurable(.refused(.of(1), reason: "no memory"), from: &worker)
        recorder.sendDurable(.released([.of(1)]), from: &worker)
        recorder.expectNoEffects()
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.progress.late == 2)
    }

    /// Who has refused is not stored: whoever is there now is asked.
    @Test func `deaths are counted across a restart, refusals are not`() throws {
        let attempts = [
            Self.attempt(1, end: .refused), Self.attempt(2, end: .lost, epochs: 1),
            Self.attempt(3, end: .lost, epochs: 1),
        ]
        var recorder = CoordinatorRecorder(recovered: Self.open(attempts))
        var worker = try recorder.worker(1)
        #expect(recorder.assigned() == [.of(1, 4)])
        recorder.sendDurable(.refused(.of(1, 4), reason: "no"), from: &worker)
        #expect(!recorder.records().contains(.split(PackID(1))))
        recorder.wait(.seconds(2), keepingAlive: [worker])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 5)])
        worker.hold(.of(1, 5))
        recorder.send(.heartbeat(worker.inventory), from: worker)
        recorder.wait(.seconds(6))
        #expect(recorder.records().contains(.split(PackID(1))))
    }
}
