internal import Digest
internal import OrderedCollections
public import SweepModel
internal import TrainingModel

/// A worker's decisions: when to connect, what to train next, what to send and to keep.
///
/// | connection | event | then |
/// |---|---|---|
/// | backing off | the pause is over | connecting |
/// | connecting | the socket can send | greeting: HELLO is sent |
/// | connecting, greeting | no WELCOME in time, or refused | backing off |
/// | greeting | WELCOME | joined: all that is unacknowledged is sent again |
/// | joined | UNKNOWN SESSION of its session | greeting |
/// | joined | three silent heartbeats | backing off |
/// | any | GOODBYE, REJECT, orphaned for too long, stopped or drained and empty | left |
///
/// Training never waits for the connection; what it produces is kept until it is acknowledged, and
/// training waits only when too much is kept.
public struct WorkerMachine: Sendable {
    let configuration: WorkerConfiguration
    var random: SplitMix64
    var backOff: BackOff

    var connection = Connection.idle
    var session = SessionID.none
    var lastSession = SessionID.none
    var terms: Welcome?
    var greeted: [AttemptID] = []
    var lastSeen: Instant
    var lastHeard: Instant
    var hasEverJoined = false
    var lastRefusal: String?
    var nextHeartbeat: Instant
    var acknowledgementDeadline: Instant
    var storeFullUntil: Instant?

    var attempts: OrderedDictionary<AttemptID, HeldAttempt> = [:]
    var datasets: OrderedSet<Digest> = []
    var download: BlobDownload?
    var outbox: Outbox

    /// Whether slots must wait before they report more: too much is unacknowledged.
    public internal(set) var isHolding = false

    var stopDeadline: Instant?
    var isDraining = false
    var timeLimitEnd: Instant?
    var longestTraining = Duration.zero
    var effects: [WorkerEffect] = []

    /// Where the connection stands.
    enum Connection: Hashable, Sendable {
        case idle
        case backingOff(until: Instant)
        case connecting(until: Instant)
        case greeting(until: Instant)
        case joined
        case left

        /// Whether a socket is open that has not led to a session yet.
        var isPending: Bool {
            switch self {
            case .connecting, .greeting: true
            case .idle, .backingOff, .joined, .left: false
            }
        }
    }

    /// Makes a worker that has not started.
    public init(_ configuration: WorkerConfiguration, at now: Instant) {
        self.configuration = configuration
        random = SplitMix64(seed: configuration.seed)
        backOff = BackOff(
            shortest: configuration.shortestBackOff,
            longest: configuration.longestBackOff
        )
        outbox = Outbox(configuration)
        timeLimitEnd = configuration.timeLimit.map { now + $0 - configuration.timeReserve(of: $0) }
        lastSeen = now
        lastHeard = now
        nextHeartbeat = now
        acknowledgementDeadline = now
    }

    /// Whether it has opened a socket and waits for its first connection.
    package var isWaitingForConnection: Bool {
        if case .connecting = connection { true } else { false }
    }

    /// Whether the worker has left.
    public var hasLeft: Bool { connection == .left }

    /// How many durable messages are kept until they are acknowledged.
    package var keptCount: Int { outbox.count }

    /// How many attempts are in hand, until their results are acknowledged.
    package var heldCount: Int { attempts.count }

    /// How many attempts were taken in hand so far.
    package internal(set) var acceptedCount = 0

    /// Handles one event at time `now`.
    ///
    /// - Returns: What the shell must do, in order.
    public mutating func handle(_ input: WorkerInput, at now: Instant) -> [WorkerEffect] {
        guard !hasLeft else { return [] }
        absorbPause(until: now)
        switch input {
        case .start: if connection == .idle { connect(at: now) }
        case .connected: greetAnew(at: now)
        case .connectionRefused(let reason): fail(reason, isRefusal: true, at: now)
        // Behind a tunnel, a coordinator that has left looks like a wrong one.
        case .handshakeFailed(let reason): fail(reason, isRefusal: !hasEverJoined, at: now)
        case .message(let envelope): receive(envelope, at: now)
        case .datasetAccepted(let digest): keep(digest, at: now)
        case .datasetRefused(let digest, let reason): refuse(digest, reason: reason)
        case .report(let report): take(report, at: now)
        case .stop: stop(at: now)
        case .tick: break
        }
        guard !hasLeft else { return takeEffects() }
        checkDeadlines(at: now)
        guard !hasLeft else { return takeEffects() }
        watchTimeLimit(at: now)
        startTraining(at: now)
        fetchMissing(at: now)
        flushOutbox(at: now)
        leaveIfStopped(at: now)
        return takeEffects()
    }

    private mutating func takeEffects() -> [WorkerEffect] {
        // Whoever is told holds the buffer, so that keeping it would mean to copy it.
        defer { effects = [] }
        return effects
    }

    mutating func send(_ message: WorkerMessage, _ sequence: SequenceNumber = .none) {
        effects.append(
            .send(WorkerEnvelope(session: session, sequence: sequence, message: message))
        )
    }

    mutating func leave(_ exit: WorkerExit) {
        for attempt in attempts.values where attempt.state == .training {
            effects.append(.stopTraining(attempt.id))
        }
        connection = .left
        effects.append(.disconnect)
        effects.append(.exit(exit))
    }
}

/// An attempt that a worker has in hand.
///
/// | state | event | then |
/// |---|---|---|
/// | waiting | its dataset and checkpoint are here, and a slot is free | training |
/// | training | its slot has finished | finished |
/// | finished | all its messages are acknowledged | gone |
/// | any | CANCEL, or listed in a heartbeat's answer | gone |
struct HeldAttempt: Hashable, Sendable {
    let assignment: Assignment
    var state = InventoryLine.State.waiting

    /// Epochs behind it.
    var epoch: Int

    /// When its training began here.
    var beginning: Instant?

    /// The state to go on from, once it is here.
    var checkpoint: [UInt8]?

    init(_ assignment: Assignment) {
        self.assignment = assignment
        epoch = assignment.checkpoint?.epoch ?? 0
    }

    var id: AttemptID { assignment.attempt }

    /// The checkpoint that must be fetched before training, or `nil`.
    var missingCheckpoint: CheckpointReference? {
        checkpoint == nil ? assignment.checkpoint : nil
    }
}
