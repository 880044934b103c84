import Foundation
import SweepModel
import SweepStore
import Testing

/// Whatever moment the process dies at, each committed batch is there and no part of another one.
struct CrashTests {
    /// Method: the file and its log are copied after each commit, as a crash would leave them.
    @Test func `a crash after any commit loses nothing of it`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        for number in 1...20 as ClosedRange<UInt64> {
            _ = try store.commit(batch(number))
            let copy = try directory.copyAsAfterCrash()
            #expect(try copy.open().recover() == store.recover())
        }
    }

    /// Method: the log is cut at many lengths; a cut within a commit leaves the commits before.
    @Test func `a log cut at any byte opens with a prefix of the commits`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        var states = [try store.recover()]
        for number in 1...6 as ClosedRange<UInt64> {
            _ = try store.commit(batch(number))
            states.append(try store.recover())
        }
        let size = try Data(contentsOf: URL(fileURLWithPath: directory.logPath)).count
        var found: [Int] = []
        for length in Array(stride(from: 0, to: size, by: size / 97)) + [size - 1, size] {
            let copy = try RunDirectory()
            try RunDirectory.write(prefix: .max, of: directory.storePath, to: copy.storePath)
            try RunDirectory.write(prefix: length, of: directory.logPath, to: copy.logPath)
            let recovered = try copy.open().recover()
            found.append(try #require(states.firstIndex(of: recovered), "cut at byte \(length)"))
        }
        #expect(found == found.sorted(), "a longer log holds no less")
        #expect(Set(found) == Set(states.indices), "each commit was cut off once")
    }

    /// A power cut may leave a block of zeros where the file system had not written yet.
    @Test func `a log with a zeroed tail opens with the commits before it`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        _ = try store.commit(batch(1))
        let before = try store.recover()
        _ = try store.commit(batch(2))
        let copy = try directory.copyAsAfterCrash()
        var log = try Data(contentsOf: URL(fileURLWithPath: copy.logPath))
        log.replaceSubrange(log.count - 8_192..<log.count, with: Data(count: 8_192))
        try log.write(to: URL(fileURLWithPath: copy.logPath))
        #expect(try copy.open().recover() == before)
    }

    @Test func `a recovered store goes on`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        _ = try store.commit(batch(1))
        let copy = try directory.copyAsAfterCrash()
        do {
            let reopened = try copy.open()
            #expect(try reopened.commit(batch(1).suffix(1)) == .committed(anomalies: []))
            #expect(try reopened.commit(batch(2)) == .committed(anomalies: []))
            try reopened.close()
        }
        _ = try store.commit(batch(2))
        #expect(try copy.open().recover() == store.recover())
    }

    private func batch(_ number: UInt64) -> [StoreRecord] {
        StoreRecord.leasedPack(number, first: Int(number) * 16, count: 16) + [
            .epochs(.test(number), .test(0..<50, runCount: 16))
        ]
    }
}
