internal import DequeModule
public import Digest
public import SweepModel
internal import SweepWire

/// Drives a ``WorkerMachine`` without I/O: connections, slots, spool and stop.
///
/// The shell asks for the step that is due, does it, and tells what came of it; see ``WorkerStep``.
///
/// Rules:
/// 1. An attempt is trained in a slot that has none.
/// 2. While too much is unacknowledged, what slots report goes to the spool, and once the spool is
///    full, the slots wait. All reports reach the machine in the order in which they were made.
/// 3. A second request to stop ends the process at its next step.
public struct WorkerDriver: Sendable {
    /// How often the machine sees the time pass.
    public static let tickInterval = Duration.milliseconds(100)

    private var machine: WorkerMachine
    private var steps: Deque<WorkerStep> = []

    /// The attempt of each slot that was neither finished nor stopped.
    private var slots: [AttemptID?]

    private var spooledCount = 0
    private var areSlotsHeld = false
    private var isStopping = false
    private var exit: WorkerExit?

    /// Makes a worker that begins to connect.
    ///
    /// - Parameters:
    ///   - configuration: What the worker is told at its start.
    ///   - now: The time.
    public init(_ configuration: WorkerConfiguration, at now: Instant) {
        machine = WorkerMachine(configuration, at: now)
        slots = [AttemptID?](repeating: nil, count: configuration.slots)
        feed(.start, at: now)
    }

    /// How many durable messages are kept until they are acknowledged.
    package var keptCount: Int { machine.keptCount }

    /// How many attempts are in hand, until their results are acknowledged.
    package var heldCount: Int { machine.heldCount }

    /// How many attempts were taken in hand so far.
    package var acceptedCount: Int { machine.acceptedCount }

    /// Takes an event that has happened at time `now`.
    public mutating func handle(_ event: WorkerEvent, at now: Instant) {
        switch event {
        case .connected: feed(.connected, at: now)
        case .connectionRefused(let reason): feed(.connectionRefused(reason: reason), at: now)
        case .handshakeFailed(let reason): feed(.handshakeFailed(reason: reason), at: now)
        case .frame(let frame): receive(frame, at: now)
        case .datasetAccepted(let digest): feed(.datasetAccepted(digest), at: now)
        case .datasetRefused(let digest, let reason):
            feed(.datasetRefused(digest, reason: reason), at: now)
        case .reported(let report): take(report, at: now)
        case .spooled(let isFull): if isFull { holdSlots() }
        case .unspooled(let report):
            precondition(spooledCount > 0, "nothing was spooled, but \(report.id) came back")
            spooledCount -= 1
            handOver(report, at: now)
        case .stop: stop(at: now)
        case .tick: feed(.tick, at: now)
        }
    }

    /// What the shell has to do now.
    public mutating func next() -> WorkerStep {
        if let step = steps.popFirst() { return step }
        if let exit { return .exit(exit) }
        guard !machine.isHolding else { return .wait }
        if spooledCount > 0 { return .unspool }
        guard areSlotsHeld else { return .wait }
        areSlotsHeld = false
        return .releaseSlots
    }

    private mutating func receive(_ frame: [UInt8], at now: Instant) {
        do throws(WireError) {
            feed(.message(try CoordinatorEnvelope(decoding: frame)), at: now)
        } catch {
            steps.append(.notice(.unreadable("\(error)")))
        }
    }

    // MARK: Reports

    private mutating func take(_ report: SlotReport, at now: Instant) {
        guard machine.isHolding || spooledCount > 0 else { return handOver(report, at: now) }
        spooledCount += 1
        steps.append(.spool(report))
    }

    private mutating func handOver(_ report: SlotReport, at now: Instant) {
        if report.isLast { free(report.id) }
        feed(.report(report), at: now)
    }

    private mutating func holdSlots() {
        guard !areSlotsHeld else { return }
        areSlotsHeld = true
        steps.append(.holdSlots)
    }

    private mutating func free(_ id: AttemptID) {
        for slot in slots.indices where slots[slot] == id { slots[slot] = nil }
    }

    // MARK: The machine

    private mutating func feed(_ input: WorkerInput, at now: Instant) {
        for effect in machine.handle(input, at: now) { take(effect) }
    }

    private mutating func take(_ effect: WorkerEffect) {
        switch effect {
        case .connect: steps.append(.connect)
        case .disconnect: steps.append(.disconnect)
        case .send(let envelope): steps.append(.send(envelope))
        case .checkDataset(let digest, let bytes): steps.append(.checkDataset(digest, bytes))
        case .train(let assignment, let checkpoint, let interval):
            guard let slot = slots.firstIndex(of: nil) else {
                preconditionFailure("\(assignment.attempt) is to be trained, but no slot is free")
            }
            slots[slot] = assignment.attempt
            steps.append(
                .train(assignment, checkpoint: checkpoint, saveEvery: interval, slot: slot)
            )
        case .stopTraining(let id):
            for slot in slots.indices where slots[slot] == id {
                steps.append(.stopTraining(id, slot: slot))
            }
            free(id)
        case .holdTraining: steps.append(.notice(.spooling))
        case .continueTraining: return  // What was spooled is handed over in the same turn.
        case .notice(let notice): steps.append(.notice(notice))
        case .exit(let reason): exit = reason
        }
    }

    private mutating func stop(at now: Instant) {
        guard !isStopping else {
            steps.removeAll()
            exit = .stopped
            return
        }
        isStopping = true
        steps.append(.notice(.stopping))
        feed(.stop, at: now)
    }
}

/// What a shell tells a ``WorkerDriver``.
public enum WorkerEvent: Hashable, Sendable {
    /// The socket that was opened last has a connection, its first or a new one.
    case connected

    /// The coordinator does not let the worker's key in.
    case connectionRefused(reason: String)

    /// Somebody answers, but not as the coordinator of the worker's keys does.
    case handshakeFailed(reason: String)

    /// A message of one frame has arrived.
    case frame([UInt8])

    /// The dataset that was handed over for a check has the right digest and makes sense.
    case datasetAccepted(Digest)

    /// The dataset that was handed over is not what was asked for.
    case datasetRefused(Digest, reason: String)

    /// A slot reports.
    case reported(SlotReport)

    /// A report was spooled; `isFull` says whether the slots have to wait now.
    case spooled(isFull: Bool)

    /// The oldest report was taken from the spool.
    case unspooled(SlotReport)

    /// The worker shall leave; a second time ends it at once.
    case stop

    /// Time has passed.
    case tick
}

/// What a ``WorkerDriver`` wants its shell to do next.
public enum WorkerStep: Hashable, Sendable {
    /// Wait for events, at most ``WorkerDriver/tickInterval``, and tell them and a tick.
    case wait

    /// Close the socket if there is one, and open a new one.
    case connect

    /// Close the socket.
    case disconnect

    /// Send a message, or drop it if the socket cannot send now.
    case send(WorkerEnvelope)

    /// Check and keep the bytes of a dataset, then tell whether it is accepted.
    case checkDataset(Digest, [UInt8])

    /// Train an attempt in a slot, from the given state if there is one.
    case train(Assignment, checkpoint: [UInt8]?, saveEvery: Duration, slot: Int)

    /// Stop training an attempt; what its slot still reports of it is ignored.
    case stopTraining(AttemptID, slot: Int)

    /// Append a report to the spool, then tell whether that is full.
    case spool(SlotReport)

    /// Take the oldest report from the spool and tell it.
    case unspool

    /// Let all slots wait after their current epoch.
    case holdSlots

    /// Let the slots go on.
    case releaseSlots

    /// Tell the user.
    case notice(WorkerNotice)

    /// Leave.
    case exit(WorkerExit)
}
