internal import Digest
internal import HostSystem
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import SweepWorker
internal import TrainingModel
internal import ZeroMQ

/// A real coordinator's driver in memory, as the link of one worker, with a store that a test can
/// fill up.
final class MemoryCoordinator: WorkerLink {
    /// What is stored.
    private(set) var records: [StoreRecord] = []

    /// Whether the store has no room.
    var isStoreFull = false

    /// Whether each handshake fails, and how.
    var failure: HandshakeFailure?

    /// Whether the dataset arrives with another byte.
    var damagesDataset = false

    /// What happens in each turn.
    var onTurn: (MemoryCoordinator) -> Void = { _ in }

    /// The time of both sides; a turn takes 10 ms of it.
    private(set) var now = Instant.zero

    private let dataset: [UInt8]
    private var driver: CoordinatorDriver
    private var peer = PeerID([0])
    private var isConnected = false
    private var inbox: [[UInt8]] = []
    private var hasEnded = false
    private var hasTold = true

    /// Prepares a sweep of `runs` runs of `epochs` epochs on each fold of a spiral of 6 samples.
    init(runs: UInt64, epochs: Int = 2, split: SplitRule = .none) throws {
        let spiral = SpiralSource(classes: 3, points: 2)
        let dataset = try SampleTable.spiral(
            classes: 3,
            points: 2,
            noise: spiral.noise,
            seed: 1,
            split: split
        ).encoded()
        self.dataset = dataset
        driver = CoordinatorDriver(
            plan: SweepPlan(
                SweepSpec(
                    name: "test",
                    dataset: .spiral(spiral),
                    split: split,
                    epochs: epochs,
                    shuffle: false,
                    axes: SweepAxes([.layers: [[2, 3]]]),
                    seeds: .paired(SeedList(0..<runs))
                )
            ),
            recovered: .empty,
            configuration: CoordinatorConfiguration(
                build: "test",
                core: NumericCore.identifier,
                canary: Digest(sha256: try NumericCore.canary(.best)),
                dataset: Digest(sha256: dataset),
                datasetBytes: dataset.count,
                seed: 1
            ),
            at: .zero
        )
    }

    /// How far the sweep is.
    var progress: SweepProgress { driver.progress }

    func connect() throws {
        peer = PeerID([peer.bytes[0] + 1])
        isConnected = failure == nil
        hasTold = false
        inbox = []
    }

    func disconnect() { isConnected = false }

    /// Breaks the connection; the link makes another one by itself, which the coordinator does not
    /// know.
    func reconnect() {
        driver.handle(.unreachable(peer), at: now)
        peer = PeerID([peer.bytes[0] + 1])
        hasTold = false
        inbox = []
    }

    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws {
        var poller = Poller()
        for descriptor in descriptors { poller.add(descriptor: descriptor) }
        try poller.wait(upTo: .milliseconds(1))
        now = now + .milliseconds(10)
        onTurn(self)
        turn()
    }

    func receive() throws -> [UInt8]? { inbox.isEmpty ? nil : inbox.removeFirst() }

    func send(_ frame: [UInt8]) throws {
        if isConnected, !hasEnded { driver.handle(.frame(peer, frame), at: now) }
    }

    func handshake() throws -> HandshakeOutcome? {
        guard !hasTold else { return nil }
        hasTold = true
        return failure.map { .failed($0) } ?? .succeeded
    }

    private func turn() {
        guard !hasEnded else { return }
        driver.handle(.turnEnded(hasReadAll: true), at: now)
        while true {
            switch driver.next(at: now) {
            case .read: return
            case .store(let records):
                if !isStoreFull { self.records += records }
                driver.handle(
                    .stored(isStoreFull ? .full : .committed(anomalies: [])),
                    at: now
                )
            case .send(peer, let envelope): inbox.append(envelope.encoded())
            case .sendPart(peer, let session, let name, let offset):
                inbox.append(part(of: name, offset: offset, session))
            case .send, .sendPart, .notice: continue
            case .end: return hasEnded = true
            }
        }
    }

    private func part(of name: BlobName, offset: Int, _ session: SessionID) -> [UInt8] {
        var bytes = Array(dataset[offset...])
        if damagesDataset { bytes[bytes.count - 1] ^= 1 }
        let part = BlobPart(name: name, offset: offset, totalBytes: dataset.count, bytes: bytes)
        return CoordinatorEnvelope(session: session, acknowledged: .none, message: .part(part))
            .encoded()
    }
}
