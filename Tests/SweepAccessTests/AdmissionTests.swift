import Foundation
import SweepAccess
import SweepModel
import Testing
import TrainingModel
import ZeroMQ

/// Who may connect, and how much each may send.
struct AdmissionTests {
    private let fixture: AdmissionFixture

    init() throws {
        var allowed = AllowedKey(name: "host", key: try CurveKeyPair.generate().publicKey)
        allowed.connections = 2
        allowed.expires = AdmissionFixture.date + 1_000
        var list = AllowList()
        try list.add(allowed)
        fixture = AdmissionFixture(list: list, key: allowed.key.text)
    }

    @Test func `only a known key connects`() {
        #expect(fixture.connect() == .accept(name: "host"))
        #expect(fixture.connect("other") == .refuse(reason: "its key is unknown"))
        #expect(fixture.connect(later: 1_000) == .refuse(reason: "the key “host” has expired"))
    }

    @Test func `a key has so many handshakes a minute`() {
        for _ in 0..<60 { #expect(fixture.connect() == .accept(name: "host")) }
        #expect(fixture.connect() == .refuse(reason: "the key “host” connects too often"))
        #expect(fixture.connect(at: 1) == .accept(name: "host"))
    }

    @Test func `a connection stays with the key that it came with`() {
        #expect(fixture.send(1) == .act)
        #expect(fixture.send(1, key: "other") == .drop(.otherKey))
        #expect(fixture.send(1) == .act)
        #expect(fixture.dropped == [.otherKey: 1])
    }

    @Test func `a key has so many connections until one is silent for long`() {
        #expect(fixture.send(1) == .act)
        #expect(fixture.send(2, at: 3) == .act)
        #expect(fixture.send(3, at: 4) == .drop(.tooManyConnections))
        #expect(fixture.send(3, at: 5) == .act)
        #expect(fixture.send(1, at: 5) == .drop(.tooManyConnections))
    }

    @Test func `a peer that sends too much is not heard until it slows down`() {
        let burst = 2 * Limits.costPerSecond
        let heard = (0..<burst + 10).count { _ in fixture.send(1) == .act }
        #expect(heard == burst)
        #expect(fixture.send(1) == .drop(.tooFast))
        #expect(fixture.send(2) == .act)
        #expect(fixture.send(1, at: 1) == .act)
    }

    @Test func `messages are weighed, not counted`() {
        let heard = (0..<1_000).count { _ in fixture.send(1, cost: 1_500) == .act }
        #expect(heard == 2 * Limits.costPerSecond / 1_500)
    }

    @Test func `a peer that goes on sending too much is cut off, once`() {
        var cuts = 0
        for _ in 0..<1_000 {
            if case .cut(_, .tooFast) = fixture.send(1, cost: 1_500) { cuts += 1 }
        }
        #expect(cuts == 1)
        #expect(fixture.send(1, at: 5) == .drop(.tooFast), "it must connect again")
        #expect(fixture.send(2) == .act)
    }

    @Test func `the peers of one key share a budget`() throws {
        let fixture = try Self.fixture(connections: 20, peerLimit: 30)
        let heard = (0..<20 as Range<UInt8>).map { peer in
            (0..<200).count { _ in fixture.send(peer, cost: 1_000) == .act }
        }
        #expect(heard.reduce(0, +) == 2 * Limits.costPerSecondOfKey / 1_000)
    }

    @Test func `too many protocol errors cut a connection, and no other of its key`() {
        #expect(fixture.misbehave(1))
        #expect(fixture.send(2) == .act, "another connection of the key did nothing wrong")
        #expect(fixture.send(1) == .drop(.banned))
        #expect(fixture.connect() == .accept(name: "host"))
    }

    @Test func `an address whose connections misbehave is told until when its key is banned`()
        throws
    {
        let fixture = try Self.fixture(connections: 20, peerLimit: 30)
        for peer in 1...UInt8(Limits.cutsPerAddress) { #expect(fixture.misbehave(peer)) }
        guard case .reject(let rejection) = fixture.send(10, at: 1) else {
            Issue.record("the address is not banned")
            return
        }
        #expect(rejection.code == .violation)
        // The day of the tests begins 8 hours and the ban ends 10 minutes later.
        #expect(rejection.detail.contains("“host” is banned at 10.0.0.1 until 08:10:00 UTC"))
        #expect(fixture.send(11, address: "10.0.0.2", at: 1) == .act, "the key may be shared")
        #expect(fixture.send(12, at: 601) == .act)
    }

    @Test(arguments: ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
    func `a loopback address is never banned`(address: String) throws {
        let fixture = try Self.fixture(connections: 20, peerLimit: 30)
        for peer in 1...10 as ClosedRange<UInt8> {
            #expect(fixture.misbehave(peer, address: address))
        }
        #expect(fixture.send(11, address: address) == .act)
    }

    private static func fixture(connections: Int, peerLimit: Int) throws -> AdmissionFixture {
        var allowed = AllowedKey(name: "host", key: try CurveKeyPair.generate().publicKey)
        allowed.connections = connections
        var list = AllowList()
        try list.add(allowed)
        return AdmissionFixture(list: list, key: allowed.key.text, peerLimit: peerLimit)
    }

    @Test func `peers of an expired key are shut out once`() {
        #expect(fixture.send(2) == .act)
        #expect(fixture.send(1) == .act)
        #expect(fixture.shutOut().isEmpty)
        #expect(fixture.shutOut(later: 1_000) == [1, 2])
        #expect(fixture.shutOut(later: 1_000).isEmpty)
        #expect(fixture.send(1) == .cut(AdmissionFixture.origin("10.0.0.1"), .notAllowed))
        #expect(fixture.send(1) == .drop(.notAllowed))
    }

    @Test func `a list without the key shuts its peers out`() {
        #expect(fixture.send(1) == .act)
        fixture.replaceList(AllowList())
        #expect(fixture.shutOut() == [1])
        #expect(fixture.send(2) == .drop(.notAllowed))
    }

    @Test func `a stranger is answered once a second`() {
        #expect(!fixture.answers(1), "it never spoke")
        #expect(fixture.send(1) == .act)
        #expect(fixture.answers(1))
        #expect(!fixture.answers(1, at: 0.9))
        #expect(fixture.answers(1, at: 1))
    }

    @Test func `without keys everybody speaks, but not endlessly many`() {
        let fixture = AdmissionFixture(list: nil, key: nil, peerLimit: 2)
        #expect(fixture.send(1) == .act)
        #expect(fixture.send(2) == .act)
        #expect(fixture.send(3) == .drop(.tooManyPeers))
        #expect(fixture.shutOut().isEmpty)
    }
}
