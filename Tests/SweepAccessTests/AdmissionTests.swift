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

    @Test func `a peer that sends too fast is not heard until it slows down`() {
        let burst = 2 * Limits.messagesPerSecond
        let heard = (0..<burst + 10).count { _ in fixture.send(1) == .act }
        #expect(heard == burst)
        #expect(fixture.send(1) == .drop(.tooFast))
        #expect(fixture.send(2) == .act)
        #expect(fixture.send(1, at: 1) == .act)
    }

    @Test func `too many protocol errors shut a peer out and ban its key for a while`() {
        #expect(fixture.send(1) == .act)
        #expect(fixture.send(2) == .act)
        for count in 1...Limits.violationsPerPeer {
            #expect(fixture.violate(1) == (count == Limits.violationsPerPeer))
        }
        #expect(fixture.send(1) == .drop(.banned))
        #expect(fixture.send(2) == .act, "another connection of the key did nothing wrong")
        let refusal = HandshakeVerdict.refuse(reason: "the key “host” is banned for a while")
        #expect(fixture.connect(at: 599) == refusal)
        #expect(fixture.send(3, at: 599) == .drop(.banned))
        #expect(fixture.connect(at: 600) == .accept(name: "host"))
    }

    @Test func `peers of an expired key are shut out once`() {
        #expect(fixture.send(2) == .act)
        #expect(fixture.send(1) == .act)
        #expect(fixture.shutOut().isEmpty)
        #expect(fixture.shutOut(later: 1_000) == [1, 2])
        #expect(fixture.shutOut(later: 1_000).isEmpty)
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
