import Foundation
import SweepModel
import SweepStore
import SweepTesting
import Testing

/// A full disk stops the sweep for a while and loses nothing.
@Suite(.disabled(if: SmallDisk.obstacle != nil, Comment(rawValue: SmallDisk.obstacle ?? "")))
struct DiskFullTests {
    /// Method: on 8 MiB of disk all but a little is taken; the batch needs more, then gets it.
    @Test(arguments: [0, 4_096, 20_000, 65_536, 150_000])
    func `a batch that does not fit is refused whole and taken when there is room`(
        _ freeBytes: Int
    ) throws {
        let disk = try SmallDisk(in: Scratch(), sizeBytes: 8 << 20)
        let store = try SweepStore(
            creating: .test(),
            holding: RunDirectoryLock(directory: disk.path)
        )
        #expect(try store.commit(StoreRecord.leasedPack(1, count: 16)) == .committed(anomalies: []))
        let before = try store.recover()
        try disk.fill(leaving: freeBytes)
        let batch = (0..<10).map { block -> StoreRecord in
            .epochs(.test(1), .test(block * 100..<(block + 1) * 100, runCount: 16))
        }
        for _ in 0..<3 { #expect(try store.commit(batch) == .full) }
        #expect(try store.recover() == before)
        try disk.clear()
        #expect(try store.commit(batch) == .committed(anomalies: []))
        let after = try store.recover()
        #expect(after.packs.first?.attempts.first?.epochCount == 1_000)
        let archive = try SweepArchive(opening: disk.path)
        #expect(try archive.progress().epochCount == 16_000)
        try store.close()
        let reopened = try SweepStore(opening: RunDirectoryLock(directory: disk.path))
        #expect(try reopened.recover() == after)
        try reopened.close()
    }

    @Test func `a store that cannot be made leaves nothing behind`() throws {
        let disk = try SmallDisk(in: Scratch(), sizeBytes: 1 << 20)
        try disk.fill(leaving: 8_192)
        let error = #expect(throws: StoreError.self) {
            _ = try SweepStore(creating: .test(), holding: RunDirectoryLock(directory: disk.path))
        }
        #expect(error?.code == .full)
        let files = try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted()
        #expect(files == ["ballast", "sweep.lock"])
    }
}
