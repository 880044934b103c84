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
@Suite(.serialized, .timeLimit(.minutes(10)))  // Serialized: speed and memory are measured.
struct AttackTests {
    /// Some seconds of work for one slot.
    private static let flags = [
        "--momentum", "0:0.9:8", "--seeds", "16", "--epochs", "300", "--progress-deadline", "5s",
    ]

    /// How long it attacks.
    private static let limit = Duration.seconds(8)

    private static let diskLimitBytes = 16 << 20
    private static let memoryLimitKilobytes = 64 << 10
    private static let logLimitBytes = 1 << 20

    /// A switch that threads share.
    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    @Test(arguments: Attack.all)
    func `a malicious worker spoils nothing of an honest one`(attack: Attack) throws {
        let quiet = try LiveCoordinator(Self.flags)
        let quietTime = try Self.train(quiet)
        #expect(quiet.process.wait() == 0, "\(quiet.process.standardError)")
        let expected = try quiet.scratch.report("run")

        let coordinator = try LiveCoordinator(Self.flags)
        let before = try coordinator.residentKilobytes()
        // The key that is shared by default: to ban it would ban the honest worker.
        let (endpoint, security) = (coordinator.endpoint, coordinator.access.security)
        let isOver = Flag()
        let deadline = ContinuousClock.now + Self.limit
        let thread = try OwnedThread(name: "attack") {
            Attacker.run(attack, to: endpoint, security: security) {
                isOver.isSet || ContinuousClock.now >= deadline
            }
        }
        defer {
            isOver.set()
            thread.join()
        }
        // The attack is under way before anybody trains.
        _ = waitUntil(within: .seconds(1)) { !coordinator.process.isRunning }
        let time = try Self.train(coordinator) {
            let growth = (try? coordinator.residentKilobytes()).map { $0 - before } ?? 0
            #expect(growth < Self.memoryLimitKilobytes, "grew by \(growth) KiB")
        }
        #expect(
            coordinator.process.wait() == 0,
            "\(coordinator.process.standardError.suffix(2_000))"
        )
        #expect(try coordinator.scratch.report("run") == expected)
        // Half the speed, and the time until what the attacker took is leased to others.
        #expect(time < quietTime * 2 + .seconds(20), "\(time) instead of \(quietTime)")
        let disk = try Self.bytes(of: coordinator) - Self.bytes(of: quiet)
        #expect(disk < Self.diskLimitBytes, "the run directory grew by \(disk) bytes")
        let log = coordinator.process.standardError.utf8.count
        #expect(log < Self.logLimitBytes, "the log has \(log) bytes")
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
            in: coordinator.scratch.url
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
