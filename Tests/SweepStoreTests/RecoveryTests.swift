import SweepModel
import SweepStore
import Testing
import TrainingModel

/// A restarted coordinator reads all packs side by side: nothing may be taken for another's.
struct RecoveryTests {
    /// Method: packs of all kinds in an order from a seed, with what was stored kept beside.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `each of many packs gets its own attempts, epochs and blobs`(_ seed: UInt64) throws {
        let directory = try RunDirectory()
        var random = SplitMix64(seed: seed)
        let store = try directory.create(.test(runCount: 80))
        var expected: [RecoveredPack] = []
        var records: [StoreRecord] = []
        for number in 1...40 as ClosedRange<UInt64> {
            let range = RunRange(first: Int(number) * 2 - 2, count: 2)
            records.append(.pack(PackID(number), range))
            let attempts = (1...1 + random.next() % 3).map { attempt in
                Self.attempt(.test(number, UInt32(attempt)), &random, &records)
            }
            let ends: [(record: StoreRecord?, state: RecoveredPack.State)] = [
                (nil, .open), (nil, .open), (.split(PackID(number)), .split),
                (.failed(PackID(number), reason: "killed"), .failed(reason: "killed")),
                (
                    .result(.test(number), [.finished, .diverged(epoch: Int(number))]),
                    .finished([.finished, .diverged(epoch: Int(number))])
                ),
                (
                    .result(.test(number), [.finished, .finished]),
                    .finished([.finished, .finished])
                ),
            ]
            let end = ends[Int(random.next() % UInt64(ends.count))]
            if let record = end.record { records.append(record) }
            expected.append(
                RecoveredPack(
                    id: PackID(number),
                    range: range,
                    state: end.state,
                    attempts: end.state == .open ? attempts : []
                )
            )
        }
        _ = try store.commit(records)
        #expect(try store.recover().packs == expected)
    }

    /// The last part alone does not end a blob that has not begun.
    @Test func `a checkpoint without its first part is not whole`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let name = BlobName.checkpoint(.test(1), epoch: 5)
        _ = try store.commit(StoreRecord.leasedPack(1) + [.part(name, 8..<20, of: 20)])
        #expect(try store.recover().packs.first?.attempts.first?.checkpoint == nil)
        _ = try store.commit([.part(name, 0..<8, of: 20)])
        #expect(try store.recover().packs.first?.attempts.first?.checkpoint?.epoch == 5)
    }

    /// Stores an attempt with something of everything, and tells what is to be recovered of it.
    private static func attempt(
        _ id: AttemptID,
        _ random: inout SplitMix64,
        _ records: inout [StoreRecord]
    ) -> RecoveredAttempt {
        records.append(.attempt(id, worker: "host/1", base: nil))
        var recovered = RecoveredAttempt(
            number: id.number,
            end: nil,
            base: nil,
            epochCount: 0,
            parameterBytes: 0,
            checkpoint: nil
        )
        for epoch in 0..<Int(random.next() % 4) {
            records.append(.epochs(id, .test(epoch..<epoch + 1)))
            recovered.epochCount = epoch + 1
        }
        // Behind a gap, it does not count.
        if random.next() % 2 == 0 { records.append(.epochs(id, .test(7..<9))) }
        if random.next() % 2 == 0 {
            records.append(.part(.parameters(id), 0..<4, of: 8))
            recovered.parameterBytes = 4
        }
        if random.next() % 2 == 0 {
            records.append(.part(.checkpoint(id, epoch: 2), 0..<10, of: 10))
            recovered.checkpoint = CheckpointReference(attempt: id, epoch: 2, totalBytes: 10)
        }
        if random.next() % 2 == 0 {
            records.append(.part(.checkpoint(id, epoch: 3), 0..<6, of: 10))
        }
        if random.next() % 2 == 0 {
            records.append(.attemptEnded(id, .lost))
            recovered.end = .lost
        }
        return recovered
    }
}
