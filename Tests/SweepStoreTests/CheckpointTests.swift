import SweepModel
import SweepStore
import Testing
import TrainingModel

/// Checkpoints are kept as long as somebody may go on from them.
struct CheckpointTests {
    private static let attempt = AttemptID.test(1)

    private let directory: RunDirectory

    init() throws { directory = try RunDirectory() }

    private func store(_ records: [StoreRecord]) throws -> SweepStore {
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + records)
        return store
    }

    private func checkpoint(_ epoch: Int, _ range: Range<Int>) -> StoreRecord {
        .part(.checkpoint(Self.attempt, epoch: epoch), range, of: 20)
    }

    @Test(arguments: [
        (0, 0..<8 as Range<Int>?), (3, 3..<8), (8, 8..<20), (19, 19..<20), (20, nil), (-1, nil),
    ])
    func `a part is read from any offset to its end`(_ offset: Int, _ range: Range<Int>?) throws {
        let store = try store([checkpoint(5, 0..<8), checkpoint(5, 8..<20)])
        let name = BlobName.checkpoint(Self.attempt, epoch: 5)
        let part = try store.part(of: name, offset: offset)
        #expect(part.map { StoreRecord.part($0) } == range.map { checkpoint(5, $0) })
    }

    @Test func `what is not stored is nil`() throws {
        let store = try store([checkpoint(5, 0..<8)])
        let names: [BlobName] = [
            .checkpoint(Self.attempt, epoch: 4), .checkpoint(.test(1, 2), epoch: 5),
            .parameters(Self.attempt), .dataset(StoreDescription.test().dataset),
        ]
        for name in names { #expect(try store.part(of: name, offset: 0) == nil, "\(name)") }
    }

    @Test func `a newer checkpoint replaces the older one only when it is whole`() throws {
        let store = try store([checkpoint(5, 0..<20), checkpoint(9, 0..<8)])
        let old = BlobName.checkpoint(Self.attempt, epoch: 5)
        #expect(try store.part(of: old, offset: 0) != nil)
        #expect(try recoveredCheckpoint(store)?.epoch == 5)
        _ = try store.commit([checkpoint(9, 8..<20)])
        #expect(try store.part(of: old, offset: 0) == nil)
        #expect(try recoveredCheckpoint(store)?.epoch == 9)
    }

    @Test func `a checkpoint from which another attempt has started stays until that has ended`()
        throws
    {
        let base = CheckpointReference(attempt: Self.attempt, epoch: 5, totalBytes: 20)
        let store = try store([
            checkpoint(5, 0..<20), .attempt(.test(1, 2), worker: "next", base: base),
            checkpoint(9, 0..<20),
        ])
        let name = BlobName.checkpoint(Self.attempt, epoch: 5)
        #expect(try store.part(of: name, offset: 0) != nil)
        _ = try store.commit([.attemptEnded(.test(1, 2), .lost), checkpoint(12, 0..<20)])
        #expect(try store.part(of: name, offset: 0) == nil)
    }

    @Test(arguments: [
        StoreRecord.result(.test(1), [.finished, .finished]), .split(PackID(1)),
        .failed(PackID(1), reason: "killed"),
    ])
    func `a closed pack keeps its parameters and no checkpoint`(_ closing: StoreRecord) throws {
        let parameters = StoreRecord.part(.parameters(Self.attempt), 0..<8, of: 8)
        let store = try store([checkpoint(5, 0..<20), parameters, closing])
        #expect(try store.part(of: .checkpoint(Self.attempt, epoch: 5), offset: 0) == nil)
        #expect(try store.part(of: .parameters(Self.attempt), offset: 0) != nil)
    }

    private func recoveredCheckpoint(_ store: SweepStore) throws -> CheckpointReference? {
        try store.recover().packs.first?.attempts.first?.checkpoint
    }
}
