import Foundation
import SweepAccess
import SweepModel
import Testing
import TrainingModel
import ZeroMQ

/// Who gets through the door, and how much each may say.
struct AdmissionTests {
    private let door: Door

    init() throws {
        var allowed = AllowedKey(name: "host", key: try CurveKeyPair.generate().publicKey)
        allowed.connections = 2
        allowed.expires = Door.date + 1_000
        var list = AllowList()
        try list.add(allowed)
        door = Door(list: list, key: allowed.key.text)
    }

    @Test func `only a known key connects`() {
        #expect(door.connect() == .accept(name: "host"))
        #expect(door.connect("other") == .refuse(reason: "its key is unknown"))
        #expect(door.connect(later: 1_000) == .refuse(reason: "the key “host” has expired"))
    }

    @Test func `a key has so many handshakes a minute`() {
        for _ in 0..<60 { #expect(door.connect() == .accept(name: "host")) }
        #expect(door.connect() == .refuse(reason: "the key “host” connects too often"))
        #expect(door.connect(at: 1) == .accept(name: "host"))
    }

    @Test func `a connection stays with the key that it came with`() {
        #expect(door.say(1) == .act)
        #expect(door.say(1, key: "other") == .drop(.otherKey))
        #expect(door.say(1) == .act)
        #expect(door.dropped == [.otherKey: 1])
    }

    @Test func `a key has so many connections until one is silent for long`() {
        #expect(door.say(1) == .act)
        #expect(door.say(2, at: 3) == .act)
        #expect(door.say(3, at: 4) == .drop(.tooManyConnections))
        #expect(door.say(3, at: 5) == .act)
        #expect(door.say(1, at: 5) == .drop(.tooManyConnections))
    }

    @Test func `a peer that sends too fast is not heard until it slows down`() {
        let burst = 2 * Limits.messagesPerSecond
        let heard = (0..<burst + 10).count { _ in door.say(1) == .act }
        #expect(heard == burst)
        #expect(door.say(1) == .drop(.tooFast))
        #expect(door.say(2) == .act)
        #expect(door.say(1, at: 1) == .act)
    }

    @Test func `too many protocol errors shut a peer out and ban its key for a while`() {
        #expect(door.say(1) == .act)
        #expect(door.say(2) == .act)
        for count in 1...Limits.violationsPerPeer {
            #expect(door.violate(1) == (count == Limits.violationsPerPeer))
        }
        #expect(door.say(1) == .drop(.banned))
        #expect(door.say(2) == .act, "another connection of the key did nothing wrong")
        let refusal = HandshakeVerdict.refuse(reason: "the key “host” is banned for a while")
        #expect(door.connect(at: 599) == refusal)
        #expect(door.say(3, at: 599) == .drop(.banned))
        #expect(door.connect(at: 600) == .accept(name: "host"))
    }

    @Test func `peers of an expired key are shut out once`() {
        #expect(door.say(2) == .act)
        #expect(door.say(1) == .act)
        #expect(door.shutOut().isEmpty)
        #expect(door.shutOut(later: 1_000) == [1, 2])
        #expect(door.shutOut(later: 1_000).isEmpty)
        #expect(door.say(1) == .drop(.notAllowed))
    }

    @Test func `a list without the key shuts its peers out`() {
        #expect(door.say(1) == .act)
        door.replaceList(AllowList())
        #expect(door.shutOut() == [1])
        #expect(door.say(2) == .drop(.notAllowed))
    }

    @Test func `a stranger is answered once a second`() {
        #expect(!door.answers(1), "it never spoke")
        #expect(door.say(1) == .act)
        #expect(door.answers(1))
        #expect(!door.answers(1, at: 0.9))
        #expect(door.answers(1, at: 1))
    }

    @Test func `without keys everybody speaks, but not endlessly many`() {
        let door = Door(list: nil, key: nil, peerLimit: 2)
        #expect(door.say(1) == .act)
        #expect(door.say(2) == .act)
        #expect(door.say(3) == .drop(.tooManyPeers))
        #expect(door.shutOut().isEmpty)
    }
}
