import Foundation
import SweepTesting
import Testing

/// The workers of `momentum sweep` end with it, however it ends.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: each test keeps all cores busy.
struct LocalWorkerTests {
    private static let flags = ["--momentum", "0:0.9:8", "--seeds", "16", "--epochs", "600"]
    private static let longEpoch = [
        "--layers", "2,2000,2000,3", "--points", "100000", "--momentum", "0.5", "--seeds", "1",
        "--epochs", "3",
    ]

    @Test func `a killed sweep leaves no worker behind and can be resumed at once`() throws {
        let scratch = try Scratch()
        let begin = ContinuousClock.now
        let expected = try scratch.quietReport(Self.flags)
        let quietTime = begin.duration(to: .now)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "-n", "2"] + Self.flags,
            in: scratch.url
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        let workers = try Children.ids(of: sweep.id)
        #expect(workers.count == 2)
        sweep.send(SIGKILL)
        #expect(sweep.wait() == -SIGKILL)
        let start = ContinuousClock.now
        let (resumed, code) = try scratch.momentum("sweep", "--resume", "run", "--no-figures")
        #expect(code == 0, "\(resumed.standardError)")
        // No more work than without the kill, and no waiting for workers of before, which is ten.
        #expect(start.duration(to: .now) < quietTime + .seconds(6))
        #expect(waitUntil(within: .seconds(4)) { !workers.contains(where: Children.isRunning) })
        #expect(try scratch.report("run") == expected)
    }

    /// Two seconds are promised; a busy machine may take some more.
    @Test(arguments: [flags, longEpoch])
    func `the workers of a killed sweep are gone soon, also within a long epoch`(
        flags: [String]
    ) throws {
        let scratch = try Scratch()
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "-n", "1"] + flags,
            in: scratch.url
        )
        #expect(try waitUntil { try !Children.ids(of: sweep.id).isEmpty })
        let worker = try #require(Children.ids(of: sweep.id).first)
        #expect(waitUntil { Children.processorSeconds(of: worker) > 0.5 || !sweep.isRunning })
        sweep.send(SIGKILL)
        #expect(waitUntil(within: .seconds(4)) { !Children.isRunning(worker) })
        #expect(sweep.wait() == -SIGKILL)
    }
}
