internal import DequeModule
internal import Digest
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
