import Foundation
import SweepTesting
import Testing

/// A full disk costs words and time, and nothing else.
@Suite(
    .serialized,  // Each test keeps all cores busy.
    .timeLimit(.minutes(3)),
    .disabled(if: SmallDisk.obstacle != nil, Comment(rawValue: SmallDisk.obstacle ?? ""))
)
struct FullDiskTests {
    /// More than three megabytes of epochs.
    private static let flags = [
        "--points", "300", "--epochs", "3000", "--seeds", "40", "--momentum", "0,0.5",
    ]
    private static let message = "the disk is full"

    @Test func `a full disk is told once, and so is its end, when the sweep goes on`() throws {
        let scratch = try Scratch()
        let disk = try SmallDisk(in: scratch, sizeBytes: 3 << 20)
        let sweep = try startSweep(in: scratch)
        #expect(waitUntil { sweep.standardError.contains(Self.message) })
        // Three more tries to store it.
        #expect(!waitUntil(within: .milliseconds(3_500)) { count(Self.message, in: sweep) > 1 })
        #expect(sweep.isRunning)
        try disk.resize(to: 64 << 20)
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        #expect(count(Self.message, in: sweep) == 1)
        #expect(count("the disk has room again", in: sweep) == 1)
        #expect(try scratch.report("disk/run") == scratch.quietReport(Self.flags))
    }

    @Test func `a signal ends a sweep whose disk is full, and it can be resumed`() throws {
        let scratch = try Scratch()
        let disk = try SmallDisk(in: scratch, sizeBytes: 3 << 20)
        let sweep = try startSweep(in: scratch)
        #expect(waitUntil { sweep.standardError.contains(Self.message) })
        let workers = try Children.ids(of: sweep.id)
        sweep.send(SIGTERM)
        #expect(sweep.wait() == 143, "\(sweep.standardError)")
        #expect(sweep.standardError.contains("trained again after a resume"))
        #expect(waitUntil(within: .seconds(4)) { !workers.contains(where: Children.isRunning) })
        try disk.resize(to: 64 << 20)
        let resumed = try Program(
            momentum: ["sweep", "--resume", "disk/run", "-n", "1", "--no-figures"],
            in: scratch.url
        )
        #expect(resumed.wait() == 0, "\(resumed.standardError)")
        #expect(try scratch.report("disk/run") == scratch.quietReport(Self.flags))
    }

    @Test func `lines that a full disk did not take are counted when it takes lines again`() throws
    {
        let scratch = try Scratch()
        let disk = try SmallDisk(in: scratch, sizeBytes: 1 << 20)
        try disk.fill(leaving: 0)
        let coordinator = try Program(
            momentum: ["coordinator", "-o", "run", "--bind", "tcp://127.0.0.1:0", "--no-figures"],
            in: scratch.url,
            launcher: Shell.with("2>disk/words")
        )
        // The last line of the start; the log in the run directory has all of them.
        #expect(waitUntil { (try? scratch.text("run/log.txt"))?.contains("--connect") == true })
        try disk.clear()
        coordinator.send(SIGTERM)
        #expect(coordinator.wait() == 143)
        let words = try scratch.text("disk/words")
        #expect(words.hasPrefix("momentum: "))
        #expect(words.contains(/\d lines before this one could not be written\n.*stopping/))
    }

    private func startSweep(in scratch: Scratch) throws -> Program {
        try Program(
            momentum: ["sweep", "-o", "disk/run", "-n", "1", "--no-figures"] + Self.flags,
            in: scratch.url
        )
    }

    private func count(_ text: String, in process: Program) -> Int {
        process.standardError.ranges(of: text).count
    }
}
