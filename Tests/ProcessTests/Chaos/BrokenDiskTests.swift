import Foundation
import SweepTesting
import Testing

/// A disk that fails or is full loses nothing.
@Suite(.serialized, .timeLimit(.minutes(10)))  // Serialized: each test keeps all cores busy.
struct BrokenDiskTests {
    /// Enumerates the crash points: the coordinator dies at each of its syncs, or the sync fails.
    @Test(
        .disabled(
            if: BrokenDisk.obstacle != nil,
            Comment(rawValue: BrokenDisk.obstacle ?? "")
        ),
        arguments: BrokenDisk.Fault.allCases
    )
    func `a coordinator that is broken at any sync is resumed`(fault: BrokenDisk.Fault) throws {
        let scratch = try Scratch()
        let sweep = ["--epochs", "20"]
        let expected = try scratch.quietReport(sweep)
        let disk = BrokenDisk(scratch: scratch, sweep: sweep)
        let count = try disk.syncCount()
        #expect(count > 5, "the sweep syncs at least once for each step of its life")
        for number in 1...count {
            let (report, code) = try disk.train(fault, atSync: number)
            #expect(report == expected, "broken at sync \(number)")
            switch fault {
            case .kill: #expect([0, -SIGKILL].contains(code), "at sync \(number)")
            // It ends at once: after a sync that failed nothing may be acknowledged.
            case .error: #expect(code == (try disk.hasFailedStore() ? 6 : 0), "at sync \(number)")
            }
        }
    }

    @Test(
        .disabled(if: SmallDisk.obstacle != nil, Comment(rawValue: SmallDisk.obstacle ?? ""))
    )
    func `a sweep goes on by itself once a full disk has room again`() throws {
        let scratch = try Scratch()
        let sweep = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "400"]
        let expected = try scratch.quietReport(sweep)
        let disk = try SmallDisk(in: scratch, sizeBytes: 64 << 20)
        let coordinator = try Program(
            momentum: [
                "coordinator", "--bind", "tcp://127.0.0.1:0", "-o", "disk/run", "--no-figures",
            ]
                + sweep,
            in: scratch.url
        )
        let access = disk.url.appending(path: "run/access.json").path
        #expect(waitUntil { FileManager.default.fileExists(atPath: access) })
        try disk.fill(leaving: 128 << 10)
        let worker = try Program(momentum: ["worker", "--access", access], in: scratch.url)
        #expect(waitUntil { coordinator.standardError.contains("the disk is full") })
        #expect(coordinator.isRunning && worker.isRunning)
        try disk.clear()
        #expect(coordinator.wait() == 0, "\(coordinator.standardError)")
        #expect(worker.wait() == 0, "\(worker.standardError)")
        #expect(try scratch.report("disk/run") == expected)
    }
}
