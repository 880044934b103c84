public import HostSystem
public import Logging
public import SweepCoordination
public import SweepModel
internal import TrainingModel

/// Runs a ``SweepCoordination/CoordinatorDriver`` over a link and a store.
///
/// It decides nothing: it reports events to the driver and does each step of the driver.
/// Everything happens on the thread that calls ``run(onTurn:)``.
public final class CoordinatorLoop {
    /// How long the workers may take to leave at the end.
    private static let departureLimit = Duration.seconds(1)

    private let dataset: SharedBlob
    private let store: any SweepStorage
    private let link: any CoordinatorLink
    private let signals: any SignalSource
    private var notices: NoticeLog
    private let now: () -> Instant
    private var driver: CoordinatorDriver
    private var lastSignal: ProcessSignal?

    /// The peers that were told to leave and are still connected, with what they were told.
    private var dismissed: [PeerID: CoordinatorEnvelope] = [:]

    /// How far the sweep is.
    public var progress: SweepProgress { driver.progress }

    /// Goes on with what the store holds.
    ///
    /// - Parameters:
    ///   - plan: What to train.
    ///   - dataset: The encoded dataset.
    ///   - configuration: The terms for workers.
    ///   - store: The open store; the loop is its only user.
    ///   - link: The way to the workers.
    ///   - signals: What asks for a stop, watched since before any thread was started.
    ///   - logger: Where notices go.
    ///   - now: The clock.
    /// - Throws: The store's error when it cannot be read.
    public init(
        plan: SweepPlan,
        dataset: SharedBlob,
        configuration: CoordinatorConfiguration,
        store: any SweepStorage,
        link: any CoordinatorLink,
        signals: any SignalSource,
        logger: Logger,
        now: @escaping () -> Instant
    ) throws {
        self.dataset = dataset
        self.store = store
        self.link = link
        self.signals = signals
        notices = NoticeLog(logger)
        self.now = now
        driver = CoordinatorDriver(
            plan: plan,
            recovered: try store.recover(for: plan.spec.choice),
            configuration: configuration,
            at: now()
        )
    }

    /// Works until the sweep is over or a signal stops it.
    ///
    /// - Parameter onTurn: Called before each wait with the progress, for a bar; it must not block.
    /// - Returns: How the sweep ended.
    /// - Throws: The store's or the link's error when they fail; then nothing more was
    ///   acknowledged, and a restart goes on from what is stored.
    public func run(onTurn: (SweepProgress) throws -> Void) throws -> CoordinatorFinish {
        while true {
            switch try performSteps() {
            case .read(let deadline):
                try onTurn(driver.progress)
                try read(until: deadline)
            case .end(let end):
                try onTurn(driver.progress)
                try awaitDepartures()
                notices.logOmissions()
                return finish(end)
            }
        }
    }

    private func finish(_ end: CoordinatorStep.End) -> CoordinatorFinish {
        switch end {
        case .completed(let state): .completed(state)
        case .stopped: .interrupted(lastSignal ?? .terminate)
        }
    }

    /// Why the loop does not go on by itself.
    private enum Pause {
        case read(until: Instant)
        case end(CoordinatorStep.End)
    }

    private func performSteps() throws -> Pause {
        var time = now()
        while true {
            switch driver.next(at: time) {
            case .read(let deadline): return .read(until: deadline)
            case .end(let end): return .end(end)
            case .store(let records):
                let outcome = try store.commit(records)
                time = now()
                driver.handle(.stored(outcome), at: time)
                obeySignals()
            case .send(let peer, let envelope): try send(envelope, to: peer)
            case .sendPart(let peer, let session, let name, let offset):
                try sendPart(of: name, offset: offset, to: peer, session)
            case .notice(let notice):
                if case .violation(let peer, _) = notice { link.recordViolation(of: peer) }
                notices.log(notice, at: now())
            }
        }
    }

    /// Waits until the workers that were told to leave have closed their connections.
    ///
    /// What is on its way to a peer may be lost where the coordinator closes a connection first;
    /// the worker would look for it in vain. Who comes only now is told to leave, too.
    private func awaitDepartures() throws {
        let deadline = now() + Self.departureLimit
        while !dismissed.isEmpty, now() < deadline {
            try read(until: now() + .milliseconds(10))
            _ = try performSteps()
            for (peer, envelope) in dismissed where try !link.send(envelope, to: peer) {
                dismissed[peer] = nil
            }
        }
    }

    private func tell(_ event: CoordinatorEvent) { driver.handle(event, at: now()) }

    private func read(until deadline: Instant) throws {
        try link.wait(upTo: deadline - now(), alsoFor: [signals.descriptor])
        for peer in try link.serviceHandshakes() { tell(.revoked(peer)) }
        let hasReadAll = try readMessages()
        obeySignals()
        tell(.turnEnded(hasReadAll: hasReadAll))
    }

    /// Reads what is waiting, up to the limits of a turn.
    ///
    /// - Returns: Whether nothing is left.
    private func readMessages() throws -> Bool {
        var time = now()
        while driver.mayRead(at: time) {
            switch try link.receive() {
            case nil: return true
            case .frame(let peer, let frame): driver.handle(.frame(peer, frame), at: time)
            case .malformed(let peer, let detail):
                driver.handle(.malformed(peer, detail: detail), at: time)
            case .dropped: break
            }
            time = now()
        }
        return false
    }

    private func obeySignals() {
        for signal in signals.drain() {
            lastSignal = signal
            tell(.command(.stop))
        }
    }

    private func send(_ envelope: CoordinatorEnvelope, to peer: PeerID) throws {
        guard try link.send(envelope, to: peer) else { return tell(.unreachable(peer)) }
        if case .goodbye = envelope.message { dismissed[peer] = envelope }
    }

    private func sendPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        _ session: SessionID
    ) throws {
        let message: CoordinatorMessage
        if link.admitsPart(of: name, offset: offset, to: peer, in: session) {
            let part = try part(of: name, offset: offset).map { link.markedPart($0) }
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

/// How a coordinator ended.
public enum CoordinatorFinish: Hashable, Sendable {
    /// The sweep is done or cancelled.
    case completed(SweepState)

    /// A signal stopped it; the sweep can be resumed.
    case interrupted(ProcessSignal)
}

/// Bytes that are served in parts, which are made or read when they are asked for.
public struct SharedBlob: Sendable {
    /// The number of bytes.
    public let count: Int

    private let bytes: @Sendable (Range<Int>) -> [UInt8]

    /// Describes bytes.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - bytes: Gives those of a range within 0..<`count`, at once and always the same.
    public init(count: Int, bytes: @escaping @Sendable (Range<Int>) -> [UInt8]) {
        self.count = count
        self.bytes = bytes
    }

    /// Wraps bytes in memory.
    public init(_ bytes: [UInt8]) { self.init(count: bytes.count) { Array(bytes[$0]) } }

    /// The part of the blob `name` that starts at `offset`, or `nil` beyond the end.
    func part(of name: BlobName, offset: Int) -> BlobPart? {
        guard (0..<count).contains(offset) else { return nil }
        let end = min(offset + Limits.partSizeBytes, count)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: count,
            bytes: bytes(offset..<end)
        )
    }
}
