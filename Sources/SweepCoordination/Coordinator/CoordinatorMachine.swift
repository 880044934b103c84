internal import DequeModule
public import SweepModel
internal import TrainingModel

/// The coordinator's decisions: which worker trains which pack, what is stored, what is
/// acknowledged.
///
/// Rules, each kept by every transition:
/// 1. An attempt is persisted before its ASSIGN is sent; the shell commits all records of a batch
///    before it sends anything of the batch.
/// 2. A durable message is acknowledged only after ``CoordinatorInput/committed``.
/// 3. Durable messages of a session are acted on once and in order: the next number is accepted, a
///    lower one is acknowledged again, a higher one is dropped (the worker goes back to the gap).
/// 4. Attempts of a pack only grow; the first complete result of an open pack closes it for good.
/// 5. A worker never holds more attempts than its credits.
/// 6. If the machine itself did not run for a while, all deadlines move by that much.
/// 7. From ``CoordinatorInput/storeFull`` to ``CoordinatorInput/committed`` no record is emitted;
/// what
///    depends on one is withheld until then.
///
/// Time and randomness come in as arguments; the machine never reads a clock.
public struct CoordinatorMachine: Sendable {
    /// What was planned.
    public let plan: SweepPlan

    let configuration: CoordinatorConfiguration
    var random: SplitMix64
    let incarnation: Incarnation

    /// What the sweep as a whole is doing.
    public internal(set) var state: SweepState

    /// How far the sweep is.
    public internal(set) var progress: SweepProgress

    var queue: PackQueue
    var nextPack: PackID
    var packs: [PackID: OpenPack] = [:]

    var sessions: [PeerID: WorkerSession] = [:]
    var peers: [WorkerID: PeerID] = [:]
    var withFreeSlot: Deque<PeerID> = []
    var withFreeCredit: Deque<PeerID> = []
    var owedAcknowledgements: [PeerID] = []

    /// The running leases of each worker.
    var leases = LeaseTable()

    /// How many workers came, each time that they came as new ones.
    var arrivals = 0

    /// How long packs took.
    var packTimes = PackTimes()

    /// The highest standing of those who could train something, once it was looked for.
    var knownTop: Standing?

    /// The workers that were asked to leave.
    var drained: Set<WorkerID>

    /// The other builds that have got something to train, each of which is recorded once.
    var otherBuilds: Set<String> = []

    var isStoreFull = false
    var isStopping = false
    var lastSeen: Instant
    var nextExpiry: Instant
    var effects: [CoordinatorEffect] = []
    var withheld: [CoordinatorEffect] = []

    /// When to send the next ``CoordinatorInput/tick`` at the latest.
    public var nextDeadline: Instant { nextExpiry }

    /// Whether the sweep is over and all workers were told.
    public var isFinished: Bool { isStopping && withheld.isEmpty }

    /// Counts the contradictions that the store has found.
    ///
    /// - Returns: Whether no more of them are looked for from now on.
    mutating func countAnomalies(_ count: Int) -> Bool {
        let wasLooking = progress.anomalies < Limits.anomalies
        progress.anomalies += count
        return wasLooking && progress.anomalies >= Limits.anomalies
    }

    /// Handles one event at time `now`.
    ///
    /// - Returns: What the shell must do, in order; see ``CoordinatorEffect``.
    public mutating func handle(
        _ input: CoordinatorInput,
        at now: Instant
    ) -> [CoordinatorEffect] {
        absorbPause(until: now)
        releaseWithheld(before: input)
        switch input {
        case .message(let peer, let envelope): receive(envelope, from: peer, at: now)
        case .violation(let peer, let detail): recordViolation(of: peer, detail)
        case .unreachable(let peer): endSession(of: peer, attemptsEnd: nil, at: now)
        case .revoked(let peer): revoke(peer, at: now)
        case .command(let command): obey(command)
        case .tick: if now >= nextExpiry { expire(at: now) }
        case .flush: if !isStoreFull { dispatch(at: now) }
        case .committed: acknowledgeCommitted()
        case .storeFull: reportFullStore()
        case .abandoned: abandon()
        }
        withhold()
        // The receiver holds the buffer, so keeping it here would copy it.
        defer { effects = [] }
        return effects
    }

    private mutating func receive(
        _ envelope: WorkerEnvelope,
        from peer: PeerID,
        at now: Instant
    ) {
        if case .hello(let hello) = envelope.message { return greet(hello, from: peer, at: now) }
        guard !isStopping else { return send(.goodbye, to: peer) }
        guard var session = sessions[peer], session.id == envelope.session else {
            if envelope.message != .bye { disown(envelope.session, to: peer) }
            return
        }
        session.lastHeard = now
        sessions[peer] = session
        guard !envelope.message.isDurable else {
            return receiveDurable(envelope, from: peer, at: now)
        }
        switch envelope.message {
        case .heartbeat(let inventory): renew(inventory, of: peer, at: now)
        case .fetch(let name, let offset): answerFetch(name, offset: offset, from: peer)
        case .bye: endSession(of: peer, attemptsEnd: .released, at: now)
        default: preconditionFailure("a message is a greeting, durable, or one of these three")
        }
    }

    /// Says which session is unknown: a worker that has a newer one needs no further greeting.
    private mutating func disown(_ session: SessionID, to peer: PeerID) {
        let envelope = CoordinatorEnvelope(
            session: session,
            acknowledged: .none,
            message: .unknownSession
        )
        effects.append(.send(peer, envelope))
    }

    /// Sends `message` with the session's identity and acknowledgement, or without for strangers.
    mutating func send(_ message: CoordinatorMessage, to peer: PeerID) {
        let session = sessions[peer]
        effects.append(
            .send(
                peer,
                CoordinatorEnvelope(
                    session: session?.id ?? .none,
                    acknowledged: session?.acknowledged ?? .none,
                    message: message
                )
            )
        )
    }

    mutating func recordViolation(of peer: PeerID, _ detail: String) {
        progress.violations += 1
        effects.append(.notice(.violation(peer, detail: detail)))
        guard var session = sessions[peer] else { return }
        session.violations += 1
        sessions[peer] = session
        guard session.violations >= Limits.violationsPerPeer else { return }
        send(.rejected(Rejection(code: .violation, detail: detail)), to: peer)
        endSession(of: peer, attemptsEnd: .forgotten, at: lastSeen)
    }

    private mutating func answerFetch(_ name: BlobName, offset: Int, from peer: PeerID) {
        guard let session = sessions[peer] else { return }
        let totalBytes: Int? =
            switch name {
            case .dataset(let digest):
                digest == configuration.dataset ? configuration.datasetBytes : nil
            case .checkpoint(let attempt, let epoch):
                packs[attempt.pack]?.checkpoint(of: attempt.number, after: epoch)?.totalBytes
            case .parameters: nil
            }
        guard let totalBytes, (0..<totalBytes).contains(offset) else {
            return send(.missing(name), to: peer)
        }
        noteFetch(of: name, offset: offset, totalBytes: totalBytes, by: peer)
        effects.append(.sendPart(peer, session.id, name, offset: offset))
    }

    private mutating func revoke(_ peer: PeerID, at now: Instant) {
        guard sessions[peer] != nil else { return }
        send(
            .rejected(Rejection(code: .revoked, detail: "the key of this worker was revoked")),
            to: peer
        )
        endSession(of: peer, attemptsEnd: .forgotten, at: now)
    }
}

/// How far a sweep is, for a progress bar.
public struct SweepProgress: Hashable, Sendable {
    /// The runs of the plan and how they ended.
    public var runs = RunCounts()

    /// Epochs received since the coordinator's start, counted for each run.
    public var epochs = 0

    /// Connected workers.
    public var workers = 0

    /// Training threads of the connected workers.
    public var slots = 0

    /// Messages of attempts that had lost their lease or whose pack was closed.
    public var late = 0

    /// Protocol errors of peers.
    public var violations = 0

    /// Contradictions that were recorded since the coordinator's start.
    public var anomalies = 0

    /// Repetitions that were not held against what is stored, since there were too many.
    public var uncompared = 0

    /// A count of nothing.
    public init() {}
}
