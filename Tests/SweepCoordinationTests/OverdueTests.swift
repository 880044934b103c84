internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Packs whose end is overdue, and who gets them beside the worker that has them.
struct OverdueTests {
    private var recorder: CoordinatorRecorder

    /// What each worker was assigned and has not ended, in this order.
    private var held: [PeerID: [Assignment]] = [:]

    /// The epochs that each worker has sent of its first attempt.
    private var epochs: [PeerID: Int] = [:]

    init() { recorder = CoordinatorRecorder(plan: .of(runs: 64)) { $0.expectedSlots = 4 } }

    /// Reads what the coordinator has said since the last look.
    ///
    /// - Returns: The attempts that were overdue.
    @discardableResult
    private mutating func listen() -> [AttemptID] {
        recorder.feed(.flush)
        var overdue: [AttemptID] = []
        for effect in recorder.take() {
            switch effect {
            case .notice(.overdue(let id, _)): overdue.append(id)
            case .send(let peer, let envelope):
                switch envelope.message {
                case .assign(let assignment): held[peer, default: []].append(assignment)
                case .cancel(let ids), .heartbeatAcknowledged(stop: let ids):
                    held[peer]?.removeAll { ids.contains($0.attempt) }
                default: continue
                }
            default: continue
            }
        }
        return overdue
    }

    private func inventory(of worker: FakeWorker) -> [InventoryLine] {
        held[worker.peer, default: []].map { .line($0.attempt, epoch: epochs[worker.peer] ?? 0) }
    }

    /// Lets a second pass, in which all that are named give a sign of life.
    private mutating func beat(_ workers: [FakeWorker]) {
        let beats = workers.map { (worker: $0, inventory: inventory(of: $0)) }
        recorder.wait(.seconds(1)) { recorder in
            for beat in beats { recorder.send(.heartbeat(beat.inventory), from: beat.worker) }
        }
    }

    /// Lets a worker finish what it holds first.
    private mutating func finishFirst(of worker: inout FakeWorker) {
        guard let assignment = held[worker.peer]?.first else { return }
        held[worker.peer]?.removeFirst()
        epochs[worker.peer] = 0
        recorder.finish(assignment.attempt, on: &worker, runs: assignment.runs.count)
    }

    /// Lets a worker send one more epoch of what it holds first, but never the last one.
    private mutating func drip(_ worker: inout FakeWorker) {
        let epoch = epochs[worker.peer, default: 0]
        guard epoch < 3, let assignment = held[worker.peer]?.first else { return }
        epochs[worker.peer] = epoch + 1
        let block = EpochBlock.block(epoch..<epoch + 1, runs: assignment.runs.count)
        recorder.sendDurable(.metrics(assignment.attempt, block), from: &worker)
    }

    private func stranger(_ number: UInt64, slots: Int = 1) -> FakeWorker {
        var stranger = FakeWorker(number, slots: slots)
        stranger.peer = PeerID([2, UInt8(truncatingIfNeeded: number)])
        return stranger
    }

    @Test(arguments: [1, 3, 17, 64, 100], [1, 5, 60])
    mutating func `nothing is leased twice where all workers take equally long`(
        runs: Int,
        secondsPerPack: Int
    ) throws {
        recorder = CoordinatorRecorder(plan: .of(runs: runs)) { $0.expectedSlots = 6 }
        var workers: [FakeWorker] = []
        for number in 1...3 as ClosedRange<UInt64> {
            var worker = FakeWorker(number, slots: 2, prefetch: number == 2 ? 1 : 0)
            try recorder.join(&worker)
            workers.append(worker)
        }
        var overdue = listen()
        while recorder.machine.state == .running {
            for _ in 0..<secondsPerPack {
                beat(workers)
                overdue += listen()
            }
            for index in workers.indices {
                for _ in 0..<2 { finishFirst(of: &workers[index]) }
            }
            overdue += listen()
        }
        #expect(overdue == [])
        #expect(recorder.machine.progress.runs.finished == runs)
    }

    /// It sends an epoch whenever it would else have stalled, but never the last one.
    @Test mutating func `a worker that lets epochs drip holds up the end by a bounded time`()
        throws
    {
        var dripper = stranger(9, slots: 2)
        try recorder.join(&dripper)
        listen()
        #expect(held[dripper.peer]?.count == 2)
        var honest = FakeWorker(1)
        try recorder.join(&honest)
        listen()
        let start = recorder.now
        while recorder.machine.state == .running, recorder.now < start + .seconds(6_000) {
            for _ in 0..<20 {
                beat([dripper, honest])
                listen()
            }
            finishFirst(of: &honest)
            if (recorder.now - start) / .seconds(500) >= Double(epochs[dripper.peer, default: 0]) {
                drip(&dripper)
            }
            listen()
        }
        #expect(recorder.machine.progress.runs.finished == 64)
        // Two packs of its own in 40 s, then two others in 20 s each, 80 s after their lease.
        #expect(recorder.now <= start + .seconds(160))
    }

    /// Nothing was ever finished, so that nobody knows how long a pack takes.
    @Test mutating func `a pack that nobody can judge is leased again after the progress deadline`()
        throws
    {
        recorder = CoordinatorRecorder(plan: .of(runs: 1))
        var first = FakeWorker(1)
        try recorder.join(&first)
        var late = stranger(2)
        try recorder.join(&late)
        listen()
        var overdue: [AttemptID] = []
        for second in 0..<601 {
            beat([first, late])
            if second.isMultiple(of: 200) { drip(&first) }
            overdue += listen()
            #expect(overdue == [] || second >= 599)
        }
        #expect(overdue == [.of(1)])
        #expect(held[late.peer]?.map(\.attempt) == [.of(1, 2)])
        #expect(held[first.peer]?.map(\.attempt) == [.of(1)])
    }

    /// Lets a first worker take four times as long as a second one, which has nothing else to do.
    private mutating func makeRivals() throws -> (slow: FakeWorker, fast: FakeWorker) {
        recorder = CoordinatorRecorder(plan: .of(runs: 32)) { $0.expectedSlots = 2 }
        var slow = FakeWorker(1)
        var fast = FakeWorker(2)
        try recorder.join(&slow)
        try recorder.join(&fast)
        listen()
        for _ in 0..<10 { beat([slow, fast]) }
        drip(&slow)
        finishFirst(of: &fast)
        for _ in 0..<31 {
            beat([slow, fast])
            listen()
        }
        #expect(held[slow.peer]?.map(\.attempt) == [.of(1)])
        #expect(held[fast.peer]?.map(\.attempt) == [.of(1, 2)])
        return (slow, fast)
    }

    @Test mutating func `the slow worker's result wins if it is the first one`() throws {
        var (slow, fast) = try makeRivals()
        recorder.sendDurable(.metrics(.of(1), .block(1..<4, runs: 16)), from: &slow)
        recorder.sendDurable(.part(.parameters(of: .of(1), runs: 16)), from: &slow)
        let outcomes = [RunOutcome](repeating: .finished, count: 16)
        recorder.sendDurable(.result(.of(1), outcomes), from: &slow)
        #expect(recorder.machine.state == .done)
        #expect(recorder.messages(to: fast).contains(.cancel([.of(1, 2)])))
        recorder.finish(.of(1, 2), on: &fast, runs: 16)
        #expect(recorder.machine.progress.runs.finished == 32)
    }

    @Test mutating func `the idle worker's result wins if it is the first one`() throws {
        var (slow, fast) = try makeRivals()
        finishFirst(of: &fast)
        #expect(recorder.machine.state == .done)
        #expect(recorder.messages(to: slow).contains(.cancel([.of(1)])))
        recorder.sendDurable(.metrics(.of(1), .block(1..<4, runs: 16)), from: &slow)
        #expect(recorder.machine.progress.runs.finished == 32)
        #expect(recorder.machine.progress.violations == 0)
    }

    /// The end of one of two leases says nothing of the pack, whoever's it is.
    @Test(arguments: [true, false])
    mutating func `a pack goes on with one worker if the other one is lost`(isSlow: Bool) throws {
        var (slow, fast) = try makeRivals()
        let silent = isSlow ? slow : fast
        for _ in 0..<6 {
            beat([isSlow ? fast : slow])
            listen()
        }
        #expect(recorder.machine.progress.runs.failed == 0)
        #expect(held[silent.peer]?.count == 1)
        if isSlow {
            finishFirst(of: &fast)
        } else {
            recorder.sendDurable(.metrics(.of(1), .block(1..<4, runs: 16)), from: &slow)
            recorder.sendDurable(.part(.parameters(of: .of(1), runs: 16)), from: &slow)
            let outcomes = [RunOutcome](repeating: .finished, count: 16)
            recorder.sendDurable(.result(.of(1), outcomes), from: &slow)
        }
        #expect(recorder.machine.state == .done)
        #expect(recorder.machine.progress.runs.finished == 32)
    }

    @Test mutating func `both leases are there again after a restart`() throws {
        let (slow, fast) = try makeRivals()
        let attempt = RecoveredAttempt(
            number: AttemptNumber(1),
            end: nil,
            base: nil,
            epochCount: 1,
            parameterBytes: 0,
            checkpoint: nil
        )
        var second = attempt
        second.number = AttemptNumber(2)
        second.epochCount = 0
        var recovered = RecoveredSweep.empty
        recovered.incarnation = Incarnation(1)
        recovered.packs = [
            RecoveredPack(
                id: PackID(1),
                range: RunRange(first: 0, count: 16),
                state: .open,
                attempts: [attempt, second]
            )
        ]
        recorder = CoordinatorRecorder(plan: .of(runs: 16), recovered: recovered)
        for (worker, id) in [(slow, AttemptID.of(1)), (fast, .of(1, 2))] {
            var worker = worker
            worker.hold(id)
            #expect(try recorder.join(&worker) == [.keep])
        }
        #expect(recorder.assigned() == [])
    }

    /// Both leases are with names of one malicious worker; each time it loses its standing.
    @Test mutating func `the older one of two overdue leases ends for a third worker`() throws {
        recorder = CoordinatorRecorder(plan: .of(runs: 48)) { $0.expectedSlots = 3 }
        var first = FakeWorker(1)
        var second = FakeWorker(2)
        try recorder.join(&first)
        try recorder.join(&second)
        listen()
        drip(&first)
        for _ in 0..<10 { beat([first, second]) }
        finishFirst(of: &second)
        listen()
        for _ in 0..<10 { beat([first, second]) }
        finishFirst(of: &second)
        for _ in 0..<25 {
            beat([first, second])
            listen()
        }
        #expect(held[second.peer]?.map(\.attempt) == [.of(1, 2)])
        var honest = stranger(3)
        try recorder.join(&honest)
        for _ in 0..<85 {
            beat([first, second, honest])
            listen()
        }
        #expect(held[first.peer]?.map(\.attempt) == [])
        #expect(held[second.peer]?.map(\.attempt) == [.of(1, 2)])
        #expect(held[honest.peer]?.map(\.attempt) == [.of(1, 3)])
        finishFirst(of: &honest)
        #expect(recorder.machine.progress.runs.finished == 48)
        #expect(recorder.machine.progress.runs.failed == 0)
    }
}
