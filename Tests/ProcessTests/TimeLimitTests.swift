import Foundation
import SweepTesting
import Testing

/// A worker whose time is limited leaves before its time is over, and nothing is lost.
@Suite(.serialized, .timeLimit(.minutes(2)))  // Serialized: each test keeps all cores busy.
struct TimeLimitTests {
    /// Some seconds of work for one slot: packs of up to 16 runs.
    private static let flags = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "3000"]

    @Test func `a worker gives back what it holds before its time is over`() throws {
        let coordinator = try LiveCoordinator(Self.flags + ["--checkpoint-every", "200ms"])
        let worker = try Program(
            momentum: [
                "worker", "--access", coordinator.accessFile, "--slots", "1", "--time-limit", "2s",
            ],
            in: coordinator.scratch.url
        )
        let start = ContinuousClock.now
        #expect(worker.wait() == 0, "\(worker.standardError)")
        // A bound that the promise itself sets, not a measurement.
        #expect(start.duration(to: .now) < .seconds(2))
        #expect(worker.standardError.contains("time limit"), "\(worker.standardError)")
        #expect(coordinator.process.isRunning, "\(coordinator.process.standardError)")
        #expect(try coordinator.status().contains(#""state": "running""#))
        #expect(coordinator.process.standardError.contains("ended: released"))
        try coordinator.expectUndisturbedReport()
    }

    @Test(arguments: ["0s", "-5s", "soon"])
    func `a limit that is none is refused`(limit: String) throws {
        let scratch = try Scratch()
        let arguments = ["worker", "--access", "none", "--time-limit=\(limit)"]
        let worker = try Program(momentum: arguments, in: scratch.url)
        #expect(worker.wait() == 2)
        #expect(worker.standardError.contains("--time-limit"), "\(worker.standardError)")
    }
}
