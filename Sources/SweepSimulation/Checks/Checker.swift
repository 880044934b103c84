internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// Watches all inputs and outputs, and reports the first invariant that breaks.
struct Checker {
    /// What is known of a session from the outside.
    struct Session {
        let worker: WorkerID
        let credits: Int

        /// The attempts that the worker was given and has not lost.
        var outstanding: [AttemptID] = []

        /// The last durable message that the coordinator may have acted on.
        var handled: UInt64 = 0

        /// The durable messages of an honest worker, in their order.
        var sent: [WorkerMessage] = []

        /// How many of them were found in the store when they were acknowledged.
        var acknowledged: UInt64 = 0
    }

    /// The last sign of life of an attempt's worker.
    private struct Sign {
        var worker: WorkerID?
        var at: Duration
        var patience: Duration
    }

    private let scenario: Scenario
    private let hasLiars: Bool

    /// Whether there is a receiver for what is sent.
    let hasStrangers: Bool

    private var sessions: [SessionID: Session] = [:]
    private var sessionOfPeer: [PeerID: SessionID] = [:]
    private var helloOfPeer: [PeerID: (hello: Hello, at: Duration)] = [:]
    private var signs: [AttemptID: Sign] = [:]
    private var isStoreFull = false

    /// The workers that were asked to leave, as far as that is stored or on its way there.
    private var drained: Set<WorkerID> = []

    /// Whether the next answer brings what was withheld while the store was full.
    private var mayReleaseWithheld = false

    /// How long the coordinator has run, without its pauses, and when it ran last.
    private var uptime = Duration.zero
    private var lastRun = Instant.zero

    init(_ scenario: Scenario) {
        self.scenario = scenario
        hasLiars = scenario.faults.contains { if case .liar = $0.kind { true } else { false } }
        hasStrangers = scenario.faults.contains {
            if case .strangers = $0.kind { true } else { false }
        }
    }

    /// How many durable messages an honest worker has sent in a session.
    func sentCount(in session: SessionID) -> Int { sessions[session]?.sent.count ?? 0 }

    /// Forgets the sessions of the coordinator's former life.
    mutating func coordinatorStarted(_ store: SimulatedStore, at now: Instant) {
        sessionOfPeer = [:]
        isStoreFull = false
        drained = Set(store.drained)
        lastRun = now
        signs = [:]
        for (index, pack) in store.packs.enumerated() where pack.state == .open {
            for attempt in pack.attempts where attempt.end == nil {
                let id = AttemptID(pack: PackID(UInt64(index) + 1), number: attempt.number)
                signs[id] = Sign(at: uptime, patience: scenario.coordinator.times.orphanGrace)
            }
        }
    }

    // MARK: The coordinator's machine

    /// Checks what the coordinator's machine answers to one event.
    mutating func coordinatorHandled(
        _ input: CoordinatorInput,
        _ effects: [CoordinatorEffect],
        at now: Instant
    ) throws(BrokenInvariant) {
        let gap = now - lastRun
        if gap <= scenario.coordinator.times.heartbeatInterval / 2 { uptime += gap }
        lastRun = now
        if input == .storeFull { isStoreFull = true }
        if input == .committed {
            mayReleaseWithheld = mayReleaseWithheld || isStoreFull
            isStoreFull = false
        }
        forgetSession(after: input, effects)
        if case .message(let peer, let envelope) = input {
            try checkSource(of: envelope, from: peer, mayReleaseWithheld ? [] : effects)
            noteSigns(in: envelope, from: peer)
            if case .bye = envelope.message { sessionOfPeer[peer] = nil }
        }
        if input != .committed, input != .storeFull { mayReleaseWithheld = false }
        for effect in effects { try check(effect) }
    }

    /// Forgets a session that the coordinator has ended.
    private mutating func forgetSession(
        after input: CoordinatorInput,
        _ effects: [CoordinatorEffect]
    ) {
        switch input {
        case .unreachable(let peer), .revoked(let peer): sessionOfPeer[peer] = nil
        case .message(let peer, let envelope):
            guard sessionOfPeer[peer] == envelope.session else { return }
            for case .send(peer, let answer) in effects
            where answer.message == .unknownSession && answer.session == envelope.session {
                sessionOfPeer[peer] = nil
            }
        case .violation, .command, .tick, .flush, .committed, .storeFull, .abandoned: return
        }
    }

    private mutating func checkSource(
        of envelope: WorkerEnvelope,
        from peer: PeerID,
        _ effects: [CoordinatorEffect]
    ) throws(BrokenInvariant) {
        if case .hello(let hello) = envelope.message {
            helloOfPeer[peer] = (hello, uptime)
            return
        }
        let record = effects.first { if case .persist = $0 { true } else { false } }
        guard let id = sessionOfPeer[peer], id == envelope.session, var session = sessions[id]
        else {
            guard let record else { return }
            throw BrokenInvariant(
                .strangersChangeNothing,
                "peer \(peer) without session stored \(record)"
            )
        }
        guard envelope.message.isDurable else { return }
        let sequence = envelope.sequence.rawValue
        guard sequence == session.handled + 1 else {
            guard let record else { return }
            throw BrokenInvariant(
                .duplicatesChangeNothing,
                "message \(sequence) of \(id) after \(session.handled) stored \(record)"
            )
        }
        if !isStoreFull { session.handled = sequence }
        sessions[id] = session
    }

    private mutating func noteSigns(in envelope: WorkerEnvelope, from peer: PeerID) {
        guard case .heartbeat(let lines) = envelope.message,
            let session = sessionOfPeer[peer], session == envelope.session,
            let worker = sessions[session]?.worker
        else { return }
        for line in lines where signs[line.attempt]?.worker == worker {
            signs[line.attempt]?.at = uptime
        }
    }

    private mutating func check(_ effect: CoordinatorEffect) throws(BrokenInvariant) {
        switch effect {
        case .persist(let record): try check(record)
        case .send(let peer, let answer):
            switch answer.message {
            case .welcome(let welcome):
                open(answer.session, of: peer, welcome)
            case .assign(let assignment):
                try checkCredits(assignment.attempt, peer)
            case .rejected(let rejection):
                guard rejection.code == .violation, !hasLiars else { return }
                throw BrokenInvariant(.honesty, "an honest worker was shown out: \(rejection)")
            default: return
            }
        case .notice(.violation(let peer, let detail)):
            guard !hasLiars, !peer.isStranger else { return }
            throw BrokenInvariant(.honesty, "an honest worker was called a liar: \(detail)")
        case .sendPart, .notice, .finish: return
        }
    }

    private mutating func open(_ id: SessionID, of peer: PeerID, _ welcome: Welcome) {
        guard let (hello, time) = helloOfPeer[peer] else { return }
        var session = Session(worker: hello.worker, credits: hello.credits)
        for (line, verdict) in zip(hello.inventory, welcome.verdicts) where verdict == .keep {
            signs[line.attempt] = Sign(
                worker: hello.worker,
                at: time,
                patience: scenario.coordinator.times.lease
            )
            if line.state != .finished { session.outstanding.append(line.attempt) }
        }
        sessions[id] = session
        sessionOfPeer[peer] = id
    }

    private mutating func checkCredits(
        _ attempt: AttemptID,
        _ peer: PeerID
    ) throws(BrokenInvariant) {
        guard let id = sessionOfPeer[peer], var session = sessions[id] else { return }
        guard !session.outstanding.contains(attempt) else { return }
        session.outstanding.append(attempt)
        guard session.outstanding.count <= session.credits else {
            throw BrokenInvariant(
                .credits,
                "\(session.worker) holds \(session.outstanding) of \(session.credits)"
            )
        }
        sessions[id] = session
        // A liar may have claimed it as finished, and be told to train it all the same.
        guard signs[attempt]?.worker != session.worker else { return }
        guard !drained.contains(session.worker) else {
            throw BrokenInvariant(
                .noWorkWhenOver,
                "\(session.worker) gets \(attempt), but was asked to leave"
            )
        }
        signs[attempt] = Sign(
            worker: session.worker,
            at: uptime,
            patience: scenario.coordinator.times.lease
        )
    }

    private mutating func check(_ record: StoreRecord) throws(BrokenInvariant) {
        switch record {
        case .attemptEnded(let id, let end):
            if end == .lost, let sign = signs[id], uptime - sign.at < sign.patience {
                throw BrokenInvariant(
                    .noFalseLoss,
                    "\(id) was lost \(uptime - sign.at) after a sign of life"
                )
            }
            forget { $0 == id }
        case .result(let id, _): forget { $0.pack == id.pack }
        case .split(let pack), .failed(let pack, _): forget { $0.pack == pack }
        // A lease that runs again is counted when its worker's message keeps it.
        case .drained(let worker): drained.insert(worker)
        case .started, .pack, .attempt, .attemptRevived, .epochs, .part, .anomaly, .state: return
        }
    }

    private mutating func forget(_ isOver: (AttemptID) -> Bool) {
        for id in sessionOfPeer.values { sessions[id]?.outstanding.removeAll(where: isOver) }
    }

    // MARK: What is sent

    /// Checks that a worker numbers its durable messages in order, and repeats them as they were.
    mutating func workerSends(_ envelope: WorkerEnvelope) throws(BrokenInvariant) {
        guard envelope.message.isDurable else { return }
        let count = sessions[envelope.session]?.sent.count ?? 0
        let index = Int(envelope.sequence.rawValue) - 1
        guard index <= count, index >= 0 else {
            throw BrokenInvariant(.acknowledgedIsStored, "message \(index + 1) came after \(count)")
        }
        if index == count {
            sessions[envelope.session]?.sent.append(envelope.message)
        } else if sessions[envelope.session]?.sent[index] != envelope.message,
            sessionOfPeer.values.contains(envelope.session)
        {
            throw BrokenInvariant(
                .acknowledgedIsStored,
                "message \(index + 1) of \(envelope.session) was sent as another one before"
            )
        }
    }

    /// Checks that what a message acknowledges or assigns is stored.
    mutating func coordinatorSends(
        _ envelope: CoordinatorEnvelope,
        _ store: SimulatedStore
    ) throws(BrokenInvariant) {
        if case .assign(let assignment) = envelope.message, store[assignment.attempt] == nil {
            throw BrokenInvariant(
                .persistThenSend,
                "\(assignment.attempt) was assigned before it was stored"
            )
        }
        guard var session = sessions[envelope.session] else { return }
        let last = min(envelope.acknowledged.rawValue, UInt64(session.sent.count))
        while session.acknowledged < last {
            let message = session.sent[Int(session.acknowledged)]
            guard store.reflects(message) else {
                throw BrokenInvariant(
                    .acknowledgedIsStored,
                    "acknowledged, but not stored: \(message)"
                )
            }
            session.acknowledged += 1
        }
        sessions[envelope.session] = session
    }

    // MARK: The store

    /// Checks what the coordinator stores against what is stored already.
    ///
    /// The store takes more than an honest coordinator stores, for example a second result.
    func check(
        _ record: StoreRecord,
        before store: SimulatedStore
    ) throws(BrokenInvariant) {
        switch record {
        case .attempt(let id, _, _): try check(leaseOf: id, before: store)
        case .epochs(let id, let block): try check(block, of: id, before: store)
        case .result(let id, _):
            guard let pack = store[id.pack], pack.state != .open else { return }
            throw BrokenInvariant(.oneWinner, "\(id) has a result, but its pack is \(pack.state)")
        case .failed(let id, _):
            guard let pack = store[id], pack.state != .open else { return }
            throw BrokenInvariant(.oneWinner, "pack \(id) failed, but it is \(pack.state)")
        case .started, .pack, .attemptEnded, .attemptRevived, .part, .split, .anomaly, .state,
            .drained:
            return
        }
    }

    private func check(
        leaseOf id: AttemptID,
        before store: SimulatedStore
    ) throws(BrokenInvariant) {
        guard let pack = store[id.pack] else { return }
        guard pack.state == .open else {
            throw BrokenInvariant(.oneWinner, "\(id) was leased of a pack that is not open")
        }
        guard store.state == .running else {
            throw BrokenInvariant(
                .noWorkWhenOver,
                "\(id) was leased while the sweep is \(store.state)"
            )
        }
        guard id.number == pack.attempts.last?.number.next ?? .first else {
            throw BrokenInvariant(
                .onlyGrowing,
                "\(id) was leased after \(pack.attempts.map(\.number))"
            )
        }
    }

    /// Checks that the epochs of an honest worker's record are those of its attempt's runs.
    private func check(
        _ block: EpochBlock,
        of id: AttemptID,
        before store: SimulatedStore
    ) throws(BrokenInvariant) {
        guard !hasLiars, let pack = store[id.pack] else { return }
        let shape = scenario.plan.shape(of: pack.range)
        for (lane, run) in scenario.plan.runs(in: pack.range).enumerated() {
            var training = FakeRun(run.foldRun, scenario.plan.spec.training(shape))
            for epoch in 0..<block.epochs.upperBound {
                let expected = training.train(epoch: epoch)
                guard epoch >= block.firstEpoch else { continue }
                guard lane < block.runCount,
                    block.values(lane: lane, epoch: epoch).hasBits(of: expected)
                else {
                    throw BrokenInvariant(
                        .ownData,
                        "epoch \(epoch) of run \(run) is stored of \(id), not what was trained"
                    )
                }
            }
        }
    }

    /// Checks the store after a transaction.
    func checkStore(_ store: SimulatedStore) throws(BrokenInvariant) {
        guard !store.anomalies.isEmpty, !hasLiars else { return }
        throw BrokenInvariant(.honesty, "the store holds \(store.anomalies.count) anomalies")
    }

    /// Holds the end of the sweep against what each run must have come to.
    func checkOutcome(of store: SimulatedStore, isCured: Bool) throws(BrokenInvariant) {
        try Outcome(scenario, isCured: isCured).check(store)
    }
}
