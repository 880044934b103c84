internal import Digest
internal import HostSystem
internal import Logging
internal import SweepCoordination
internal import SweepCoordinator
internal import SweepModel
internal import SweepWire
internal import TrainingModel

/// Everything around a coordinator's loop, played by a test: link, store and clock share one
/// history, so that the order of what the loop does can be seen.
final class FakeWorld {
    /// Something that the loop did.
    enum Deed: Hashable {
        case stored([StoreRecord])
        case sent(PeerID, CoordinatorMessage)
    }

    /// What the loop did, in order.
    private(set) var deeds: [Deed] = []

    /// The time, which only the test moves.
    var now = Instant.zero

    /// What each wait finds, the first of which is due next; the test fails the loop when none is
    /// left.
    var turns: [(FakeWorld) -> Void] = []

    /// What commits come to, the first of which is due next; then all is committed.
    var outcomes: [CommitOutcome] = []

    /// What happens while a commit takes its time.
    var duringCommit: (FakeWorld) -> Void = { _ in }

    /// The peers that are not connected.
    var unreachable: Set<PeerID> = []

    private var leaving: Set<PeerID> = []

    /// The sessions that workers were given.
    private(set) var sessions: [PeerID: SessionID] = [:]

    /// What the last message to a peer acknowledged.
    private(set) var acknowledged: [PeerID: SequenceNumber] = [:]

    /// How long the reading of a message takes.
    var millisecondsPerMessage = 0

    /// Whether no peer may have parts, as if none of them read.
    var refusesParts = false

    /// The messages that were read in each turn.
    private(set) var readCounts: [Int] = []

    let signals: Mailbox<ProcessSignal>
    private var inbox: [IncomingFrame] = []
    private var violations: [PeerID] = []

    init() throws { signals = try Mailbox() }

    /// Runs a loop of a sweep of 40 runs until it ends.
    ///
    /// - Returns: How it ended, and the last progress that it told.
    func run(
        runs: Int = 40,
        storingIn store: (any SweepStorage)? = nil
    ) throws -> (finish: CoordinatorFinish, progress: SweepProgress) {
        let configuration = CoordinatorConfiguration(
            build: "1.0",
            core: "core",
            canary: Self.digest,
            dataset: Self.digest,
            datasetBytes: 4,
            seed: 1
        )
        let loop = try CoordinatorLoop(
            plan: Self.plan(runs: runs),
            dataset: SharedBlob([1, 2, 3, 4]),
            configuration: configuration,
            store: store ?? self,
            link: self,
            signals: signals,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { self.now }
        )
        var progress = loop.progress
        return (try loop.run { progress = $0 }, progress)
    }

    /// Puts a message into the inbox.
    func enqueue(_ message: WorkerMessage, from peer: PeerID, sequence: UInt64 = 0) {
        let envelope = WorkerEnvelope(
            session: sessions[peer] ?? .none,
            sequence: SequenceNumber(sequence),
            message: message
        )
        inbox.append(.frame(peer, envelope.encoded()))
    }

    /// Puts something else into the inbox.
    func send(_ frame: IncomingFrame) { inbox.append(frame) }

    /// The messages to a peer, in order.
    func messages(to peer: PeerID) -> [CoordinatorMessage] {
        deeds.compactMap { if case .sent(peer, let message) = $0 { message } else { nil } }
    }

    /// The violations that the link was told of.
    var recordedViolations: [PeerID] { violations }

    /// The introduction of a worker with one slot.
    static func hello(_ number: UInt64) -> WorkerMessage {
        .hello(
            Hello(
                versions: Limits.protocolVersions,
                worker: WorkerID(number),
                label: "worker \(number)",
                build: "1.0",
                core: "core",
                canary: digest,
                slots: 1,
                prefetch: 0,
                inventory: []
            )
        )
    }

    static let digest = Digest(sha256: [1])

    private static func plan(runs: Int) -> SweepPlan {
        SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(SpiralSource()),
                epochs: 1,
                shuffle: false,
                axes: SweepAxes([.layers: [[1, 1]]]),
                seeds: .paired(SeedList(0..<UInt64(runs)))
            )
        )
    }
}

/// The test has played all of its turns, and the loop still runs.
struct StillRunning: Error {}

extension FakeWorld: CoordinatorLink {
    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws {
        readCounts.append(0)
        unreachable.formUnion(leaving)
        guard unreachable.isEmpty || !turns.isEmpty else { return }
        guard !turns.isEmpty else { throw StillRunning() }
        turns.removeFirst()(self)
    }

    func serviceHandshakes() throws -> [PeerID] { [] }

    func receive() throws -> IncomingFrame? {
        guard !inbox.isEmpty else { return nil }
        readCounts[readCounts.count - 1] += 1
        now = now + .milliseconds(millisecondsPerMessage)
        return inbox.removeFirst()
    }

    func send(_ envelope: CoordinatorEnvelope, to peer: PeerID) throws -> Bool {
        guard !unreachable.contains(peer) else { return false }
        if case .welcome = envelope.message { sessions[peer] = envelope.session }
        acknowledged[peer] = envelope.acknowledged
        // Whoever is told to leave does, once it has read that and what came with it.
        if envelope.message == .goodbye { leaving.insert(peer) }
        deeds.append(.sent(peer, envelope.message))
        return true
    }

    func admitsPart(of name: BlobName, offset: Int, to peer: PeerID, in session: SessionID) -> Bool
    {
        !refusesParts
    }

    func markedPart(_ part: BlobPart) -> BlobPart { part }

    func recordViolation(of peer: PeerID) { violations.append(peer) }
}

extension FakeWorld: SweepStorage {
    func recover(for choice: EpochChoice) throws -> RecoveredSweep { .empty }

    func commit(_ records: [StoreRecord]) throws -> CommitOutcome {
        duringCommit(self)
        let outcome = outcomes.isEmpty ? .committed(anomalies: []) : outcomes.removeFirst()
        if outcome != .full { deeds.append(.stored(records)) }
        return outcome
    }

    func part(of name: BlobName, offset: Int) throws -> BlobPart? { nil }
}
