import Foundation
import SweepTesting
import Testing

/// The report's bytes depend on the spec alone.
@Suite(.serialized, .timeLimit(.minutes(5)))  // Serialized: each test keeps all cores busy.
struct SameBytesTests {
    private let flags = ["--epochs", "30"]

    /// Twice, and with other numbers of workers.
    @Test(arguments: [1, 2, 4])
    func `any number of workers gives the same report`(workers: Int) throws {
        let scratch = try Scratch()
        let expected = try scratch.quietReport(flags + ["--workers", "3"])
        #expect(try scratch.quietReport(flags + ["--workers", "\(workers)"]) == expected)
        #expect(try scratch.quietReport(flags + ["--epochs", "29"]) != expected)
    }

    /// The kernels of each instruction set that this processor has.
    @Test(arguments: ["baseline", "x86-64-v3", "x86-64-v4"])
    func `each instruction set gives the same report`(name: String) throws {
        let scratch = try Scratch()
        let probe = try scratch.momentum("plan", environment: ["MOMENTUM_ISA": name])
        guard probe.code == 0 else {
            #expect(probe.process.standardError.contains("lacks the instruction set"))
            return
        }
        let expected = try scratch.quietReport(flags)
        #expect(try scratch.quietReport(flags, environment: ["MOMENTUM_ISA": name]) == expected)
    }

    /// A coordinator, and three workers started by hand, with more work than two can do before the
    /// third has joined.
    @Test func `workers that are started by hand give the same report`() throws {
        let flags = flags + ["--seeds", "400"]
        let scratch = try Scratch()
        let expected = try scratch.quietReport(flags)
        let coordinator = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", "run", "--no-figures"]
                + flags,
            in: scratch.url
        )
        let access = scratch.url.appending(path: "run/access.json")
        #expect(waitUntil { FileManager.default.fileExists(atPath: access.path) })
        let workers = try (0..<3).map { _ in
            try Program(
                momentum: ["worker", "--access", access.path, "--slots", "1"],
                in: scratch.url
            )
        }
        #expect(coordinator.wait() == 0, "\(coordinator.standardError)")
        for worker in workers { #expect(worker.wait() == 0, "\(worker.standardError)") }
        #expect(try scratch.report("run") == expected)
    }
}
