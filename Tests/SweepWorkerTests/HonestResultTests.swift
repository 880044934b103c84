internal import Digest
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import Testing
internal import TrainingModel

/// Whatever the trainer comes to, the coordinator takes it, also where numbers leave their range.
struct HonestResultTests {
    /// Settings that end well, badly, and at the edge of what Float holds.
    private static let axes = SweepAxes([
        .learningRate: [1e-30, 0.1, 3, 50, 1e4, 1e6],
        .momentum: [0, 0.99],
        .weightDecay: [0, 0.01, 1, 1e6],
        .labelSmoothing: [0, 0.1, 1],
        .layers: [[2, 3], [2, 8, 8, 3]],
        .batch: [4, 1_000],
    ])

    private static let spiral = SpiralSource(classes: 3, points: 5)

    @Test(arguments: [false, true], [SplitRule.none, .folds(count: 2, SplitDraw())])
    func `no result of a training is taken for a lie`(shuffle: Bool, split: SplitRule) throws {
        let table = try SampleTable.spiral(
            classes: 3,
            points: 5,
            noise: Self.spiral.noise,
            seed: 1,
            split: split
        )
        let plan = SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(Self.spiral),
                split: split,
                epochs: 12,
                shuffle: shuffle,
                metrics: [.parameterNorm],
                axes: Self.axes,
                seeds: .paired(SeedList(0..<2))
            )
        )
        var coordinator = try Conversation(plan: plan)
        while let assignment = try coordinator.nextAssignment() {
            try coordinator.finish(assignment, on: table)
        }
        let progress = coordinator.machine.progress
        #expect(progress.violations == 0)
        #expect(progress.runs.finished + progress.runs.diverged == plan.runCount)
        #expect(progress.runs.diverged > 50)
        #expect(progress.runs.finished > 50)
    }

    /// One worker's conversation with a coordinator's machine.
    private struct Conversation {
        private static let peer = PeerID([1])

        var machine: CoordinatorMachine
        private var session = SessionID.none
        private var sequence = SequenceNumber.none
        private var assignments: [Assignment] = []

        init(plan: SweepPlan) throws {
            let canary = Digest(sha256: [1])
            (machine, _) = CoordinatorMachine.start(
                plan: plan,
                recovered: .empty,
                configuration: CoordinatorConfiguration(
                    build: "1",
                    core: "core",
                    canary: canary,
                    dataset: canary,
                    datasetBytes: 1,
                    seed: 1
                ),
                at: .zero
            )
            let hello = Hello(
                versions: Limits.protocolVersions,
                worker: WorkerID(1),
                label: "honest",
                build: "1",
                core: "core",
                canary: canary,
                slots: 1,
                prefetch: 0,
                inventory: []
            )
            try tell(.hello(hello))
        }

        mutating func nextAssignment() throws -> Assignment? {
            try note(machine.handle(.flush, at: .zero))
            return assignments.isEmpty ? nil : assignments.removeFirst()
        }

        /// Trains an attempt as a worker does, and says what came of it.
        mutating func finish(_ assignment: Assignment, on table: SampleTable) throws {
            let training = assignment.training
            let fold = assignment.fold
            let trainer = try InstructionSetName.best.makePackTrainer(
                dataset: try #require(table.dataset(.training, fold: fold)),
                validation: table.dataset(.validation, fold: fold),
                configuration: training,
                runs: assignment.runs
            )
            while trainer.epoch < training.epochs, trainer.outcomes.contains(.finished) {
                let epoch = trainer.epoch
                let nothing = [Float](repeating: .nan, count: training.metrics.count)
                let block = EpochBlock(
                    metrics: training.metrics,
                    firstEpoch: epoch,
                    epochCount: 1,
                    runCount: assignment.runs.count,
                    values: trainer.trainEpoch().flatMap { $0 ?? nothing }
                )
                try tell(.metrics(assignment.attempt, block))
            }
            let bytes = assignment.runs.indices.flatMap {
                LittleEndian.bytes(of: trainer.parameters(ofLane: $0))
            }
            let part = BlobPart(
                name: .parameters(assignment.attempt),
                offset: 0,
                totalBytes: bytes.count,
                bytes: bytes
            )
            try tell(.part(part))
            try tell(.result(assignment.attempt, trainer.outcomes))
        }

        private mutating func tell(_ message: WorkerMessage) throws {
            if message.isDurable { sequence = sequence.next }
            let envelope = WorkerEnvelope(
                session: session,
                sequence: message.isDurable ? sequence : .none,
                message: message
            )
            try note(machine.handle(.message(Self.peer, envelope), at: .zero))
        }

        private mutating func note(_ effects: [CoordinatorEffect]) throws {
            for effect in effects {
                switch effect {
                case .send(_, let envelope):
                    if case .welcome = envelope.message { session = envelope.session }
                    if case .assign(let assignment) = envelope.message {
                        assignments.append(assignment)
                    }
                case .notice(.violation(_, let detail)):
                    Issue.record("an honest result was taken for a lie: \(detail)")
                default: continue
                }
            }
        }
    }
}
