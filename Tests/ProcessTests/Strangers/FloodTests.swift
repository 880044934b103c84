import Foundation
import SweepModel
import SweepTesting
import Testing
import TrainingModel
import ZeroMQ

/// More of everything than a coordinator can serve, and still it serves those who belong to it.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: each test keeps all cores busy.
struct FloodTests {
    /// A peer that joined before the flood, and what it sees of the coordinator.
    private struct Member {
        let peer: TestPeer
        let session: SessionID

        init(of coordinator: LiveCoordinator) throws {
            peer = try TestPeer(
                to: coordinator.endpoint,
                security: try coordinator.newKey().security
            )
            session = try peer.join()
        }

        /// Gives a sign of life and waits for the answer.
        func expectAnswer() throws {
            try peer.send(.heartbeat([]), session: session)
            _ = try peer.receive { if case .heartbeatAcknowledged = $0 { true } else { false } }
        }
    }

    /// Seconds of the heaviest storm that one core can make.
    @Test func `twenty thousand connections that break at once do nothing`() throws {
        let coordinator = try LiveCoordinator()
        let member = try Member(of: coordinator)
        let before = try coordinator.residentKilobytes()
        let status = try coordinator.status()
        for number in 0..<20_000 {
            let connection = try RawConnection(port: coordinator.port)
            connection.resetAtEnd()
            if number.isMultiple(of: 2_000) { try member.expectAnswer() }
        }
        try member.expectAnswer()
        #expect(try coordinator.status() == status)
        #expect(try coordinator.residentKilobytes() - before < BadInputTests.growthLimitKilobytes)
        try coordinator.expectUndisturbedReport()
    }

    /// The listener is out of descriptors twice over; the silent ones lose theirs after a while.
    @Test func `more connections than descriptors only delay new workers`() throws {
        let coordinator = try LiveCoordinator(
            launcher: ["/bin/sh", "-c", #"ulimit -n 256 && exec "$0" "$@""#]
        )
        let member = try Member(of: coordinator)
        let before = try coordinator.residentKilobytes()
        let status = try coordinator.status()
        let flood = try (0..<600).map { _ in try RawConnection(port: coordinator.port) }
        for _ in 0..<20 { try member.expectAnswer() }
        #expect(try coordinator.status() == status)
        #expect(try coordinator.residentKilobytes() - before < BadInputTests.growthLimitKilobytes)
        try coordinator.expectUndisturbedReport()
        withExtendedLifetime(flood) {}
    }

    /// A dataset of 36 MB is asked for a thousand times, and every answer is left unread.
    @Test func `a peer that asks for everything and reads nothing costs little`() throws {
        let coordinator = try LiveCoordinator(
            ["--points", "1000000", "--epochs", "1", "--batch", "3000000", "--layers", "2,3"]
                + ["--momentum", "0", "--seeds", "1", "--lease", "60s"]
        )
        let peer = try TestPeer(
            to: coordinator.endpoint,
            security: try coordinator.newKey().security
        )
        var hello = try peer.hello()
        hello.slots = 1
        try peer.send(.hello(hello))
        let assigned = try peer.receive { if case .assign = $0 { true } else { false } }
        guard case .assign(let assignment) = assigned.message else { return }
        let before = try coordinator.residentKilobytes()
        let other = try Member(of: coordinator)
        let everything = (1...4_000).map { InventoryLine.unknown(pack: UInt64($0) + 1_000) }
        for number in 0..<1_000 {
            let offset = number % 70 * Limits.partSizeBytes
            try peer.send(
                .fetch(.dataset(assignment.dataset), offset: offset),
                session: assigned.session
            )
            if number.isMultiple(of: 50) {
                try peer.send(.heartbeat(everything), session: assigned.session)
            }
        }
        // Messages of one peer keep their order: what was said before this has been heard.
        try peer.send([[0xFF]])
        let hasHeardAll = { coordinator.process.standardError.contains(#/peer \w+: /#) }
        #expect(waitUntil { hasHeardAll() }, "\(coordinator.process.standardError)")
        try other.expectAnswer()
        let growth = try coordinator.residentKilobytes() - before
        #expect(growth < BadInputTests.growthLimitKilobytes / 2, "grew by \(growth) KiB")
        coordinator.process.send(SIGTERM)
        #expect(coordinator.process.wait() == 143, "\(coordinator.process.standardError)")
    }
}

extension InventoryLine {
    /// An attempt that does not exist.
    fileprivate static func unknown(pack: UInt64) -> InventoryLine {
        let attempt = AttemptID(pack: PackID(pack), number: .first)
        return InventoryLine(attempt: attempt, state: .training, epoch: 1)
    }
}
