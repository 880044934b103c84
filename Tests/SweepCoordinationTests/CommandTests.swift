internal import SweepCoordination
internal import SweepModel
internal import Testing

/// What a user can ask of a running sweep.
struct CommandTests {
    private var recorder: CoordinatorRecorder
    private var worker: FakeWorker

    init() throws {
        recorder = CoordinatorRecorder(plan: .of(runs: 100))
        worker = try recorder.worker(1)
        _ = recorder.take()
    }

    @Test mutating func `a paused sweep takes results and hands out nothing`() {
        recorder.feed(.command(.pause))
        #expect(recorder.take() == [.persist(.state(.paused))])
        recorder.finish(.of(1), on: &worker, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        #expect(recorder.machine.progress.runs.finished == 16)
        recorder.feed(.command(.resume))
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(2)])
    }

    @Test mutating func `a command that changes nothing stores nothing`() {
        recorder.feed(.command(.resume))
        recorder.expectNoEffects()
    }

    @Test mutating func `a cancelled sweep says so and ends`() {
        recorder.feed(.command(.cancel))
        let effects = recorder.take()
        #expect(effects.first == .persist(.state(.cancelled)))
        #expect(effects.last == .finish)
        recorder.feed(.flush)
        recorder.expectNoEffects()
        recorder.finish(.of(1), on: &worker, runs: 16)
        #expect(recorder.messages(to: worker) == [.goodbye, .goodbye, .goodbye])
        #expect(recorder.machine.progress.runs.finished == 0)
    }

    @Test mutating func `a stopped coordinator takes back what its workers hold`() {
        worker.hold(.of(1))
        recorder.feed(.command(.stop))
        #expect(recorder.records() == [.attemptEnded(.of(1), .released)])
        #expect(recorder.machine.state == .running)
    }

    @Test mutating func `a stopped coordinator leaves its sweep as it is`() {
        recorder.finish(.of(1), on: &worker, runs: 16)
        _ = recorder.take()
        recorder.feed(.command(.stop))
        #expect(
            recorder.take() == [
                .send(
                    worker.peer,
                    CoordinatorEnvelope(
                        session: worker.session,
                        acknowledged: .none,
                        message: .goodbye
                    )
                ), .finish,
            ]
        )
        #expect(recorder.machine.state == .running)
        recorder.feed(.command(.cancel))
        recorder.expectNoEffects()
    }
}
