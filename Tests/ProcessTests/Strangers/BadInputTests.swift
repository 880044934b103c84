import Foundation
import SweepTesting
import Testing
import ZeroMQ

/// Whatever is thrown at a live coordinator, it goes on, stores nothing of it and stays small.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: memory is measured.
struct BadInputTests {
    /// How much the process may grow.
    static let growthLimitKilobytes = 64 << 10

    @Test func `bytes before any handshake do nothing`() throws {
        let coordinator = try LiveCoordinator()
        let before = try coordinator.residentKilobytes()
        let status = try coordinator.status()
        var open: [RawConnection] = []
        for input in RawInput.all {
            for isHeld in [false, true] {
                let connection = try RawConnection(port: coordinator.port)
                connection.send(input.bytes)
                if isHeld { open.append(connection) }
            }
        }
        for _ in 0..<500 { open.append(try RawConnection(port: coordinator.port)) }
        try expectUnharmed(coordinator, status: status, kilobytes: before)
        withExtendedLifetime(open) {}
        try coordinator.expectUndisturbedReport()
    }

    @Test func `bad messages of a peer with a key do nothing`() throws {
        let coordinator = try LiveCoordinator()
        let before = try coordinator.residentKilobytes()
        let status = try coordinator.status()
        var shutOut = 0
        for conversation in BadConversation.frames + BadConversation.states {
            let security = try coordinator.newKey().security
            let peer = try TestPeer(to: coordinator.endpoint, security: security)
            try conversation.speak(peer, try peer.join())
            if conversation.isShutOut {
                shutOut += 1
                let log = { coordinator.process.standardError.ranges(of: "was cut off").count }
                #expect(waitUntil { log() == shutOut }, "\(conversation.name)")
            } else {
                // Messages of one peer keep their order: what was said before has been seen.
                _ = try peer.join()
            }
            #expect(try coordinator.status() == status, "\(conversation.name)")
        }
        try expectUnharmed(coordinator, status: status, kilobytes: before)
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a frame that is too long ends its connection only`() throws {
        let coordinator = try LiveCoordinator()
        let status = try coordinator.status()
        let security = try coordinator.newKey().security
        let peer = try TestPeer(to: coordinator.endpoint, security: security)
        _ = try peer.join()
        try peer.send([[UInt8](repeating: 0, count: 2 << 20)])
        let other = try TestPeer(to: coordinator.endpoint, security: security)
        _ = try other.join()
        #expect(try coordinator.status() == status)
        #expect(coordinator.process.isRunning, "\(coordinator.process.standardError)")
        coordinator.process.send(SIGTERM)
        #expect(coordinator.process.wait() == 143)
    }

    private func expectUnharmed(
        _ coordinator: LiveCoordinator,
        status: String,
        kilobytes before: Int
    ) throws {
        #expect(coordinator.process.isRunning, "\(coordinator.process.standardError)")
        #expect(try coordinator.status() == status)
        let growth = try coordinator.residentKilobytes() - before
        #expect(growth < Self.growthLimitKilobytes, "grew by \(growth) KiB")
    }
}
