internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// How a coordinator answers HELLO.
struct GreetingTests {
    @Test func `a fitting worker gets the terms of a session`() throws {
        var recorder = CoordinatorRecorder()
        let worker = FakeWorker(1, slots: 2, prefetch: 1)
        recorder.send(.hello(worker.hello), from: worker)
        let effects = recorder.take()
        #expect(effects.first == .notice(.joined(label: "worker 1", slots: 2)))
        guard case .send(worker.peer, let envelope) = effects.last,
            case .welcome(let welcome) = envelope.message
        else {
            Issue.record("no WELCOME among \(effects)")
            return
        }
        #expect(envelope.session != .none)
        #expect(welcome.version == 2)
        #expect(welcome.incarnation == Incarnation(1))
        #expect(welcome.heartbeatInterval == .seconds(1))
        #expect(welcome.lease == .seconds(5))
        #expect(welcome.verdicts == [])
        #expect(recorder.machine.progress.workers == 1)
        #expect(recorder.machine.progress.slots == 2)
    }

    /// Each misfit of a HELLO, and the code that it is refused with.
    static let misfits: [(Rejection.Code, @Sendable (inout Hello) -> Void)] = [
        (.version, { $0.versions = 3...4 }),
        (.core, { $0.core = "core-2" }),
        (.core, { $0.canary = .of(9) }),
    ]

    @Test(arguments: misfits.indices)
    func `a worker that does not fit is refused and changes nothing`(index: Int) {
        let (code, change) = Self.misfits[index]
        var recorder = CoordinatorRecorder()
        var worker = FakeWorker(1)
        change(&worker.hello)
        recorder.send(.hello(worker.hello), from: worker)
        guard case .rejected(let rejection) = recorder.messages(to: worker).first else {
            Issue.record("the worker was not refused")
            return
        }
        #expect(rejection.code == code)
        #expect(rejection.detail.contains("worker 1 of build 1.0"))
        #expect(rejection.detail.contains("the coordinator of build 1.0"))
        #expect(recorder.machine.progress.workers == 0)
        recorder.feed(.flush)
        recorder.expectNoEffects()
    }

    @Test func `a worker of another build is served, and recorded once when it gets work`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 100))
        var worker = FakeWorker(1, slots: 2)
        worker.hello.build = "2.0"
        try recorder.join(&worker)
        let notice = CoordinatorNotice.otherBuild(label: "worker 1", build: "2.0", own: "1.0")
        #expect(recorder.take().contains(.notice(notice)))
        recorder.feed(.flush)
        let anomalies = recorder.records().compactMap { record in
            if case .anomaly(let anomaly) = record { anomaly } else { nil }
        }
        #expect(anomalies.map(\.kind) == [.otherBuild])
        let detail = try #require(anomalies.first?.detail)
        #expect(detail.contains("2.0") && detail.contains("1.0"))
    }

    @Test func `one worker too many is told to come back later, a known one is not`() throws {
        var recorder = CoordinatorRecorder()
        var first = FakeWorker(0)
        for number in 0..<UInt64(Limits.workers) {
            var worker = FakeWorker(number)
            worker.peer = PeerID([UInt8(number & 255), UInt8(number >> 8)])
            recorder.feedUnchecked(.message(worker.peer, worker.greeting))
            if number == 0 { first = worker }
        }
        let stranger = FakeWorker(1 << 40)
        recorder.send(.hello(stranger.hello), from: stranger)
        guard case .rejected(let rejection) = recorder.messages(to: stranger).first else {
            Issue.record("the worker was not refused")
            return
        }
        #expect(rejection.code == .full)
        var known = first.reconnected(as: 255)
        try recorder.join(&known)
        #expect(recorder.machine.progress.workers == Limits.workers)
    }

    @Test func `a worker that connects again replaces its former session`() throws {
        var recorder = CoordinatorRecorder()
        let worker = try recorder.worker(1)
        var again = worker.reconnected(as: 9)
        try recorder.join(&again)
        #expect(again.session != worker.session)
        #expect(recorder.machine.progress.workers == 1)
        _ = recorder.take()
        recorder.send(.heartbeat([]), from: worker)
        #expect(recorder.messages(to: worker) == [.unknownSession])
    }

    @Test
    func `a worker that comes and goes a thousand times while nothing is to do costs nothing`()
        throws
    {
        var recorder = CoordinatorRecorder()
        recorder.feed(.command(.pause))
        for peer in 0..<1_000 {
            var worker = FakeWorker(1, slots: 1, prefetch: 1)
            worker.peer = PeerID([UInt8(peer & 255), UInt8(peer >> 8)])
            try recorder.join(&worker)
            recorder.feed(.flush)
        }
        #expect(recorder.machine.progress.workers == 1)
    }

    /// What a HELLO of a worker without work comes to while others hold `workers · slots` packs.
    private static func hello(
        whileHolding slots: Int,
        each workers: UInt64
    ) throws -> (effects: Int, time: Duration) {
        let packs = Int(workers) * slots
        var recorder = CoordinatorRecorder(plan: .of(runs: 20 * packs))
        for number in 1...workers {
            let holder = FakeWorker(number, slots: slots)
            recorder.feedUnchecked(
                .message(
                    holder.peer,
                    WorkerEnvelope(session: .none, sequence: .none, message: .hello(holder.hello))
                )
            )
        }
        recorder.feedUnchecked(.flush)
        #expect(recorder.assigned().count == packs)
        let guest = FakeWorker(100, slots: 0)
        let hello = WorkerEnvelope(session: .none, sequence: .none, message: .hello(guest.hello))
        let times = (0..<200).map { _ in
            ContinuousClock().measure { recorder.feedUnchecked(.message(guest.peer, hello)) }
        }
        return (recorder.take().count, try #require(times.min()))
    }

    /// The least of many times, with a margin that no walk over all packs would keep.
    @Test func `what a HELLO costs does not grow with the packs that others hold`() throws {
        let few = try Self.hello(whileHolding: 8, each: 1)
        let many = try Self.hello(whileHolding: Limits.creditsPerWorker, each: 4)
        #expect(few.effects == many.effects)
        #expect(many.time < few.time * 4 + .microseconds(50))
    }

    @Test func `a stranger's message is answered with WHO and changes nothing`() {
        var recorder = CoordinatorRecorder()
        var stranger = FakeWorker(1)
        stranger.session = SessionID(5)
        recorder.sendDurable(.metrics(.of(1), .block(0..<1, runs: 3)), from: &stranger)
        recorder.send(.heartbeat([.line(.of(1))]), from: stranger)
        recorder.send(.fetch(.dataset(.of(2)), offset: 0), from: stranger)
        #expect(
            recorder.take()
                == [CoordinatorEffect](
                    repeating: .send(
                        stranger.peer,
                        CoordinatorEnvelope(
                            session: stranger.session,
                            acknowledged: .none,
                            message: .unknownSession
                        )
                    ),
                    count: 3
                )
        )
        recorder.send(.bye, from: stranger)
        recorder.expectNoEffects()
    }

    @Test func `a worker that offers more slots than a worker may hold gets the limit`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 100_000))
        _ = try recorder.worker(1, slots: 1_000_000)
        #expect(recorder.assigned().count <= Limits.creditsPerWorker)
        #expect(recorder.machine.progress.slots == Limits.creditsPerWorker)
    }
}

extension FakeWorker {
    /// Its HELLO in an envelope.
    fileprivate var greeting: WorkerEnvelope {
        WorkerEnvelope(session: .none, sequence: .none, message: .hello(hello))
    }
}

extension CoordinatorEnvelope {
    /// A message to a peer without a session.
    static func stranger(_ message: CoordinatorMessage) -> CoordinatorEnvelope {
        CoordinatorEnvelope(session: .none, acknowledged: .none, message: message)
    }
}
