internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// A coordinator that asks for too much fills no worker's memory.
struct WorkerLimitTests {
    private func machine(
        _ configure: (inout WorkerConfiguration) -> Void = { _ in }
    ) -> (
        WorkerMachine, SessionID
    ) {
        var configuration = WorkerConfiguration.forTests
        configure(&configuration)
        var machine = WorkerMachine(configuration, at: .zero)
        _ = machine.handle(.start, at: .zero)
        _ = machine.handle(.connected, at: .zero)
        let welcome = Welcome(
            version: 2,
            incarnation: Incarnation(1),
            build: "1.0",
            heartbeatInterval: .seconds(1),
            lease: .seconds(5),
            checkpointInterval: .seconds(30),
            verdicts: []
        )
        let session = SessionID(9)
        _ = machine.handle(.message(Self.envelope(.welcome(welcome), session)), at: .zero)
        return (machine, session)
    }

    private static func envelope(
        _ message: CoordinatorMessage,
        _ session: SessionID
    ) -> CoordinatorEnvelope {
        CoordinatorEnvelope(session: session, acknowledged: .none, message: message)
    }

    private static func assignment(
        _ pack: UInt64,
        dataset: UInt8 = 2,
        checkpointBytes: Int? = nil
    ) -> CoordinatorMessage {
        .assign(
            Assignment(
                attempt: .of(pack, 2),
                dataset: .of(dataset),
                training: TrainingConfiguration(
                    PackShape(Setting.standard),
                    epochs: 4,
                    shuffle: false
                ),
                runs: [RunConfiguration(.standard, seed: pack)],
                checkpoint: checkpointBytes.map {
                    CheckpointReference(attempt: .of(pack), epoch: 1, totalBytes: $0)
                }
            )
        )
    }

    private func refusals(in effects: [WorkerEffect]) -> [String] {
        effects.compactMap { effect in
            guard case .send(let envelope) = effect,
                case .refused(_, let reason) = envelope.message
            else { return nil }
            return reason
        }
    }

    @Test func `attempts beyond its credits are not taken in hand`() {
        var (machine, session) = machine()
        for pack in 1...100_000 as ClosedRange<UInt64> {
            _ = machine.handle(
                .message(Self.envelope(Self.assignment(pack), session)),
                at: .zero
            )
        }
        #expect(machine.heldCount <= 16)
        #expect(machine.keptCount <= 16)
    }

    @Test func `a third dataset is refused`() {
        var (machine, session) = machine()
        for dataset in 1...2 as ClosedRange<UInt8> {
            _ = machine.handle(.datasetAccepted(.of(dataset)), at: .zero)
        }
        let effects = machine.handle(
            .message(Self.envelope(Self.assignment(1, dataset: 3), session)),
            at: .zero
        )
        #expect(refusals(in: effects).first?.contains("2 other datasets") == true)
    }

    @Test func `a dataset that is too long is refused before it is fetched`() {
        var (machine, session) = machine { $0.datasetBytes = 1_000 }
        _ = machine.handle(.message(Self.envelope(Self.assignment(1), session)), at: .zero)
        let part = BlobPart(
            name: .dataset(.of(2)),
            offset: 0,
            totalBytes: 1_001,
            bytes: [UInt8](repeating: 0, count: 100)
        )
        let effects = machine.handle(.message(Self.envelope(.part(part), session)), at: .zero)
        #expect(
            refusals(in: effects) == ["the dataset has 1001 bytes; this worker takes 1000"]
        )
    }

    @Test func `a checkpoint that is too long for its shape is refused`() {
        var (machine, session) = machine()
        let effects = machine.handle(
            .message(Self.envelope(Self.assignment(1, checkpointBytes: 2 << 30), session)),
            at: .zero
        )
        #expect(refusals(in: effects).first?.contains("2147483648 bytes; allowed are") == true)
    }
}
