import Foundation
import SweepTesting
import Testing

/// Whatever dies, the report's bytes are those of the undisturbed sweep.
@Suite(.serialized, .timeLimit(.minutes(5)))  // Serialized: each test keeps all cores busy.
struct CrashTests {
    /// About a second of work: 64 runs in packs of up to 16.
    private let flags = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "60"]

    /// Workers of `momentum sweep` are killed while they train.
    @Test func `a killed worker changes nothing`() throws {
        let scratch = try Scratch()
        let expected = try scratch.quietReport(flags)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "--workers", "2", "--lease", "1s"]
                + ["--heartbeat", "200ms"] + flags,
            in: scratch.url
        )
        for _ in 0..<2 {
            let epochs = try scratch.storedEpochs()
            #expect(try waitUntil { try scratch.storedEpochs() > epochs || !sweep.isRunning })
            let victim = try Children.ids(of: sweep.id).first
            if let victim { kill(victim, SIGKILL) }
        }
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        #expect(try scratch.report("run") == expected)
        #expect(try waitUntil { try Children.ids(mentioning: scratch.url.path).isEmpty })
    }

    /// The coordinator is killed and started again; its workers find it by themselves.
    @Test func `a killed coordinator goes on with its workers`() throws {
        let scratch = try Scratch()
        let expected = try scratch.quietReport(flags)
        var coordinator = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", "run", "--no-figures"]
                + flags,
            in: scratch.url
        )
        let access = scratch.url.appending(path: "run/access.json")
        #expect(waitUntil { FileManager.default.fileExists(atPath: access.path) })
        let workers = try (0..<2).map { _ in
            try Program(
                momentum: [
                    "worker", "--access", access.path, "--slots", "1", "--orphan-timeout", "15s",
                ],
                in: scratch.url
            )
        }
        for _ in 0..<3 {
            let epochs = try scratch.storedEpochs()
            #expect(try waitUntil { try scratch.storedEpochs() > epochs || !coordinator.isRunning })
            coordinator.send(SIGKILL)
            _ = coordinator.wait()
            coordinator = try Program(
                momentum: ["coordinator", "--resume", "run", "--no-figures"],
                in: scratch.url
            )
        }
        #expect(coordinator.wait() == 0, "\(coordinator.standardError)")
        // A worker that was still reconnecting when the other had finished the sweep finds no
        // coordinator, and leaves as an orphan.
        for worker in workers { #expect([0, 3].contains(worker.wait())) }
        #expect(try scratch.report("run") == expected)
    }

    /// While the coordinator is stopped, its worker fills the memory that it may and goes on on
    /// disk; then it hands everything in.
    @Test func `what a stopped coordinator cannot take waits on the worker's disk`() throws {
        let flags = [
            "--layers", "2,1,3", "--batch", "1500", "--momentum", "0", "--seeds", "16",
            "--epochs", "60000",
        ]
        let live = try LiveCoordinator(flags)
        let (coordinator, scratch) = (live.process, live.scratch)
        let worker = try Program(
            momentum: ["worker", "--access", live.accessFile, "--slots", "1"],
            in: scratch.url
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        coordinator.send(SIGSTOP)
        #expect(waitUntil { worker.standardError.contains("waits on disk") })
        coordinator.send(SIGCONT)
        #expect(coordinator.wait() == 0, "\(coordinator.standardError)")
        #expect(worker.wait() == 0, "\(worker.standardError)")
        #expect(try scratch.report("run") == scratch.quietReport(flags))
    }

    /// Ctrl-C writes the report of what there is, and the sweep can be finished later.
    @Test func `an interrupted sweep leaves a partial report and can be resumed`() throws {
        let scratch = try Scratch()
        // Some seconds of work, so that the signal does not come at its end.
        let flags = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "1000"]
        let expected = try scratch.quietReport(flags)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "--workers", "1"] + flags,
            in: scratch.url
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        sweep.send(SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(try scratch.report("run") != expected)
        let coordinator = try Program(
            momentum: ["coordinator", "--resume", "run", "--no-figures"],
            in: scratch.url
        )
        let access = scratch.url.appending(path: "run/access.json").path
        let worker = try Program(momentum: ["worker", "--access", access], in: scratch.url)
        #expect(coordinator.wait() == 0, "\(coordinator.standardError)")
        #expect(worker.wait() == 0, "\(worker.standardError)")
        #expect(try scratch.report("run") == expected)
    }
}
