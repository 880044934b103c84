internal import Digest
internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import TrainingModel

/// What eight peers say to a coordinator, spelled by the bytes of an input.
struct CoreConversation {
    private static let canary = Digest(bytes: [UInt8](repeating: 1, count: 32))

    private var bytes: ArraySlice<UInt8>
    private var now = Instant.zero
    private var driver: CoordinatorDriver
    private var sessions: [PeerID: SessionID] = [:]

    /// Prepares a coordinator of 40 runs.
    init(_ bytes: [UInt8]) {
        guard let canary = Self.canary else { preconditionFailure("32 bytes make a digest") }
        self.bytes = bytes[...]
        let spec = SweepSpec(
            name: "fuzz",
            dataset: .spiral(SpiralSource()),
            epochs: 4,
            shuffle: false,
            axes: SweepAxes([.layers: [[1, 1]]]),
            seeds: .paired(SeedList(0..<40))
        )
        driver = CoordinatorDriver(
            plan: SweepPlan(spec),
            recovered: .empty,
            configuration: CoordinatorConfiguration(
                build: "1.0",
                core: "core",
                canary: canary,
                dataset: canary,
                datasetBytes: 100,
                seed: 1
            ),
            at: .zero
        )
    }

    /// Says everything; traps when an invariant does not hold.
    mutating func run() {
        while !bytes.isEmpty { step() }
        endTurn()
    }

    private mutating func step() {
        switch next() % 16 {
        case 0: endTurn()
        case 1: now = now + .milliseconds(Int(next()) * 20)
        case 2: handle(.unreachable(peer()))
        case 3: handle(.revoked(peer()))
        case 4: handle(.malformed(peer(), detail: "fuzz"))
        case 5 where next() == 0: handle(.command(command()))
        default: speak()
        }
    }

    /// What the shell does after it has read all messages.
    private mutating func endTurn() {
        handle(.turnEnded(hasReadAll: next() % 8 != 0))
        while true {
            switch driver.next(at: now) {
            case .store:
                handle(.stored(next() % 8 == 0 ? .full : .committed(anomalies: [])))
            case .send(let peer, let envelope):
                if case .welcome = envelope.message { sessions[peer] = envelope.session }
            case .sendPart, .notice: continue
            case .read, .end: return
            }
        }
    }

    private mutating func handle(_ event: CoordinatorEvent) {
        driver.handle(event, at: now)
        let broken = driver.machine.brokenInvariants()
        precondition(broken.isEmpty, "\(broken)")
    }

    private mutating func speak() {
        let peer = peer()
        let message = message(of: peer)
        let isStrange = next() % 16 == 0
        let session = isStrange ? SessionID(UInt64(next())) : sessions[peer] ?? .none
        let sequence = message.isDurable ? SequenceNumber(UInt64(next() % 8) + 1) : .none
        let envelope = WorkerEnvelope(session: session, sequence: sequence, message: message)
        handle(.frame(peer, envelope.encoded()))
    }

    private mutating func message(of peer: PeerID) -> WorkerMessage {
        switch next() % 12 {
        case 0, 1: .hello(hello(of: peer))
        case 2, 3: .heartbeat(lines())
        case 4, 5: .metrics(attempt(), block())
        case 6: .part(part(.parameters(attempt())))
        case 7: .part(part(.checkpoint(attempt(), epoch: Int(next() % 5) + 1)))
        case 8: .result(attempt(), outcomes())
        case 9: .refused(attempt(), reason: "fuzz")
        case 10: .released([attempt()])
        default: next() % 2 == 0 ? .bye : .fetch(.parameters(attempt()), offset: Int(next()))
        }
    }

    private mutating func hello(of peer: PeerID) -> Hello {
        guard let canary = Self.canary else { preconditionFailure("32 bytes make a digest") }
        // Two connections may say that they are the same worker.
        return Hello(
            versions: Limits.protocolVersions,
            worker: WorkerID(UInt64(next() % 6) + 1),
            label: "peer \(peer)",
            build: "1",
            core: "core",
            canary: canary,
            slots: Int(next() % 4),
            prefetch: Int(next() % 2),
            inventory: lines()
        )
    }

    private mutating func lines() -> [InventoryLine] {
        var seen: Set<AttemptID> = []
        return (0..<Int(next() % 4)).compactMap { _ in
            let attempt = attempt()
            let state = InventoryLine.State.allCases[Int(next() % 3)]
            // A list names each attempt once; the decoder sees to that.
            guard seen.insert(attempt).inserted else { return nil }
            return InventoryLine(attempt: attempt, state: state, epoch: Int(next() % 5))
        }
    }

    private mutating func block() -> EpochBlock {
        let first = Int(next() % 5)
        let epochs = Int(next() % 4) + 1
        let runs = [16, 16, 8, 4, 1][Int(next() % 5)]
        let value: Float = next() % 4 == 0 ? .nan : 0.5
        return EpochBlock(
            metrics: Metric.standard,
            firstEpoch: first,
            epochCount: epochs,
            runCount: runs,
            values: [Float](repeating: value, count: runs * epochs * Metric.standard.count)
        )
    }

    private mutating func part(_ name: BlobName) -> BlobPart {
        let total = [128, 128, 64, 8][Int(next() % 4)]
        let offset = next() % 2 == 0 ? 0 : total / 2
        let count = next() % 2 == 0 ? total - offset : max(1, (total - offset) / 2)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: total,
            bytes: [UInt8](repeating: 7, count: count)
        )
    }

    private mutating func outcomes() -> [RunOutcome] {
        let outcome: RunOutcome = next() % 2 == 0 ? .finished : .diverged(epoch: Int(next() % 4))
        return [RunOutcome](repeating: outcome, count: [16, 16, 8, 4, 1][Int(next() % 5)])
    }

    private mutating func attempt() -> AttemptID {
        AttemptID(pack: PackID(UInt64(next() % 8)), number: AttemptNumber(UInt32(next() % 4)))
    }

    private mutating func command() -> CoordinatorCommand {
        let worker = WorkerID(UInt64(next() % 6) + 1)
        return [.pause, .resume, .cancel, .stop, .drain(worker)][Int(next() % 5)]
    }

    private mutating func peer() -> PeerID { PeerID([0, next() % 8]) }

    /// The next byte, or 0 at the end.
    private mutating func next() -> UInt8 { bytes.popFirst() ?? 0 }
}
