internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Feeds a worker and keeps its effects until a test has looked at them.
struct WorkerRecorder: FakeClock {
    private(set) var machine: WorkerMachine
    private(set) var effects: [WorkerEffect] = []
    var now = Instant.zero
    var session = SessionID(77)

    init(_ configure: (inout WorkerConfiguration) -> Void = { _ in }) {
        var configuration = WorkerConfiguration.forTests
        configure(&configuration)
        machine = WorkerMachine(configuration, at: now)
    }

    /// Handles one input, keeping its effects.
    mutating func feed(_ input: WorkerInput) { effects += machine.handle(input, at: now) }

    mutating func tick() { feed(.tick) }

    /// The effects since the last look.
    mutating func take() -> [WorkerEffect] {
        defer { effects = [] }
        return effects
    }

    mutating func expectNoEffects(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(take() == [], sourceLocation: sourceLocation)
    }

    /// The envelopes sent since the last look; everything else is forgotten.
    mutating func sent() -> [WorkerEnvelope] {
        take().compactMap { if case .send(let envelope) = $0 { envelope } else { nil } }
    }

    /// The numbers of the durable messages sent since the last look.
    mutating func sequences() -> [UInt64] {
        sent().filter(\.message.isDurable).map(\.sequence.rawValue)
    }

    /// The attempts that slots were told to train since the last look.
    mutating func trained() -> [AttemptID] {
        take().compactMap { effect in
            if case .train(let assignment, _, _) = effect { assignment.attempt } else { nil }
        }
    }

    /// Lets the coordinator say something in the current session.
    mutating func hear(_ message: CoordinatorMessage, acknowledged: UInt64 = 0) {
        feed(
            .message(
                CoordinatorEnvelope(
                    session: session,
                    acknowledged: SequenceNumber(acknowledged),
                    message: message
                )
            )
        )
    }

    /// Connects, says HELLO and hears WELCOME.
    mutating func join(verdicts: [InventoryVerdict] = []) {
        feed(machine.isWaitingForConnection ? .tick : .start)
        feed(.connected)
        hear(.welcome(.terms(verdicts)))
    }

    /// Lets the connection break, and says HELLO on the next one.
    mutating func greetAgain() {
        while !machine.isWaitingForConnection { wait(.milliseconds(250)) }
        feed(.connected)
        session = SessionID(session.rawValue + 1)
    }

    /// Gets the dataset that all assignments need.
    mutating func fetchDataset() {
        let bytes = [UInt8](repeating: 3, count: 10)
        hear(
            .part(BlobPart(name: .dataset(.of(2)), offset: 0, totalBytes: 10, bytes: bytes))
        )
        feed(.datasetAccepted(.of(2)))
    }

    /// A joined worker that trains these attempts.
    static func training(
        _ attempts: AttemptID...,
        configure: (inout WorkerConfiguration) -> Void = { _ in }
    ) -> WorkerRecorder {
        var recorder = WorkerRecorder(configure)
        recorder.join()
        for attempt in attempts { recorder.hear(.assign(.of(attempt))) }
        recorder.fetchDataset()
        _ = recorder.take()
        return recorder
    }

    /// Lets a slot finish one epoch of `attempt`.
    mutating func train(_ attempt: AttemptID, epoch: Int) {
        feed(.report(.trained(attempt, .block(epoch..<epoch + 1, runs: 1))))
    }
}

extension Welcome {
    /// Second-long heartbeats.
    static func terms(
        _ verdicts: [InventoryVerdict] = [],
        build: String = "1.0"
    ) -> Welcome {
        Welcome(
            version: 1,
            incarnation: Incarnation(1),
            build: build,
            heartbeatInterval: .seconds(1),
            lease: .seconds(5),
            checkpointInterval: .seconds(30),
            verdicts: verdicts
        )
    }
}

extension Assignment {
    /// One run of four epochs.
    static func of(_ attempt: AttemptID, from checkpoint: CheckpointReference? = nil) -> Assignment
    {
        Assignment(
            attempt: attempt,
            dataset: .of(2),
            training: TrainingConfiguration(
                PackShape(Setting(layers: [1, 1])),
                epochs: 4,
                shuffle: false
            ),
            runs: [RunConfiguration(Setting(layers: [1, 1]), seed: 1)],
            checkpoint: checkpoint
        )
    }
}
