internal import DequeModule
public import SweepModel
internal import SweepWire
public import TrainingModel

/// Drives a ``CoordinatorMachine`` without I/O: read, handle, commit, send, and again.
///
/// The shell asks for the step that is due, does it, and reports the outcome:
///
/// | step | the shell | and reports |
/// |---|---|---|
/// | `read` | waits, then reads while ``mayRead(at:)`` | each event, at last `turnEnded` |
/// | `store` | commits the records in one transaction | `stored` |
/// | `send`, `sendPart` | sends, or drops for a peer that does not read | `unreachable` |
/// | `notice` | logs | nothing |
/// | `end` | leaves | nothing |
///
/// Rules:
/// 1. What a batch sends is due only after all of its records are stored.
/// 2. A batch that found no room is tried again each second. Until then the machine emits no
///    record, and what it sends acknowledges nothing new.
/// 3. A request to stop while the store is full leads to one more try at once. If that fails, too,
///    the coordinator leaves: nothing was acknowledged that is not stored.
/// 4. A second request to stop ends the process at its next step, whatever is under way.
public struct CoordinatorDriver: Sendable {
    /// How long a store that is full is left alone.
    static let retryInterval = Duration.seconds(1)

    /// The shortest time for which messages are read before they are committed.
    ///
    /// Short turns keep workers and coordinator busy at the same time. Where the disk is slow, a
    /// turn is three times as long as the commit before: most of the time is for reading.
    private static let shortestTurn = Duration.milliseconds(5)

    /// Who was asked to leave, and how often.
    private enum Stop {
        case none
        case gently
        case atOnce
    }

    /// The driven machine.
    package private(set) var machine: CoordinatorMachine

    /// What went into the machine and came out of it, if it is recorded.
    package var journal: [CoordinatorExchange]?

    private let messagesPerTurn: Int
    private var emitted: [CoordinatorEffect] = []
    private var actions: Deque<CoordinatorStep> = []

    /// The effects whose records are being stored.
    private var storing: (batch: [CoordinatorEffect], since: Instant)?

    /// The effects whose records found no room.
    private var held: (batch: [CoordinatorEffect], retryAt: Instant)?

    private var owesRelease = true
    private var readCount = 0
    private var turnEnd: Instant?
    private var lastCommit = Duration.zero
    private var stop = Stop.none

    /// Whether the end of the sweep, or something before it, was left unstored.
    private var hasAbandoned = false

    /// Goes on with what the store holds.
    ///
    /// - Parameters:
    ///   - plan: What to train.
    ///   - recovered: What the store holds; ``SweepModel/RecoveredSweep/empty`` for a new sweep.
    ///   - configuration: The terms for workers.
    ///   - messagesPerTurn: The most messages that are read before a commit.
    ///   - now: The time.
    public init(
        plan: SweepPlan,
        recovered: RecoveredSweep,
        configuration: CoordinatorConfiguration,
        messagesPerTurn: Int = Limits.messagesPerBatch,
        at now: Instant
    ) {
        precondition(messagesPerTurn > 0, "a turn reads a message or more, not \(messagesPerTurn)")
        self.messagesPerTurn = messagesPerTurn
        (machine, emitted) = CoordinatorMachine.start(
            plan: plan,
            recovered: recovered,
            configuration: configuration,
            at: now
        )
    }

    /// How far the sweep is.
    public var progress: SweepProgress { machine.progress }

    /// Whether a further message may be read in this turn, so that what was read is committed soon.
    public mutating func mayRead(at now: Instant) -> Bool {
        guard let turnEnd else {
            turnEnd = now + max(Self.shortestTurn, lastCommit * 3)
            return true
        }
        return readCount < messagesPerTurn && now < turnEnd
    }

    /// Takes an event that has happened at time `now`.
    ///
    /// - Precondition: `stored` follows a `store` step, with no event but a stop in between.
    public mutating func handle(_ event: CoordinatorEvent, at now: Instant) {
        switch event {
        case .frame(let peer, let frame): receive(frame, from: peer, at: now)
        case .malformed(let peer, let detail):
            readCount += 1
            feed(.violation(peer, detail: detail), at: now)
        case .unreachable(let peer): feed(.unreachable(peer), at: now)
        case .revoked(let peer): feed(.revoked(peer), at: now)
        case .command(.stop): requestStop(at: now)
        case .command(let command): feed(.command(command), at: now)
        case .turnEnded(let hasReadAll):
            // A worker whose messages wait to be read is not silent.
            if hasReadAll { feed(.tick, at: now) }
            feed(.flush, at: now)
            owesRelease = true
        case .stored(let outcome): settle(outcome, at: now)
        }
    }

    /// What the shell has to do now.
    public mutating func next(at now: Instant) -> CoordinatorStep {
        if stop == .atOnce { return .end(.stopped) }
        while true {
            if let action = actions.popFirst() { return action }
            if let step = commit(at: now) { return step }
            guard actions.isEmpty else { continue }
            guard machine.isFinished, held == nil else { return read() }
            let isStored = machine.state.isOver && !hasAbandoned
            return .end(isStored ? .completed(machine.state) : .stopped)
        }
    }

    private mutating func read() -> CoordinatorStep {
        readCount = 0
        turnEnd = nil
        return .read(until: min(machine.nextDeadline, held?.retryAt ?? machine.nextDeadline))
    }

    private mutating func receive(_ frame: [UInt8], from peer: PeerID, at now: Instant) {
        readCount += 1
        do throws(WireError) {
            feed(.message(peer, try WorkerEnvelope(decoding: frame)), at: now)
        } catch {
            feed(.violation(peer, detail: "\(error)"), at: now)
        }
    }

    private mutating func feed(_ input: CoordinatorInput, at now: Instant) {
        emitted += answer(to: input, at: now)
    }

    private mutating func answer(
        to input: CoordinatorInput,
        at now: Instant
    ) -> [CoordinatorEffect] {
        let effects = machine.handle(input, at: now)
        journal?.append(CoordinatorExchange(input: input, effects: effects))
        return effects
    }

    // MARK: Commit, then send

    /// Begins to store what is due, or releases what needs no storing.
    private mutating func commit(at now: Instant) -> CoordinatorStep? {
        precondition(storing == nil, "the outcome of a commit comes before the next step")
        if let held {
            guard now >= held.retryAt else {
                release(takeEmitted())
                return nil
            }
            self.held = nil
            return store(held.batch, at: now)
        }
        // Nothing is acknowledged any more.
        guard !hasAbandoned, owesRelease || !emitted.isEmpty else { return nil }
        owesRelease = false
        let batch = takeEmitted()
        guard batch.contains(where: \.isRecord) else {
            acknowledge(batch, at: now)
            return nil
        }
        return store(batch, at: now)
    }

    private mutating func store(_ batch: [CoordinatorEffect], at now: Instant) -> CoordinatorStep {
        storing = (batch, now)
        return .store(
            batch.compactMap { if case .persist(let record) = $0 { record } else { nil } }
        )
    }

    private mutating func settle(_ outcome: CommitOutcome, at now: Instant) {
        guard let (batch, begin) = storing else {
            preconditionFailure("nothing is being stored, but it came to \(outcome)")
        }
        storing = nil
        lastCommit = now - begin
        switch outcome {
        case .committed(let anomalies):
            for anomaly in anomalies { actions.append(.notice(.anomaly(anomaly))) }
            if machine.countAnomalies(anomalies.count) {
                actions.append(.notice(.anomaliesOmitted))
            }
            let wasFull = machine.isStoreFull
            acknowledge(batch, at: now)
            guard wasFull else { return }
            actions.append(.notice(.storeHasRoom))
            // What the machine has withheld comes with its next answer.
            feed(.flush, at: now)
        case .full:
            guard stop == .none else { return abandon(at: now) }
            if !machine.isStoreFull { actions.append(.notice(.storeFull)) }
            held = (batch, now + Self.retryInterval)
            feed(.storeFull, at: now)
        }
    }

    /// Makes the actions of a stored batch due, and the acknowledgements that it allows.
    private mutating func acknowledge(_ batch: [CoordinatorEffect], at now: Instant) {
        release(batch)
        release(answer(to: .committed, at: now))
    }

    private mutating func release(_ effects: [CoordinatorEffect]) {
        for effect in effects {
            switch effect {
            case .persist, .finish: continue
            case .send(let peer, let envelope): actions.append(.send(peer, envelope))
            case .sendPart(let peer, let session, let name, let offset):
                actions.append(.sendPart(peer, session, name, offset: offset))
            case .notice(let notice): actions.append(.notice(notice))
            }
        }
    }

    private mutating func takeEmitted() -> [CoordinatorEffect] {
        defer { emitted = [] }
        return emitted
    }

    // MARK: Stop

    private mutating func requestStop(at now: Instant) {
        guard stop == .none else {
            stop = .atOnce
            return
        }
        stop = .gently
        actions.append(.notice(.stopping(isStoreFull: machine.isStoreFull)))
        feed(.command(.stop), at: now)
        held?.retryAt = now
    }

    /// Leaves without what found no room.
    private mutating func abandon(at now: Instant) {
        hasAbandoned = true
        emitted.removeAll()
        actions.append(.notice(.leftUnstored))
        release(answer(to: .abandoned, at: now))
    }
}

/// An event that a shell reports to a ``CoordinatorDriver``.
public enum CoordinatorEvent: Hashable, Sendable {
    /// A peer sent a message of one frame.
    case frame(PeerID, [UInt8])

    /// A peer sent something else.
    case malformed(PeerID, detail: String)

    /// A message could not be delivered: the connection is gone.
    case unreachable(PeerID)

    /// The worker's key was revoked.
    case revoked(PeerID)

    /// The user wants something; a second ``CoordinatorCommand/stop`` ends at once.
    case command(CoordinatorCommand)

    /// The shell has read what it may read in this turn; `hasReadAll` states whether that was all.
    case turnEnded(hasReadAll: Bool)

    /// The records of the last ``CoordinatorStep/store(_:)`` step came to this.
    case stored(CommitOutcome)
}

/// What a ``CoordinatorDriver`` wants its shell to do next.
public enum CoordinatorStep: Hashable, Sendable {
    /// Wait for messages, commands and signals, at most until then; read them and end the turn.
    case read(until: Instant)

    /// Store all of the records or none of them, durably, and report the outcome.
    case store([StoreRecord])

    /// Send a message, or drop it for a peer that does not read.
    case send(PeerID, CoordinatorEnvelope)

    /// Send the part of a blob that starts at `offset`, for the session of the peer.
    case sendPart(PeerID, SessionID, BlobName, offset: Int)

    /// Tell the user.
    case notice(CoordinatorNotice)

    /// Leave.
    case end(End)

    /// How a coordinator ends.
    public enum End: Hashable, Sendable {
        /// The sweep is done or cancelled.
        case completed(SweepState)

        /// It was asked to leave; the sweep can be resumed.
        case stopped
    }
}
