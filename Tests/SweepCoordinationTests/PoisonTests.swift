internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing

/// Packs that take their workers down: counted, split, and failed down to the run that causes it.
struct PoisonTests {
    /// Lets a new worker take a pack, start it and vanish.
    private func kill(
        _ recorder: inout CoordinatorRecorder,
        worker number: UInt64
    ) throws -> AttemptID? {
        var worker = FakeWorker(number)
        _ = recorder.take()
        try recorder.join(&worker)
        recorder.feed(.flush)
        guard let attempt = recorder.assigned().first else { return nil }
        worker.hold(attempt)
        recorder.send(.heartbeat(worker.inventory), from: worker)
        recorder.wait(.seconds(6))
        return attempt
    }

    @Test func `a pack is split after three deaths, and a single run failed after three more`()
        throws
    {
        var recorder = CoordinatorRecorder(plan: .of(runs: 2))
        var killed: [AttemptID?] = []
        for number in 1...6 { killed.append(try kill(&recorder, worker: UInt64(number))) }
        #expect(killed == [.of(1), .of(1, 2), .of(1, 3), .of(3), .of(3, 2), .of(3, 3)])
        #expect(recorder.machine.progress.runs.failed == 1)
        var worker = try recorder.worker(7)
        #expect(recorder.assigned() == [.of(2)])
        recorder.finish(.of(2), on: &worker, runs: 1)
        #expect(recorder.machine.state == .done)
        #expect(recorder.machine.progress.runs.finished == 1)
    }

    @Test func `a part of a split pack is split again after one more death`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 4))
        for number in 1...3 { _ = try kill(&recorder, worker: UInt64(number)) }
        #expect(recorder.records().contains(.split(PackID(1))))
        let killed = try kill(&recorder, worker: 4)
        #expect(killed == .of(3))
        #expect(recorder.records().contains(.split(PackID(3))))
    }

    @Test func `the record of a failed run says why`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        _ = try kill(&recorder, worker: 1)
        #expect(
            recorder.records() == [
                .attemptEnded(.of(1), .lost),
                .failed(PackID(1), reason: "worker worker 1 fell silent"),
                .state(.done),
            ]
        )
        #expect(recorder.machine.isFinished)
    }

    @Test func `an attempt that had not started is no proof against its runs`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        _ = try recorder.worker(1)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 0)
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1), .of(1, 2)])
    }

    @Test func `an attempt that left a checkpoint is no proof against its runs`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), .block(0..<2, runs: 1)), from: &worker)
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 2)), from: &worker)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 0)
        let reference = CheckpointReference(attempt: .of(1), epoch: 2, totalBytes: 10)
        _ = recorder.take()
        var second = try recorder.worker(2)
        #expect(
            recorder.records().contains(.attempt(.of(1, 2), worker: "worker 2", base: reference))
        )
        recorder.sendDurable(.metrics(.of(1, 2), .block(0..<2, runs: 1)), from: &second)
        #expect(recorder.machine.progress.violations == 1)
        recorder.sendDurable(.metrics(.of(1, 2), .block(2..<3, runs: 1)), from: &second)
        #expect(recorder.machine.progress.violations == 1)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 1)
    }

    @Test func `neighbours of a deadly pack are trained alone before anybody is blamed`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 2)) {
            $0.expectedSlots = 2
            $0.retries = 1
        }
        var first = try recorder.worker(1, slots: 2)
        #expect(recorder.assigned() == [.of(1), .of(2)])
        first.hold(.of(1), .of(2))
        recorder.send(.heartbeat(first.inventory), from: first)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 0)
        _ = recorder.take()
        var second = try recorder.worker(2, slots: 2)
        #expect(recorder.assigned() == [.of(2, 2)])
        recorder.finish(.of(2, 2), on: &second, runs: 1)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 2)])
        second.hold(.of(1, 2))
        recorder.send(.heartbeat(second.inventory), from: second)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 1)
        #expect(recorder.machine.state == .done)
    }

    @Test func `a busy worker finishes its packs before it gets one that needs isolation`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 64)) {
            $0.expectedSlots = 4
            $0.retries = 1
        }
        var first = try recorder.worker(1, slots: 2)
        var second = try recorder.worker(2, slots: 2)
        #expect(recorder.assigned() == [.of(1), .of(2), .of(3), .of(4)])
        first.hold(.of(1), .of(2))
        recorder.send(.heartbeat(first.inventory), from: first)
        second.hold(.of(3), .of(4))
        recorder.wait(.seconds(6), keepingAlive: [second])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        recorder.finish(.of(3), on: &second, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        recorder.finish(.of(4), on: &second, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(2, 2)])
        recorder.finish(.of(2, 2), on: &second, runs: 16)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test func `the death of a worker is no failure of an attempt that it has trained`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var worker = try recorder.worker(1)
        worker.hold(.of(1))
        recorder.send(.heartbeat(worker.inventory), from: worker)
        worker.hold(.of(1), as: .finished, epoch: 4)
        recorder.send(.heartbeat(worker.inventory), from: worker)
        recorder.wait(.seconds(6))
        #expect(recorder.machine.progress.runs.failed == 0)
    }

    @Test func `a death that was only silence is forgiven`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 2 }
        for number in 1...4 as ClosedRange<UInt64> {
            var worker = FakeWorker(number)
            if number > 1 { _ = recorder.take() }
            try recorder.join(&worker)
            recorder.feed(.flush)
            let attempt = try #require(recorder.assigned().first)
            worker.hold(attempt)
            recorder.send(.heartbeat(worker.inventory), from: worker)
            recorder.wait(.seconds(6))
            worker = worker.reconnected(as: 9)
            #expect(try recorder.join(&worker) == [.keep])
            recorder.send(.bye, from: worker)
        }
        #expect(recorder.machine.progress.runs.failed == 0)
    }

    @Test func `a worker that connects again without its attempt proves nothing`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var worker = try recorder.worker(1)
        worker.hold(.of(1))
        recorder.send(.heartbeat(worker.inventory), from: worker)
        worker = worker.reconnected(as: 9)
        worker.inventory = []
        try recorder.join(&worker)
        #expect(recorder.machine.progress.runs.failed == 0)
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1), .of(1, 2)])
    }

    @Test func `a worker that is shown out proves nothing`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var worker = try recorder.worker(1)
        worker.hold(.of(1))
        recorder.send(.heartbeat(worker.inventory), from: worker)
        recorder.feed(.revoked(worker.peer))
        #expect(recorder.machine.progress.runs.failed == 0)
    }

    @Test func `fail fast ends the sweep with the first failed run`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) {
            $0.retries = 1
            $0.failsFast = true
        }
        var refusing = try recorder.worker(1)
        recorder.sendDurable(.refused(.of(1), reason: "no memory"), from: &refusing)
        recorder.wait(.seconds(11), keepingAlive: [refusing])
        recorder.feed(.flush)
        _ = recorder.take()
        recorder.sendDurable(.refused(.of(1, 2), reason: "no memory"), from: &refusing)
        let effects = recorder.take()
        #expect(
            effects.contains(.persist(.failed(PackID(1), reason: "worker worker 1: no memory")))
        )
        #expect(effects.contains(.persist(.state(.cancelled))))
        #expect(effects.last == .finish)
        #expect(recorder.machine.state == .cancelled)
    }
}
