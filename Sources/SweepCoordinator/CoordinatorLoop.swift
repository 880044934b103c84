public import HostSystem
public import Logging
internal import SweepAccess
public import SweepCore
public import SweepModel
public import SweepStore
internal import SweepWire
internal import TrainingModel
public import ZeroMQ

/// Runs a ``SweepCore/CoordinatorMachine`` over a real socket and a real store.
///
/// It decides nothing. Each turn reads what is waiting, asks the machine, commits all records in
/// one transaction and only then sends: an attempt is stored before its worker hears of it, and
/// nothing is acknowledged that could still be lost. Everything happens on the thread that calls
/// ``run(onTurn:)``.
public final class CoordinatorLoop {
    private let dataset: SharedBlob
    private let store: SweepStore
    private let signals: SignalWatch
    private let logger: Logger
    private let clock = MonotonicClock()
    private let listener: CoordinatorListener
    private var entropy = SystemRandomNumberGenerator()
    private var machine: CoordinatorMachine
    private var effects: [CoordinatorEffect]
    private var held: HeldBatch?
    private var isDiskFull = false
    private var lastCommitDuration = Duration.zero
    private var finish: CoordinatorFinish?

    /// Where workers connect, with the real port.
    public var endpoint: Endpoint { listener.endpoint }

    /// How far the sweep is.
    public var progress: SweepProgress { machine.progress }

    /// Opens the endpoint and goes on with what the store holds.
    ///
    /// - Parameters:
    ///   - plan: What to train.
    ///   - dataset: The encoded dataset.
    ///   - configuration: The terms for workers.
    ///   - store: The open store; the loop is its only user.
    ///   - listener: The bound socket.
    ///   - signals: What asks for a stop, watched since before any thread was started.
    ///   - logger: Where notices go.
    /// - Throws: ``SweepStore/StoreError`` when the store cannot be read.
    public init(
        plan: SweepPlan,
        dataset: SharedBlob,
        configuration: CoordinatorConfiguration,
        store: SweepStore,
        listener: consuming CoordinatorListener,
        signals: SignalWatch,
        logger: Logger
    ) throws {
        self.dataset = dataset
        self.store = store
        self.signals = signals
        self.logger = logger
        self.listener = listener
        (machine, effects) = CoordinatorMachine.start(
            plan: plan,
            recovered: try store.recover(),
            configuration: configuration,
            at: clock.now
        )
    }

    /// Works until the sweep is over or a signal stops it.
    ///
    /// - Parameter onTurn: Called after each turn with the progress, for a bar; it must not block.
    /// - Returns: How the sweep ended.
    /// - Throws: ``SweepStore/StoreError`` or ``ZeroMQError`` when storage or network fail; then
    ///   nothing more was acknowledged, and a restart goes on from what is stored.
    public func run(onTurn: (SweepProgress) throws -> Void) throws -> CoordinatorFinish {
        while true {
            try commit()
            try onTurn(machine.progress)
            if held == nil, machine.isFinished { return finish ?? .completed(machine.state) }
            try listener.wait(upTo: machine.nextDeadline - clock.now, signals)
            for peer in try listener.tendDoor() { handle(.revoked(peer)) }
            let hasReadAll = try readMessages()
            for signal in signals.drain() { obey(signal) }
            // A worker whose words wait to be read is not silent.
            if hasReadAll { handle(.tick) }
            handle(.flush)
        }
    }

    private func handle(_ input: CoordinatorInput) { handle(input, at: clock.now) }

    private func handle(_ input: CoordinatorInput, at now: Instant) {
        effects += machine.handle(input, at: now)
    }

    /// How long messages are read before they are committed, at most.
    ///
    /// Short turns keep workers and coordinator busy at the same time. Where the disk is slow, a
    /// turn is three times as long as the commit before: most of the time is for reading.
    private var readingLimit: Duration { max(.milliseconds(5), lastCommitDuration * 3) }

    /// Handles what is waiting, up to the limits of a turn.
    ///
    /// - Returns: Whether nothing is left.
    private func readMessages() throws -> Bool {
        let deadline = clock.now + readingLimit
        for _ in 0..<Limits.messagesPerBatch {
            let now = clock.now
            guard now < deadline else { return false }
            switch try listener.receive() {
            case nil: return true
            case .frame(let peer, let frame):
                do {
                    handle(.message(peer, try WorkerEnvelope(decoding: frame)), at: now)
                } catch {
                    handle(.violation(peer, detail: "\(error)"), at: now)
                }
            case .malformed(let peer, let detail): handle(.violation(peer, detail: detail), at: now)
            case .dropped: continue
            }
        }
        return false
    }

    /// Stops gently; the loop ends by itself, or by the watch when there is a second signal.
    private func obey(_ signal: ProcessSignal) {
        finish = .interrupted(signal)
        handle(.command(.stop))
        logger.notice(
            isDiskFull
                ? "stopping as soon as the disk has room; a second signal ends at once"
                : "stopping; the sweep can be resumed"
        )
    }

    // MARK: Commit, then send

    private func commit() throws {
        if let batch = held {
            guard clock.now >= batch.retryAt else { return try sendWhileFull() }
            held = nil
            try commit(batch.effects)
        }
        guard held == nil else { return try sendWhileFull() }
        let batch = effects
        effects.removeAll(keepingCapacity: true)
        try commit(batch)
    }

    private func commit(_ batch: [CoordinatorEffect]) throws {
        let records = batch.compactMap { effect -> StoreRecord? in
            if case .persist(let record) = effect { record } else { nil }
        }
        let begin = clock.now
        let outcome = try records.isEmpty ? .committed(anomalies: []) : store.commit(records)
        lastCommitDuration = clock.now - begin
        switch outcome {
        case .committed(let anomalies):
            for anomaly in anomalies { logger.error("anomaly: \(anomaly.detail)") }
            if isDiskFull, !records.isEmpty { logDisk(isFull: false) }
            handle(.committed)
            let acknowledgements = effects
            effects.removeAll(keepingCapacity: true)
            try perform(batch)
            try perform(acknowledgements)
        case .full:
            if !isDiskFull { logDisk(isFull: true) }
            held = HeldBatch(effects: batch, retryAt: clock.now + HeldBatch.retryInterval)
            handle(.storeFull)
            try sendWhileFull()
        }
    }

    /// Says once when the disk is full, and once when it is not any more; tries come each second.
    private func logDisk(isFull: Bool) {
        isDiskFull = isFull
        if isFull {
            logger.error("the disk is full: workers keep their results until there is room")
        } else {
            logger.notice("the disk has room again")
        }
    }

    /// While records are held back the machine emits none; its messages acknowledge nothing new.
    private func sendWhileFull() throws {
        let batch = effects
        effects.removeAll(keepingCapacity: true)
        try perform(batch)
    }

    private func perform(_ batch: [CoordinatorEffect]) throws {
        for effect in batch {
            switch effect {
            case .persist, .finish: continue
            case .send(let peer, let envelope): try send(envelope, to: peer)
            case .sendPart(let peer, let session, let name, let offset):
                try sendPart(of: name, offset: offset, to: peer, session)
            case .notice(let notice):
                if case .violation(let peer, _) = notice { listener.gate.recordViolation(of: peer) }
                logger.log(notice)
            }
        }
    }

    private func send(_ envelope: CoordinatorEnvelope, to peer: PeerID) throws {
        if envelope.message == .unknownSession, !listener.gate.mayAnswerStranger(peer) { return }
        switch try listener.send(envelope.encoded(), to: peer) {
        case .sent:
            if case .part(let part) = envelope.message { listener.gate.recordPart(part, to: peer) }
        case .wouldBlock: return  // What matters is sent again when the worker asks.
        case .unreachable: handle(.unreachable(peer))
        }
    }

    private func sendPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        _ session: SessionID
    ) throws {
        let message: CoordinatorMessage
        if listener.gate.admitsPart(of: name, offset: offset, to: peer, in: session) {
            let part = try part(of: name, offset: offset)?.shortened(using: &entropy)
            message = part.map { .part($0) } ?? .missing(name)
        } else {
            // Who reads after all says HELLO, and goes on in the session of the WELCOME.
            message = .unknownSession
        }
        try send(
            CoordinatorEnvelope(session: session, acknowledged: .none, message: message),
            to: peer
        )
    }

    private func part(of name: BlobName, offset: Int) throws -> BlobPart? {
        switch name {
        case .dataset: dataset.part(of: name, offset: offset)
        case .checkpoint, .parameters: try store.part(of: name, offset: offset)
        }
    }
}

@available(*, unavailable, message: "a coordinator's loop stays on the thread that runs it")
extension CoordinatorLoop: Sendable {}
