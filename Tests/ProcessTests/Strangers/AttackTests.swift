import Foundation
import HostSystem
import SweepAccess
import SweepModel
import SweepTesting
import Synchronization
import Testing
import TrainingModel
import ZeroMQ

/// A malicious worker at full rate beside an honest one wastes its own share, and nothing else.
@Suite(.serialized, .timeLimit(.minutes(20)))  // Serialized: speed and memory are measured.
struct AttackTests {
    /// What one slot trains in ``leastTime`` or more: many packs, few of which one attacker takes.
    private static func flags(epochs: Int) -> [String] {
        [
            "--momentum", "0:0.9:8", "--seeds", "64", "--epochs", "\(epochs)",
            "--heartbeat", "400ms", "--lease", "2s", "--progress-deadline", "10s",
        ]
    }

    /// A quiet sweep takes that long, so that a lease is a small part of it.
    private static let leastTime = Duration.seconds(6)

    /// How long others wait for a pack that an attacker has taken, whatever its speed.
    private static let lease = Duration.seconds(2)

    private static let diskLimitBytes = 16 << 20
    private static let memoryLimitKilobytes = 64 << 10
    private static let logLimitBytes = 1 << 20

    /// A switch that threads share.
    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    /// A sweep that nobody disturbs.
    private struct Quiet {
        var epochs = 150
        var time = Duration.zero
        var bytes = 0
        var report = Data()

        /// The memory that it takes beyond what the coordinator starts with.
        var growth = 0

        /// Trains it, with more epochs if it is too short.
        mutating func train() throws {
            while true {
                let coordinator = try AttackTests.start(epochs: epochs)
                let before = try coordinator.residentKilobytes()
                var peak = 0
                time = try AttackTests.train(coordinator) {
                    let now = (try? coordinator.residentKilobytes()) ?? before
                    peak = max(peak, now - before)
                }
                growth = peak
                let code = coordinator.process.wait()
                #expect(code == 0, "\(coordinator.process.standardError)")
                bytes = try AttackTests.bytes(of: coordinator)
                report = try coordinator.scratch.report("run")
                guard time < AttackTests.leastTime else { return }
                epochs = epochs * max(2, Int((AttackTests.leastTime / time).rounded(.up)))
            }
        }
    }

    private static func start(epochs: Int) throws -> LiveCoordinator {
        try LiveCoordinator(flags(epochs: epochs), launcher: CoreSplit.honestLauncher)
    }

    @Test(arguments: Attack.all)
    func `a malicious worker spoils nothing of an honest one`(attack: Attack) throws {
        var quiet = Quiet()
        try quiet.train()
        var time = try Self.suffer(attack, quiet)
        for _ in 0..<2 where time > quiet.time * 2 + Self.lease {
            // Something else may have used the machine.
            try quiet.train()
            time = try Self.suffer(attack, quiet)
        }
        guard CoreSplit.usable != nil else { return }
        #expect(
            time <= quiet.time * 2 + Self.lease,
            "\(time) under attack, \(quiet.time) without"
        )
    }

    /// Trains the sweep of `quiet` under attack.
    ///
    /// - Returns: How long it took.
    private static func suffer(_ attack: Attack, _ quiet: Quiet) throws -> Duration {
        let coordinator = try start(epochs: quiet.epochs)
        let before = try coordinator.residentKilobytes()
        // The key that is shared by default: to ban it would ban the honest worker.
        let (endpoint, security) = (coordinator.endpoint, coordinator.access.security)
        let isOver = Flag()
        let thread = try OwnedThread(name: "attack") {
            Attacker.run(attack, to: endpoint, security: security) { isOver.isSet }
        }
        defer {
            isOver.set()
            thread.join()
        }
        // The attack is under way before anybody trains.
        _ = waitUntil(within: .seconds(1)) { !coordinator.process.isRunning }
        let time = try train(coordinator) {
            let growth = (try? coordinator.residentKilobytes()).map { $0 - before } ?? 0
            let amount = growth - quiet.growth
            #expect(amount < memoryLimitKilobytes, "grew by \(amount) KiB more than in quiet")
        }
        let code = coordinator.process.wait()
        #expect(code == 0, "\(coordinator.process.standardError.suffix(2_000))")
        #expect(try coordinator.scratch.report("run") == quiet.report)
        let disk = try bytes(of: coordinator) - quiet.bytes
        #expect(disk < diskLimitBytes, "the run directory grew by \(disk) bytes")
        let log = coordinator.process.standardError.utf8.count
        #expect(log < logLimitBytes, "the log has \(log) bytes")
        return time
    }

    /// Lets an honest worker of one slot train the sweep.
    ///
    /// - Returns: How long it took.
    private static func train(
        _ coordinator: LiveCoordinator,
        whileRunning watch: () -> Void = {}
    ) throws -> Duration {
        let start = ContinuousClock.now
        let worker = try Program(
            momentum: ["worker", "--access", coordinator.accessFile, "--slots", "1"],
            in: coordinator.scratch.url,
            launcher: CoreSplit.honestLauncher
        )
        let hasEnded = waitUntil(within: .seconds(300)) {
            if coordinator.process.isRunning { watch() }
            return !worker.isRunning
        }
        #expect(hasEnded, "\(worker.standardError)")
        #expect(worker.wait() == 0, "\(worker.standardError)")
        return start.duration(to: .now)
    }

    /// What lies in the run directory.
    private static func bytes(of coordinator: LiveCoordinator) throws -> Int {
        let folder = coordinator.scratch.url.appending(path: "run")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(0) {
            let url = folder.appending(path: $1)
            return try $0 + (url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
        }
    }

    /// All runs are stored, and the report needs files of its own.
    @Test func `idle connections leave descriptors for the report`() throws {
        let coordinator = try LiveCoordinator(
            launcher: ["/bin/sh", "-c", #"ulimit -n 300 && exec "$0" "$@""#]
        )
        let idle = try (0..<600).map { _ in try RawConnection(port: coordinator.port) }
        try coordinator.expectUndisturbedReport()
        withExtendedLifetime(idle) {}
    }

    @Test func `a sweep and its report do with 128 descriptors`() throws {
        let scratch = try Scratch()
        let flags = ["--epochs", "5", "--seeds", "2"]
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "-n", "2", "--output-mode", "quiet"] + flags,
            in: scratch.url,
            launcher: ["/bin/sh", "-c", #"ulimit -n 128 && exec "$0" "$@""#]
        )
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        let few = try Program(
            momentum: ["sweep", "-o", "other", "-n", "2"] + flags,
            in: scratch.url,
            launcher: ["/bin/sh", "-c", #"ulimit -n 100 && exec "$0" "$@""#]
        )
        #expect(few.wait() != 0)
        #expect(few.standardError.contains("128"), "\(few.standardError)")
    }
}
