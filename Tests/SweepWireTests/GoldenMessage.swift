internal import Digest
internal import SweepModel
internal import SweepWire
internal import Testing
internal import TrainingModel

/// A message whose frame lies in `protocols/golden` and is decoded for ever.
struct GoldenMessage: Sendable, CustomTestStringConvertible {
    /// The name of its files.
    let name: String

    /// The envelope.
    let envelope: GoldenEnvelope

    /// The name, as the test's argument.
    var testDescription: String { name }

    private static func worker(
        _ name: String,
        sequence: UInt64 = 0,
        session: SessionID = SessionID(0x0123_4567_89AB_CDEF),
        _ message: WorkerMessage
    ) -> GoldenMessage {
        let envelope = WorkerEnvelope(
            session: session,
            sequence: SequenceNumber(sequence),
            message: message
        )
        return GoldenMessage(name: "worker-\(name)", envelope: .worker(envelope))
    }

    private static func coordinator(
        _ name: String,
        session: SessionID = SessionID(0x0123_4567_89AB_CDEF),
        acknowledged: UInt64 = 3,
        _ message: CoordinatorMessage
    ) -> GoldenMessage {
        let envelope = CoordinatorEnvelope(
            session: session,
            acknowledged: SequenceNumber(acknowledged),
            message: message
        )
        return GoldenMessage(name: "coordinator-\(name)", envelope: .coordinator(envelope))
    }

    private static let first = AttemptID(pack: PackID(7), number: AttemptNumber(1))
    private static let second = AttemptID(pack: PackID(7), number: AttemptNumber(2))

    private static func welcome(build: String) -> Welcome {
        Welcome(
            version: 2,
            incarnation: Incarnation(2),
            build: build,
            heartbeatInterval: .seconds(1),
            lease: .seconds(5),
            checkpointInterval: .seconds(30),
            verdicts: [.keep, .stop]
        )
    }

    private static func digest(from first: UInt8) -> Digest {
        guard let digest = Digest(bytes: Array(first..<first + UInt8(Digest.byteCount))) else {
            preconditionFailure("a digest has \(Digest.byteCount) bytes")
        }
        return digest
    }

    /// One message for each body that a worker sends.
    static let ofWorker: [GoldenMessage] = [
        worker(
            "hello",
            session: .none,
            .hello(
                Hello(
                    versions: 2...2,
                    worker: WorkerID(0xFEDC_BA98_7654_3210),
                    label: "host/4711",
                    build: "1.0.0",
                    core: "1",
                    canary: digest(from: 0),
                    slots: 2,
                    prefetch: 1,
                    inventory: [
                        InventoryLine(attempt: second, state: .training, epoch: 40),
                        InventoryLine(attempt: first, state: .finished, epoch: 100),
                    ]
                )
            )
        ),
        worker(
            "heartbeat",
            .heartbeat([InventoryLine(attempt: second, state: .waiting, epoch: 0)])
        ),
        worker(
            "metrics",
            sequence: 1,
            .metrics(
                second,
                EpochBlock(
                    metrics: Metric.standard,
                    firstEpoch: 40,
                    epochCount: 2,
                    runCount: 2,
                    values: [
                        0.5, 0.25, 0.75, 0.5, 1, 0.5, 0.625, 0.75,
                        2, .nan, 4, .nan, .infinity, .nan, 0.375, .nan,
                    ]
                )
            )
        ),
        worker(
            "part",
            sequence: 2,
            .part(
                BlobPart(
                    name: .parameters(second),
                    offset: 4,
                    totalBytes: 12,
                    bytes: [0, 0, 128, 63, 0, 0, 0, 64]
                )
            )
        ),
        worker(
            "result",
            sequence: 3,
            .result(second, [.finished, .diverged(epoch: 41), .failed(reason: "out of memory")])
        ),
        worker("refused", sequence: 4, .refused(second, reason: "the dataset is missing")),
        worker("released", sequence: 5, .released([first, second])),
        worker("fetch", .fetch(.dataset(digest(from: 32)), offset: 524_288)),
        worker("bye", .bye),
    ]

    /// One message for each body that a coordinator sends.
    static let ofCoordinator: [GoldenMessage] = [
        coordinator("welcome", acknowledged: 0, .welcome(welcome(build: ""))),
        coordinator("welcome-with-build", acknowledged: 0, .welcome(welcome(build: "0.1.0"))),
        coordinator(
            "rejected",
            session: .none,
            acknowledged: 0,
            .rejected(
                Rejection(code: .version, detail: "the coordinator speaks 2...2, the worker 1...1")
            )
        ),
        coordinator("heartbeat-acknowledged", .heartbeatAcknowledged(stop: [first])),
        coordinator("assign", .assign(assignment)),
        coordinator("assign-fold", .assign(foldAssignment)),
        coordinator("assign-best", .assign(assignment(.best))),
        coordinator(
            "assign-stop",
            .assign(assignment(.stop(EarlyStopping(patience: 20, minimumDelta: 0.001))))
        ),
        coordinator("assign-words", .assign(wordsAssignment)),
        coordinator("acknowledge", .acknowledge),
        coordinator("cancel", .cancel([first, second])),
        coordinator(
            "part",
            .part(
                BlobPart(
                    name: .checkpoint(first, epoch: 40),
                    offset: 0,
                    totalBytes: 5,
                    bytes: [1, 2, 3, 4, 5]
                )
            )
        ),
        coordinator("missing", .missing(.dataset(digest(from: 32)))),
        coordinator("busy", .busy),
        coordinator("ready", .ready),
        coordinator("drain", .drain),
        coordinator("unknown-session", session: .none, acknowledged: 0, .unknownSession),
        coordinator("goodbye", .goodbye),
    ]

    /// Every golden message.
    static let all = ofWorker + ofCoordinator

    private static let foldAssignment = Assignment(
        attempt: first,
        dataset: digest(from: 32),
        fold: 4,
        training: TrainingConfiguration(PackShape(.standard), epochs: 100, shuffle: true),
        runs: [RunConfiguration(.standard, seed: 1)],
        checkpoint: nil
    )

    private static func assignment(_ choice: EpochChoice) -> Assignment {
        Assignment(
            attempt: first,
            dataset: digest(from: 32),
            training: TrainingConfiguration(
                PackShape(.standard),
                epochs: 100,
                shuffle: true,
                metrics: Metric.standard + Metric.heldOut,
                choice: choice
            ),
            runs: [RunConfiguration(.standard, seed: 1)],
            checkpoint: nil
        )
    }

    private static let wordsAssignment: Assignment = {
        var setting = Setting.standard(with: .adam)
        setting.activation = .gelu
        setting.classWeight = .balanced
        setting.clipNorm = 1
        var other = setting
        other.schedule = Schedule(
            .cosine(to: 0.1, over: 50),
            warmup: Schedule.Warmup(epochs: 5, start: 0.25)
        )
        other.initialization = .kaimingUniform
        other.dropout = 0.5
        return Assignment(
            attempt: first,
            dataset: digest(from: 32),
            training: TrainingConfiguration(PackShape(setting), epochs: 100, shuffle: true),
            runs: [RunConfiguration(setting, seed: 1), RunConfiguration(other, seed: 1)],
            checkpoint: nil
        )
    }()

    private static let assignment = Assignment(
        attempt: second,
        dataset: digest(from: 32),
        training: TrainingConfiguration(PackShape(.standard), epochs: 100, shuffle: true),
        runs: [
            RunConfiguration(
                Setting(momentum: 0.9, nesterov: true, weightDecay: 0.0001),
                seed: 1
            ),
            RunConfiguration(Setting(dampening: 0.5), seed: .max, generatorOffset: 703),
        ],
        checkpoint: CheckpointReference(attempt: first, epoch: 40, totalBytes: 5)
    )
}

/// An envelope of either side.
enum GoldenEnvelope: Hashable, Sendable {
    /// From a worker.
    case worker(WorkerEnvelope)

    /// From a coordinator.
    case coordinator(CoordinatorEnvelope)

    /// The frame to send.
    var frame: [UInt8] {
        switch self {
        case .worker(let envelope): envelope.encoded()
        case .coordinator(let envelope): envelope.encoded()
        }
    }

    /// What the receiver of this kind of envelope makes of `frame`.
    func decoded(from frame: [UInt8]) throws(WireError) -> GoldenEnvelope {
        switch self {
        case .worker: .worker(try WorkerEnvelope(decoding: frame))
        case .coordinator: .coordinator(try CoordinatorEnvelope(decoding: frame))
        }
    }

    /// What the other side, which sent it, makes of `frame`.
    func misdirected(_ frame: [UInt8]) throws(WireError) -> GoldenEnvelope {
        switch self {
        case .worker: .coordinator(try CoordinatorEnvelope(decoding: frame))
        case .coordinator: .worker(try WorkerEnvelope(decoding: frame))
        }
    }
}
