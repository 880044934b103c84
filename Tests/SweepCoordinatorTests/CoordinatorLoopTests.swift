internal import HostSystem
internal import SweepCoordination
internal import SweepCoordinator
internal import SweepModel
internal import Testing
internal import TrainingModel

/// The coordinator's real loop over a link, a store and a clock that a test plays.
struct CoordinatorLoopTests {
    private let world: FakeWorld
    private let peer = PeerID([1])
    private let id = AttemptID(pack: PackID(1), number: .first)

    init() throws { world = try FakeWorld() }

    private func isAssignment(_ deed: FakeWorld.Deed) -> Bool {
        if case .sent(_, .assign) = deed { true } else { false }
    }

    private func stores(_ record: StoreRecord, _ deed: FakeWorld.Deed) -> Bool {
        if case .stored(let records) = deed { records.contains(record) } else { false }
    }

    private var metrics: WorkerMessage {
        .metrics(
            id,
            EpochBlock(
                metrics: Metric.standard,
                firstEpoch: 0,
                epochCount: 1,
                runCount: 16,
                values: [Float](repeating: 0.5, count: 16 * Metric.standard.count)
            )
        )
    }

    @Test func `an attempt is stored before it is assigned`() throws {
        world.turns = [{ $0.enqueue(FakeWorld.hello(1), from: self.peer) }]
        #expect(throws: StillRunning.self) { try world.run() }
        let lease = StoreRecord.attempt(id, worker: "worker 1", base: nil)
        let stored = try #require(world.deeds.firstIndex { stores(lease, $0) })
        let assigned = try #require(world.deeds.firstIndex(where: isAssignment))
        #expect(stored < assigned)
        #expect(world.deeds.first == .stored([.started(Incarnation(1))]))
    }

    @Test func `what found no room is stored later, and acknowledged only then`() throws {
        let outcomes: [CommitOutcome] = [.full, .full]
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            {
                $0.outcomes = outcomes
                $0.enqueue(self.metrics, from: self.peer, sequence: 1)
            },
            { world in
                #expect(world.messages(to: self.peer).last == .busy)
                #expect(world.acknowledged[self.peer] == SequenceNumber.none)
                world.now = world.now + .seconds(1)
            },
            { world in
                #expect(!world.deeds.contains { self.stores(.epochs(self.id, self.block), $0) })
                world.now = world.now + .seconds(1)
            },
            { world in
                #expect(world.messages(to: self.peer).last == .ready)
                #expect(world.acknowledged[self.peer] == SequenceNumber(1))
            },
        ]
        #expect(throws: StillRunning.self) { try world.run() }
        let stored = try #require(
            world.deeds.firstIndex { stores(.epochs(id, block), $0) }
        )
        let acknowledged = try #require(
            world.deeds.firstIndex(of: .sent(peer, .acknowledge))
        )
        #expect(stored < acknowledged)
    }

    private var block: EpochBlock {
        guard case .metrics(_, let block) = metrics else { preconditionFailure("a block") }
        return block
    }

    @Test func `a stop takes the leases back, stores that, and says goodbye`() throws {
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            { _ = $0.signals.post(.interrupt) },
        ]
        let end = try world.run()
        #expect(end.finish == .interrupted(.interrupt))
        #expect(
            world.deeds.suffix(2) == [
                .stored([.attemptEnded(id, .released)]), .sent(peer, .goodbye),
            ]
        )
    }

    @Test func `a stop while the disk is full leaves after one more try`() throws {
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            {
                $0.outcomes = [.full, .full, .full]
                $0.enqueue(self.metrics, from: self.peer, sequence: 1)
            },
            { _ = $0.signals.post(.terminate) },
        ]
        let end = try world.run()
        #expect(end.finish == .interrupted(.terminate))
        #expect(world.outcomes == [.full], "the first try and one more")
        #expect(world.messages(to: peer).last == .goodbye)
        #expect(world.acknowledged[peer] == SequenceNumber.none)
    }

    @Test func `a second signal during a commit ends at once`() throws {
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            { world in
                _ = world.signals.post(.interrupt)
                world.duringCommit = { _ = $0.signals.post(.interrupt) }
            },
        ]
        let end = try world.run()
        #expect(end.finish == .interrupted(.interrupt))
        #expect(world.messages(to: peer).last != .goodbye)
    }

    @Test func `a peer that is gone loses its session, and keeps its lease`() throws {
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            { world in
                world.unreachable = [self.peer]
                world.enqueue(.heartbeat([]), from: self.peer)
            },
            { _ in },
            { _ = $0.signals.post(.terminate) },
        ]
        let end = try world.run()
        #expect(end.progress.workers == 0)
    }

    @Test func `an error of the store ends the loop before anything is sent`() throws {
        struct Broken: Error {}
        final class BrokenStore: SweepStorage {
            func recover(for choice: EpochChoice) throws -> RecoveredSweep { .empty }
            func commit(_ records: [StoreRecord]) throws -> CommitOutcome { throw Broken() }
            func part(of name: BlobName, offset: Int) throws -> BlobPart? { nil }
        }
        world.turns = [{ $0.enqueue(FakeWorld.hello(1), from: self.peer) }]
        #expect(throws: Broken.self) { try world.run(storingIn: BrokenStore()) }
        #expect(world.deeds == [])
    }

    @Test func `parts come from memory or the store, or are refused to who reads nothing`() throws {
        let dataset = BlobName.dataset(FakeWorld.digest)
        let checkpoint = BlobName.checkpoint(id, epoch: 1)
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            {
                $0.enqueue(.fetch(dataset, offset: 1), from: self.peer)
                $0.enqueue(.fetch(checkpoint, offset: 0), from: self.peer)
            },
        ]
        #expect(throws: StillRunning.self) { try world.run() }
        let part = BlobPart(name: dataset, offset: 1, totalBytes: 4, bytes: [2, 3, 4])
        #expect(world.messages(to: peer).suffix(2) == [.part(part), .missing(checkpoint)])
        world.refusesParts = true
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            { $0.enqueue(.fetch(dataset, offset: 0), from: self.peer) },
        ]
        #expect(throws: StillRunning.self) { try world.run() }
        #expect(world.messages(to: peer).last == .unknownSession)
    }

    @Test func `what is no message is a violation that the link hears of`() throws {
        world.turns = [
            {
                $0.send(.frame(self.peer, [0xff, 0xff]))
                $0.send(.malformed(PeerID([2]), detail: "a message of 3 frames"))
                $0.send(.dropped)
            }
        ]
        #expect(throws: StillRunning.self) { try world.run() }
        #expect(world.recordedViolations == [peer, PeerID([2])])
    }

    @Test func `a turn ends after its time, and a slow disk makes it longer`() throws {
        world.millisecondsPerMessage = 1
        world.turns = [
            { world in for _ in 0..<12 { world.enqueue(.bye, from: self.peer) } },
            { _ in },
            { world in
                world.duringCommit = { $0.now = $0.now + .milliseconds(20) }
                world.enqueue(FakeWorld.hello(1), from: self.peer)
            },
            { _ in },
            { world in for _ in 0..<100 { world.enqueue(.bye, from: PeerID([9])) } },
        ]
        #expect(throws: StillRunning.self) { try world.run() }
        #expect(world.readCounts[0] == 5)
        #expect(world.readCounts[4] == 60)
    }

    @Test func `a sweep that is done is told to all, and ends`() throws {
        let parameters = BlobPart(
            name: .parameters(id),
            offset: 0,
            totalBytes: 8,
            bytes: [UInt8](repeating: 0, count: 8)
        )
        let block = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: [Float](repeating: 0.5, count: Metric.standard.count)
        )
        world.turns = [
            { $0.enqueue(FakeWorld.hello(1), from: self.peer) },
            {
                $0.enqueue(.metrics(self.id, block), from: self.peer, sequence: 1)
                $0.enqueue(.part(parameters), from: self.peer, sequence: 2)
                $0.enqueue(.result(self.id, [.finished]), from: self.peer, sequence: 3)
            },
        ]
        let end = try world.run(runs: 1)
        #expect(end.finish == .completed(.done))
        #expect(end.progress.runs.finished == 1)
        #expect(world.messages(to: peer).contains(.goodbye))
        #expect(world.acknowledged[peer] == SequenceNumber(3))
    }
}
