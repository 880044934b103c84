import Foundation
import SweepModel
import SweepTesting
import Testing
import ZeroMQ

/// Peers with good keys whose connection ends, breaks or stalls at each step of the handshake.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: memory is measured.
struct HandshakeTests {
    /// How a connection goes on after the last byte.
    enum End: CaseIterable {
        case finish, reset, stall
    }

    /// Bytes of the peer, up to and into each step of ZMTP 3.1 with CURVE (ZeroMQ RFC 37 and 26):
    /// signature 10, version, mechanism and filler 54, HELLO 202, INITIATE 301, then messages.
    private static let steps: [(name: String, bytes: Int)] = [
        ("connected", 0), ("a byte", 1), ("half a signature", 5), ("the signature", 10),
        ("the version", 12), ("half a mechanism", 20), ("the greeting without its end", 63),
        ("the greeting", 64), ("the head of HELLO", 66), ("half a HELLO", 160),
        ("HELLO without its end", 265), ("HELLO", 266), ("the head of INITIATE", 275),
        ("half an INITIATE", 400), ("INITIATE without its end", 566),
    ]

    /// Steps after which the peer is known, so that it may be silent for long.
    private static let knownSteps: [(name: String, bytes: Int)] = [
        ("INITIATE", 567), ("the head of a message", 570), ("half a message", 620),
    ]

    @Test func `a handshake that ends, breaks or stalls anywhere does nothing`() throws {
        let coordinator = try LiveCoordinator()
        let (_, security) = try coordinator.newKey()
        let status = try coordinator.status()
        let before = try coordinator.residentKilobytes()
        let relay = try HandshakeRelay(to: coordinator.port)
        var strangers: [(name: String, connection: RawConnection)] = []
        var known: [RawConnection] = []
        for end in End.allCases {
            for step in Self.steps + Self.knownSteps {
                let peer = try TestPeer(
                    to: relay.endpoint,
                    security: security,
                    queuesAhead: true
                )
                if step.bytes > 567 { try peer.send(.hello(try peer.hello())) }
                let connection = try relay.carry(step.bytes)
                switch end {
                case .finish: connection.finish()
                case .reset: connection.resetAtEnd()
                case .stall: break
                }
                guard end != .reset else { continue }
                if step.bytes < 567 {
                    strangers.append(("\(end) after \(step.name)", connection))
                } else {
                    known.append(connection)
                }
            }
        }
        for (name, connection) in strangers {
            #expect(waitUntil { connection.isHungUp }, "\(name)")
        }
        #expect(coordinator.process.isRunning, "\(coordinator.process.standardError)")
        #expect(try coordinator.status() == status)
        #expect(try coordinator.residentKilobytes() - before < BadInputTests.growthLimitKilobytes)
        try coordinator.expectUndisturbedReport()
        withExtendedLifetime(known) {}
    }
}
