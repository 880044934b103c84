import Foundation
import SweepModel
import SweepTesting
import Testing
import ZeroMQ

/// Peers with good keys that take names of their own, of others, or of those to come.
@Suite(.timeLimit(.minutes(2)))
struct RoutingIDTests {
    /// What libzmq 4.3.4 gives to the first peers of a process whose `rand()` has no seed.
    private static let unseeded: UInt32 = 0x6B8B_4567

    private static let names: [[UInt8]] = [
        [1], [0], [0, 1, 2, 3, 4], Array(repeating: 0xFF, count: 255),
    ]

    @Test func `a claimed name gives no access to what belongs to another`() throws {
        let coordinator = try LiveCoordinator()
        let status = try coordinator.status()
        for name in Self.names {
            let owner = try forge(name, coordinator)
            try owner.send(.hello(try hello()))
            let welcome = try #require(try owner.receive(), "\(name)")
            // Another key under the same name: libzmq keeps the first, and hears nothing of it.
            let thief = try forge(name, coordinator)
            try thief.send(.hello(try hello()))
            #expect(try thief.receive(within: .milliseconds(300)) == nil, "\(name)")
            try owner.send(.heartbeat([]), session: welcome.session)
            let answer = try #require(try owner.receive(), "\(name)")
            #expect(answer.message == .heartbeatAcknowledged(stop: []), "\(name)")
        }
        #expect(try coordinator.status() == status)
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a name that its owner has left is not given to another key`() throws {
        let coordinator = try LiveCoordinator()
        let name: [UInt8] = [7, 7, 7]
        try forgeAndLeave(name, coordinator)
        let thief = try forge(name, coordinator)
        let isDropped = try waitUntil {
            try thief.send(.hello(try hello()))
            let answer = try thief.receive(within: .milliseconds(100))
            #expect(answer == nil)
            return coordinator.process.standardError.contains("was dropped: ")
        }
        #expect(isDropped, "\(coordinator.process.standardError)")
        try coordinator.expectUndisturbedReport()
    }

    /// A peer under the name that a router is about to give ends the whole process (libzmq 4.3.4,
    /// socket_base.cpp); so these names must not be the ones that everybody can look up.
    @Test func `the names to come cannot be looked up`() throws {
        let coordinator = try LiveCoordinator()
        var forged: [ForgedPeer] = []
        for number in 0..<40 as Range<UInt32> {
            let next = Self.unseeded + number
            let name = [0] + withUnsafeBytes(of: next.bigEndian) { Array($0) }
            let peer = try forge(name, coordinator)
            try peer.send(.hello(try hello()))
            _ = try #require(try peer.receive())
            forged.append(peer)
        }
        for _ in 0..<40 {
            let security = try coordinator.newKey().security
            _ = try TestPeer(to: coordinator.endpoint, security: security).join()
        }
        withExtendedLifetime(forged) {}
        try coordinator.expectUndisturbedReport()
    }

    private func forge(_ name: [UInt8], _ coordinator: LiveCoordinator) throws -> ForgedPeer {
        let security = try coordinator.newKey().security
        return try ForgedPeer(name, to: coordinator.endpoint, security: security)
    }

    private func forgeAndLeave(_ name: [UInt8], _ coordinator: LiveCoordinator) throws {
        let owner = try forge(name, coordinator)
        try owner.send(.hello(try hello()))
        _ = try #require(try owner.receive())
    }

    private func hello() throws -> Hello { try TestPeer.hello(of: WorkerID(1)) }
}
