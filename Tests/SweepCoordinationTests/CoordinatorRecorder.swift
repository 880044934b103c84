internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Feeds a coordinator and keeps its effects until a test has looked at them.
///
/// After each input the machine's invariants must hold.
struct CoordinatorRecorder: FakeClock {
    private(set) var machine: CoordinatorMachine
    private(set) var effects: [CoordinatorEffect]
    var now: Instant
    private let location: SourceLocation

    init(
        plan: SweepPlan = .of(runs: 5),
        recovered: RecoveredSweep = .empty,
        at now: Instant = .zero,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ configure: (inout CoordinatorConfiguration) -> Void = { _ in }
    ) {
        var configuration = CoordinatorConfiguration.forTests
        configure(&configuration)
        (machine, effects) = CoordinatorMachine.start(
            plan: plan,
            recovered: recovered,
            configuration: configuration,
            at: now
        )
        self.now = now
        location = sourceLocation
        if recovered == .empty {
            let start = take()
            #expect(start == [.persist(.started(Incarnation(1)))], sourceLocation: location)
        }
    }

    /// Handles one input, keeping its effects.
    mutating func feed(_ input: CoordinatorInput) {
        effects += machine.handle(input, at: now)
        #expect(machine.brokenInvariants() == [], sourceLocation: location)
    }

    /// Handles one input of very many, without a look at the invariants.
    mutating func feedUnchecked(_ input: CoordinatorInput) {
        effects += machine.handle(input, at: now)
    }

    /// The effects since the last look.
    mutating func take() -> [CoordinatorEffect] {
        defer { effects = [] }
        return effects
    }

    /// The messages to `worker` since the last look; everything else is forgotten.
    mutating func messages(to worker: FakeWorker) -> [CoordinatorMessage] {
        take().compactMap { effect in
            guard case .send(worker.peer, let envelope) = effect else { return nil }
            return envelope.message
        }
    }

    /// The records since the last look; everything else is forgotten.
    mutating func records() -> [StoreRecord] {
        take().compactMap { if case .persist(let record) = $0 { record } else { nil } }
    }

    /// The attempts assigned since the last look; everything else is forgotten.
    mutating func assigned() -> [AttemptID] {
        take().compactMap { effect in
            guard case .send(_, let envelope) = effect,
                case .assign(let assignment) = envelope.message
            else { return nil }
            return assignment.attempt
        }
    }

    mutating func expectNoEffects(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(take() == [], sourceLocation: sourceLocation)
    }

    mutating func tick() { feed(.tick) }

    /// Lets time pass while `workers` send heartbeats that list what they hold.
    mutating func wait(_ duration: Duration, keepingAlive workers: [FakeWorker]) {
        wait(duration) { recorder in
            for worker in workers { recorder.send(.heartbeat(worker.inventory), from: worker) }
        }
    }

    /// Sends a message that needs no acknowledgement.
    mutating func send(_ message: WorkerMessage, from worker: FakeWorker) {
        feed(
            .message(
                worker.peer,
                WorkerEnvelope(session: worker.session, sequence: .none, message: message)
            )
        )
    }

    /// Sends the next durable message of `worker`.
    mutating func sendDurable(_ message: WorkerMessage, from worker: inout FakeWorker) {
        worker.sequence = worker.sequence.next
        feed(
            .message(
                worker.peer,
                WorkerEnvelope(
                    session: worker.session,
                    sequence: worker.sequence,
                    message: message
                )
            )
        )
    }

    /// Lets `worker` say HELLO and take over the session of WELCOME.
    ///
    /// - Returns: The verdicts about its inventory.
    @discardableResult
    mutating func join(_ worker: inout FakeWorker) throws -> [InventoryVerdict] {
        let earlier = take()
        send(.hello(worker.hello), from: worker)
        let answers = take()
        effects = earlier + answers
        for case .send(worker.peer, let envelope) in answers {
            guard case .welcome(let welcome) = envelope.message else { continue }
            worker.session = envelope.session
            worker.sequence = .none
            return welcome.verdicts
        }
        throw NoWelcome()
    }

    /// Lets a new worker join and take what is due.
    mutating func worker(
        _ number: UInt64,
        slots: Int = 1,
        prefetch: Int = 0
    ) throws -> FakeWorker {
        var worker = FakeWorker(number, slots: slots, prefetch: prefetch)
        try join(&worker)
        feed(.flush)
        return worker
    }

    /// Trains `attempt` to its end on `worker`.
    mutating func finish(_ attempt: AttemptID, on worker: inout FakeWorker, runs: Int) {
        sendDurable(.metrics(attempt, .block(0..<4, runs: runs)), from: &worker)
        sendDurable(.part(.parameters(of: attempt, runs: runs)), from: &worker)
        let outcomes = [RunOutcome](repeating: .finished, count: runs)
        sendDurable(.result(attempt, outcomes), from: &worker)
    }

    private struct NoWelcome: Error {}
}
