internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Workers that take packs and vanish, or keep them for nothing: what they cost others.
struct VanishingTests {
    private var recorder: CoordinatorRecorder

    /// What each worker was assigned and has not looked at, with how many runs.
    private var inboxes: [PeerID: [AttemptID: Int]] = [:]

    init() {
        recorder = CoordinatorRecorder(plan: .of(runs: 500)) { $0.retries = 1 }
    }

    /// A worker under a new name on a new connection.
    private func stranger(_ number: UInt64, slots: Int = 8) -> FakeWorker {
        var stranger = FakeWorker(number, slots: slots)
        stranger.peer = PeerID([2, UInt8(truncatingIfNeeded: number)])
        return stranger
    }

    /// What `worker` was assigned since its last look, with how many runs.
    private mutating func assigned(to worker: FakeWorker) -> [AttemptID: Int] {
        for case .send(let peer, let envelope) in recorder.take() {
            if case .assign(let assignment) = envelope.message {
                inboxes[peer, default: [:]][assignment.attempt] = assignment.runs.count
            }
        }
        return inboxes.removeValue(forKey: worker.peer) ?? [:]
    }

    /// Lets a stranger join, say that it trains what it gets, and keep silent from then on.
    private mutating func takeAndVanish(_ number: UInt64, slots: Int = 8) throws -> [AttemptID] {
        var stranger = stranger(number, slots: slots)
        try recorder.join(&stranger)
        recorder.feed(.flush)
        let taken = assigned(to: stranger).keys.sorted()
        stranger.inventory = taken.map { .line($0) }
        recorder.send(.heartbeat(stranger.inventory), from: stranger)
        return taken
    }

    /// Lets a second pass in which `worker` finishes one pack.
    private mutating func train(_ worker: inout FakeWorker) {
        recorder.wait(.seconds(1), keepingAlive: [worker])
        recorder.feed(.flush)
        if let (attempt, runs) = assigned(to: worker).first {
            recorder.finish(attempt, on: &worker, runs: runs)
        }
    }

    @Test mutating func `who takes packs and vanishes again and again fails no run`() throws {
        var honest = try recorder.worker(1)
        recorder.finish(.of(1), on: &honest, runs: 16)
        for number in 2...200 as ClosedRange<UInt64> where recorder.machine.state == .running {
            _ = try takeAndVanish(number)
            train(&honest)
        }
        #expect(recorder.machine.progress.runs.failed == 0)
        #expect(recorder.machine.progress.runs.finished == 500)
    }

    /// Its first pack takes longer than all that strangers do in the meantime.
    @Test mutating func `a worker without a result is believed before those that came later`()
        throws
    {
        var honest = try recorder.worker(1)
        honest.hold(.of(1))
        for number in 2...60 as ClosedRange<UInt64> {
            _ = try takeAndVanish(number)
            recorder.wait(.seconds(6), keepingAlive: [honest])
        }
        #expect(recorder.machine.progress.runs.failed == 0)
        #expect(recorder.machine.progress.runs.open == 500)
    }

    @Test mutating func `a lost pack is reserved for those who are believed, but not for ever`()
        throws
    {
        var honest = try recorder.worker(1)
        recorder.finish(.of(1), on: &honest, runs: 16)
        recorder.feed(.flush)
        let own = assigned(to: honest).keys.sorted()
        #expect(own == [.of(1), .of(2)])
        honest.hold(.of(2))
        let taken = try takeAndVanish(2, slots: 1)
        #expect(taken == [.of(3)])
        recorder.wait(.seconds(6), keepingAlive: [honest])
        var other = stranger(3, slots: 1)
        try recorder.join(&other)
        recorder.feed(.flush)
        #expect(assigned(to: other).keys.sorted() == [.of(4)])
        recorder.finish(.of(2), on: &honest, runs: 16)
        recorder.feed(.flush)
        #expect(assigned(to: honest).keys.sorted() == [.of(3, 2)])
        // Now it is lost by an honest worker, and all who are there are busy or unknown.
        recorder.feed(.unreachable(honest.peer))
        recorder.wait(.seconds(30), keepingAlive: [other])
        var last = stranger(4, slots: 1)
        try recorder.join(&last)
        recorder.feed(.flush)
        #expect(assigned(to: last).keys.sorted() == [.of(3, 3)])
    }

    /// The supervisor starts each worker again; a third one that has results stays busy.
    @Test mutating func `a deadly pack fails in the end, whoever else is there`() throws {
        recorder = CoordinatorRecorder(plan: .of(runs: 17)) { $0.expectedSlots = 2 }
        var busy = try recorder.worker(1, slots: 2)
        let first = assigned(to: busy)
        #expect(first == [.of(1): 9, .of(2): 8])
        recorder.finish(.of(2), on: &busy, runs: 8)
        busy.hold(.of(1))
        var deaths = 0
        for number in 2...200 as ClosedRange<UInt64> where recorder.machine.state == .running {
            var worker = stranger(number, slots: 1)
            try recorder.join(&worker)
            recorder.feed(.flush)
            for attempt in assigned(to: worker).keys {
                deaths += 1
                recorder.send(.heartbeat([.line(attempt)]), from: worker)
            }
            recorder.wait(.seconds(6), keepingAlive: [busy])
            recorder.feed(.flush)
            guard let attempt = assigned(to: busy).keys.first else { continue }
            deaths += 1
            recorder.send(.heartbeat([.line(attempt)]), from: busy)
            recorder.wait(.seconds(6))
            guard recorder.machine.state == .running else { break }
            busy = stranger(number + 100, slots: 2)
            try recorder.join(&busy)
        }
        #expect(recorder.machine.state == .done)
        #expect(recorder.machine.progress.runs.failed == 9)
        #expect(deaths < 80)
    }

    @Test mutating func `who keeps packs without an epoch loses them to one that is idle`() throws {
        var honest = try recorder.worker(1)
        recorder.finish(.of(1), on: &honest, runs: 16)
        honest.inventory = []
        var idler = stranger(2, slots: 100)
        try recorder.join(&idler)
        recorder.feed(.flush)
        let taken = assigned(to: idler).keys.sorted()
        #expect(taken.count > 20)
        idler.inventory = taken.map { .line($0, .waiting) }
        for _ in 0..<200 where recorder.machine.state == .running {
            recorder.send(.heartbeat(idler.inventory), from: idler)
            train(&honest)
        }
        #expect(recorder.machine.progress.runs.finished == 500)
        #expect(recorder.now < .zero + .seconds(120))
    }

    /// Both would wait, and neither knows more than the other.
    @Test func `a worker that came later takes nothing over`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 16))
        var first = try recorder.worker(1)
        #expect(recorder.assigned() == [.of(1)])
        first.hold(.of(1))
        let second = try recorder.worker(2)
        recorder.wait(.seconds(300), keepingAlive: [first, second])
        recorder.feed(.flush)
        #expect(recorder.assigned() == [])
    }
}
