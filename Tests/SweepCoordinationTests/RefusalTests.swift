internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Packs that workers cannot train: what it takes until the runs are to blame, not the workers.
struct RefusalTests {
    /// Lets `worker` refuse what it was assigned since the last look, while the others keep what
    /// they have.
    private func refuseAll(
        _ recorder: inout CoordinatorRecorder,
        _ worker: inout FakeWorker
    ) -> Int {
        let attempts = recorder.messages(to: worker).compactMap { message in
            if case .assign(let assignment) = message { assignment.attempt } else { nil }
        }
        for attempt in attempts {
            recorder.sendDurable(.refused(attempt, reason: "out of memory"), from: &worker)
        }
        return attempts.count
    }

    /// Lets seconds pass in which `workers` give signs of life and `worker` refuses everything.
    private func refuse(
        _ recorder: inout CoordinatorRecorder,
        _ worker: inout FakeWorker,
        seconds: Int,
        beside others: [FakeWorker] = []
    ) -> Int {
        var count = refuseAll(&recorder, &worker)
        for _ in 0..<seconds {
            recorder.wait(.seconds(1), keepingAlive: others + [worker])
            recorder.feed(.flush)
            count += refuseAll(&recorder, &worker)
        }
        return count
    }

    @Test func `a worker that refuses everything fails no run beside another one`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 500))
        var honest = FakeWorker(1)
        try recorder.join(&honest)
        var refusing = try recorder.worker(2)
        let count = refuse(&recorder, &refusing, seconds: 600, beside: [honest])
        #expect(recorder.machine.progress.runs.failed == 0)
        // A rest of 32 seconds after each refusal, but for the first few.
        #expect((2...25).contains(count))
    }

    @Test func `a pack does not go back to who refused it while others are there`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1))
        var refusing = try recorder.worker(1)
        #expect(recorder.assigned() == [.of(1)])
        var honest = FakeWorker(2)
        honest.hello.slots = 1
        recorder.sendDurable(.refused(.of(1), reason: "no memory"), from: &refusing)
        try recorder.join(&honest)
        recorder.wait(.seconds(2), keepingAlive: [refusing, honest])
        _ = recorder.take()
        recorder.feed(.flush)
        #expect(recorder.messages(to: honest).count == 1)
        recorder.finish(.of(1, 2), on: &honest, runs: 1)
        #expect(recorder.machine.state == .done)
    }

    @Test func `a run that everybody refuses fails, and says why`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 2 }
        var first = try recorder.worker(1)
        recorder.sendDurable(.refused(.of(1), reason: "no memory"), from: &first)
        var second = try recorder.worker(2)
        recorder.sendDurable(.refused(.of(1, 2), reason: "none here"), from: &second)
        #expect(recorder.machine.progress.runs.failed == 0, "it was not refused for long")
        recorder.wait(.seconds(11), keepingAlive: [first, second])
        _ = recorder.take()
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 3)])
        recorder.sendDurable(.refused(.of(1, 3), reason: "no memory"), from: &first)
        let records = recorder.records()
        #expect(records.contains(.failed(PackID(1), reason: "worker worker 1: no memory")))
        #expect(recorder.machine.progress.runs.failed == 1)
    }

    @Test func `a worker that is alone and short of memory fails its runs in the end`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 8))
        var refusing = try recorder.worker(1)
        _ = refuse(&recorder, &refusing, seconds: 120)
        #expect(recorder.machine.progress.runs.failed == 8)
        #expect(recorder.machine.state == .done)
    }

    @Test func `another worker number on the same connection ends no rest`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 500))
        let honest = try recorder.worker(1)
        var count = 0
        for number in 2...200 as ClosedRange<UInt64> {
            var refusing = FakeWorker(number)
            refusing.peer = PeerID([2])
            _ = recorder.take()
            try recorder.join(&refusing)
            recorder.feed(.flush)
            count += refuse(&recorder, &refusing, seconds: 1, beside: [honest])
        }
        #expect(recorder.machine.progress.runs.failed == 0)
        #expect(count < 20)
    }

    @Test func `a worker that says HELLO again and again gets nothing for a while`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 500))
        var worker = try recorder.worker(1)
        _ = try recorder.worker(2)
        _ = recorder.take()
        var count = 0
        for _ in 0..<100 {
            try recorder.join(&worker)
            recorder.feed(.flush)
            count += recorder.assigned().count
        }
        #expect(count <= 2)
    }

    /// Otherwise each name would keep its packs until their leases end.
    @Test func `whoever takes another worker number gives up what it held`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 500))
        var total = 0
        for number in 1...100 as ClosedRange<UInt64> {
            var worker = FakeWorker(number, slots: 8)
            worker.peer = PeerID([1])
            _ = recorder.take()
            try recorder.join(&worker)
            recorder.feed(.flush)
            total += recorder.assigned().count
        }
        #expect(total <= 16)
        let honest = try recorder.worker(1_000, slots: 100)
        #expect(recorder.messages(to: honest).count > 30)
    }

    /// The checkpoint came from another worker, which may have lied.
    @Test func `a checkpoint with which a worker cannot go on is not used again`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var first = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), .block(0..<2, runs: 1)), from: &first)
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 2)), from: &first)
        recorder.wait(.seconds(6))
        var second = try recorder.worker(2)
        let reference = CheckpointReference(attempt: .of(1), epoch: 2, totalBytes: 10)
        #expect(
            recorder.records().contains(.attempt(.of(1, 2), worker: "worker 2", base: reference))
        )
        recorder.sendDurable(.refused(.of(1, 2), reason: "not of this pack"), from: &second)
        recorder.wait(.seconds(2), keepingAlive: [second])
        recorder.feed(.flush)
        #expect(recorder.records().contains(.attempt(.of(1, 3), worker: "worker 2", base: nil)))
        #expect(recorder.machine.progress.runs.failed == 0)
    }
}
