internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Who may train what, for how long, and what happens to those who come late.
struct LeaseTests {
    private var recorder: CoordinatorRecorder
    private var worker: FakeWorker

    init() throws {
        recorder = CoordinatorRecorder()
        worker = try recorder.worker(1)
        _ = recorder.take()
    }

    @Test mutating func `a silent worker's lease is lost and goes to the next one`() throws {
        recorder.wait(.milliseconds(4_750))
        recorder.expectNoEffects()
        recorder.wait(.milliseconds(500))
        #expect(
            recorder.take() == [
                .persist(.attemptEnded(.of(1), .lost)),
                .notice(.attemptEnded(.of(1), .lost, label: "worker 1")),
                .notice(.silent(label: "worker 1")),
            ]
        )
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test mutating func `heartbeats that list an attempt keep its lease`() {
        worker.hold(.of(1))
        recorder.wait(.seconds(60), keepingAlive: [worker])
        #expect(recorder.records() == [])
    }

    @Test mutating func `metrics keep the lease too`() {
        for epoch in 0..<4 {
            recorder.wait(.seconds(4))
            let block = EpochBlock.block(epoch..<epoch + 1, runs: 5)
            recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        }
        #expect(!recorder.records().contains(.attemptEnded(.of(1), .lost)))
    }

    @Test
    mutating func `a lost attempt that was leased to no other worker is given back to its worker`()
        throws
    {
        worker.hold(.of(1), epoch: 2)
        recorder.wait(.seconds(6))
        #expect(recorder.records() == [.attemptEnded(.of(1), .lost)])
        worker = worker.reconnected(as: 9)
        #expect(try recorder.join(&worker) == [.keep])
        #expect(recorder.records() == [.attemptRevived(.of(1))])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        recorder.finish(.of(1), on: &worker, runs: 5)
        #expect(recorder.machine.state == .done)
    }

    @Test mutating func `a lost attempt that another worker has got must stop`() throws {
        recorder.wait(.seconds(6))
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
        worker = worker.reconnected(as: 9)
        worker.hold(.of(1))
        #expect(try recorder.join(&worker) == [.stop])
    }

    @Test mutating func `a late result of a lost attempt wins while its pack is open`() throws {
        recorder.wait(.seconds(6))
        var other = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
        worker = worker.reconnected(as: 9)
        worker.hold(.of(1), as: .finished, epoch: 4)
        #expect(try recorder.join(&worker) == [.keep])
        _ = recorder.take()
        recorder.finish(.of(1), on: &worker, runs: 5)
        let effects = recorder.take()
        let outcomes = [RunOutcome](repeating: .finished, count: 5)
        #expect(effects.contains(.persist(.result(.of(1), outcomes))))
        #expect(
            effects.contains {
                guard case .send(other.peer, let envelope) = $0 else { return false }
                return envelope.message == .cancel([.of(1, 2)])
            }
        )
        #expect(recorder.machine.progress.late == 3)
        recorder.sendDurable(.metrics(.of(1, 2), .block(0..<1, runs: 5)), from: &other)
        #expect(recorder.messages(to: other) == [.goodbye])
    }

    @Test func `results of a closed pack are acknowledged, counted and dropped`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 32))
        var slow = try recorder.worker(1)
        recorder.wait(.seconds(6))
        var fast = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1), .of(1, 2)])
        recorder.finish(.of(1, 2), on: &fast, runs: 16)
        slow = slow.reconnected(as: 9)
        slow.hold(.of(1), as: .finished, epoch: 4)
        #expect(try recorder.join(&slow) == [.stop])
        _ = recorder.take()
        recorder.finish(.of(1), on: &slow, runs: 16)
        recorder.expectNoEffects()
        #expect(recorder.machine.progress.late == 3)
        #expect(recorder.machine.progress.runs.finished == 16)
        recorder.feed(.committed)
        #expect(recorder.messages(to: slow) == [.acknowledge])
    }

    @Test mutating func `an ASSIGN that two heartbeats do not list is sent again as it was`() {
        recorder.send(.heartbeat([]), from: worker)
        #expect(recorder.messages(to: worker) == [.heartbeatAcknowledged(stop: [])])
        recorder.send(.heartbeat([]), from: worker)
        #expect(recorder.assigned() == [.of(1)])
        worker.hold(.of(1), as: .waiting)
        recorder.send(.heartbeat(worker.inventory), from: worker)
        #expect(recorder.assigned() == [])
    }

    @Test mutating func `a heartbeat's answer names what must stop`() {
        let lines: [InventoryLine] = [.line(.of(1)), .line(.of(1, 2)), .line(.of(7))]
        recorder.send(.heartbeat(lines), from: worker)
        #expect(
            recorder.messages(to: worker)
                == [.heartbeatAcknowledged(stop: [.of(1, 2), .of(7)])]
        )
    }

    @Test mutating func `hung training is found although its worker is alive`() throws {
        worker.hold(.of(1))
        recorder.wait(.seconds(599), keepingAlive: [worker])
        #expect(recorder.records() == [])
        recorder.wait(.seconds(3), keepingAlive: [worker])
        let effects = recorder.take()
        #expect(effects.contains(.persist(.attemptEnded(.of(1), .stalled))))
        #expect(
            effects.contains {
                guard case .send(worker.peer, let envelope) = $0 else { return false }
                return envelope.message == .cancel([.of(1)])
            }
        )
    }

    @Test func `whatever a worker says is a sign of life for all that it holds`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 32)) { $0.expectedSlots = 2 }
        var worker = try recorder.worker(1, slots: 2)
        #expect(recorder.assigned() == [.of(1), .of(2)])
        for epoch in 0..<4 {
            recorder.wait(.seconds(4))
            let block = EpochBlock.block(epoch..<epoch + 1, runs: 16)
            recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        }
        #expect(!recorder.records().contains(.attemptEnded(.of(2), .lost)))
        recorder.wait(.seconds(6))
        #expect(
            recorder.records() == [
                .attemptEnded(.of(1), .lost), .attemptEnded(.of(2), .lost),
            ]
        )
    }

    @Test func `a dead worker has not stalled`() throws {
        let times = try ServiceTimes(progressDeadline: .seconds(4))
        var recorder = CoordinatorRecorder { $0.times = times }
        _ = try recorder.worker(1)
        _ = recorder.take()
        recorder.wait(.seconds(6))
        #expect(recorder.records() == [.attemptEnded(.of(1), .lost)])
    }

    @Test mutating func `epochs that arrive keep the progress deadline away`() {
        worker.hold(.of(1))
        for epoch in 0..<4 {
            let block = EpochBlock.block(epoch..<epoch + 1, runs: 5)
            recorder.sendDurable(.metrics(.of(1), block), from: &worker)
            recorder.wait(.seconds(400), keepingAlive: [worker])
        }
        #expect(!recorder.records().contains(.attemptEnded(.of(1), .stalled)))
    }

    /// Else a worker could keep what it was given for ever.
    @Test(arguments: InventoryLine.State.allCases)
    mutating func `what a worker only says keeps no deadline away`(
        _ state: InventoryLine.State
    ) {
        for epoch in 1...601 {
            worker.hold(.of(1), as: state, epoch: epoch)
            recorder.wait(.seconds(1), keepingAlive: [worker])
        }
        #expect(recorder.records() == [.attemptEnded(.of(1), .stalled)])
    }

    @Test mutating func `nor does another connection`() throws {
        worker.hold(.of(1))
        for peer in 10...22 as ClosedRange<UInt8> {
            worker = worker.reconnected(as: peer)
            let verdicts = try recorder.join(&worker)
            #expect(verdicts == [peer < 22 ? .keep : .stop])
            recorder.wait(.seconds(50), keepingAlive: [worker])
        }
        #expect(recorder.records().contains(.attemptEnded(.of(1), .stalled)))
    }

    /// A pack that was given in advance waits as long as the others are trained.
    @Test func `data of one attempt keep the deadlines of those that wait`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 64)) { $0.expectedSlots = 1 }
        var worker = try recorder.worker(1, slots: 1, prefetch: 1)
        #expect(recorder.assigned() == [.of(1), .of(2)])
        worker.inventory = [.line(.of(1)), .line(.of(2), .waiting)]
        for epoch in 0..<4 {
            let block = EpochBlock.block(epoch..<epoch + 1, runs: 16)
            recorder.sendDurable(.metrics(.of(1), block), from: &worker)
            recorder.wait(.seconds(400), keepingAlive: [worker])
        }
        #expect(!recorder.records().contains(.attemptEnded(.of(2), .stalled)))
    }

    @Test mutating func `the coordinator's own pause costs no worker a lease`() {
        recorder.now = recorder.now + .seconds(120)
        recorder.feed(.tick)
        recorder.expectNoEffects()
        recorder.wait(.milliseconds(4_500))
        recorder.expectNoEffects()
        recorder.wait(.seconds(1))
        #expect(recorder.records() == [.attemptEnded(.of(1), .lost)])
    }

    @Test mutating func `a worker that comes back without an attempt has forgotten it`() throws {
        worker = worker.reconnected(as: 9)
        worker.inventory = []
        try recorder.join(&worker)
        #expect(recorder.records() == [.attemptEnded(.of(1), .forgotten)])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test mutating func `a worker cannot claim what is leased to another`() throws {
        var liar = FakeWorker(2)
        liar.hold(.of(1))
        #expect(try recorder.join(&liar) == [.stop])
        worker.hold(.of(1))
        worker = worker.reconnected(as: 9)
        #expect(try recorder.join(&worker) == [.keep])
    }

    @Test mutating func `a worker cannot claim one attempt twice`() throws {
        worker = worker.reconnected(as: 9)
        worker.hold(.of(1), .of(1))
        #expect(try recorder.join(&worker) == [.keep, .stop])
    }

    @Test mutating func `an unreachable worker keeps its leases until they run out`() throws {
        recorder.feed(.unreachable(worker.peer))
        recorder.expectNoEffects()
        #expect(recorder.machine.progress.workers == 0)
        recorder.wait(.seconds(2))
        worker.hold(.of(1))
        worker = worker.reconnected(as: 9)
        #expect(try recorder.join(&worker) == [.keep])
    }

    @Test mutating func `a worker that says BYE gives everything back`() throws {
        recorder.send(.bye, from: worker)
        #expect(recorder.records() == [.attemptEnded(.of(1), .released)])
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test mutating func `a revoked worker loses its attempts at once`() throws {
        recorder.feed(.revoked(worker.peer))
        let effects = recorder.take()
        #expect(effects.contains(.persist(.attemptEnded(.of(1), .forgotten))))
        recorder.send(.heartbeat([]), from: worker)
        #expect(recorder.messages(to: worker) == [.unknownSession])
    }

    /// A worker that stops gives back what it holds; what it got in return it would give back, too.
    @Test mutating func `a released attempt does not go back to the worker that stops`()
        throws
    {
        recorder.sendDurable(.released([.of(1), .of(1)]), from: &worker)
        #expect(recorder.records() == [.attemptEnded(.of(1), .released)])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
    }
}
