import Foundation
import SweepAccess
import SweepTesting
import Testing
import ZeroMQ

/// The keys of a run directory over several starts.
struct KeyFolderTests {
    private let folder: Scratch
    private let keys: KeyFolder
    private let access: URL

    init() throws {
        folder = try Scratch()
        keys = KeyFolder(in: folder.url)
        access = folder.url.appending(path: "access.json")
    }

    private func publish(_ endpoint: Endpoint = "tcp://127.0.0.1:5590") throws -> Bool {
        try keys.publishAccess(at: access, endpoints: [endpoint], listen: "tcp://*:5590")
    }

    private func publicKey(in file: URL) throws -> String {
        guard case .curveClient(_, let pair) = try AccessFile(reading: file).security else {
            return ""
        }
        return pair.publicKey.text
    }

    @Test func `a second start has the same keys and its own endpoints`() throws {
        let server = try keys.serverKeys()
        #expect(try publish())
        let first = try AccessFile(reading: access)
        #expect(try keys.serverKeys() == server)
        #expect(try publish("tcp://127.0.0.1:6000"))
        let second = try AccessFile(reading: access)
        #expect(second.security == first.security)
        #expect(second.endpoints == ["tcp://127.0.0.1:6000"])
        #expect(second.listen == "tcp://*:5590")
        #expect(try keys.allowList().keys.count == 1)
    }

    @Test func `a default key that was revoked is not made again`() throws {
        #expect(try publish())
        try keys.change { try $0.revoke(KeyFolder.defaultName) }
        #expect(try !publish())
        #expect(try keys.allowList().keys.count == 1)
    }

    @Test func `a lost access file gets a new key, and the lost one is revoked`() throws {
        #expect(try publish())
        let lost = try publicKey(in: access)
        try FileManager.default.removeItem(at: access)
        #expect(try publish())
        let list = try keys.allowList()
        guard case .revoked = list.status(of: lost, at: .now) else {
            Issue.record("the lost key is \(list.status(of: lost, at: .now))")
            return
        }
        #expect(try publicKey(in: access) == list.keys(named: KeyFolder.defaultName)[0].key.text)
    }

    @Test func `a rotated key keeps its terms`() throws {
        let file = keys.accessFile(of: "host")
        let expires = Date(timeIntervalSince1970: 4_000_000_000)
        try keys.makeKey(
            named: "host",
            endpoints: ["tcp://a:1"],
            expires: expires,
            connections: 3,
            writing: file
        )
        let former = try publicKey(in: file)
        try keys.rotateKey(named: "host", endpoints: ["tcp://a:1"], writing: file)
        #expect(try publicKey(in: file) != former)
        let key = try #require(try keys.allowList().keys(named: "host").first)
        #expect(key.expires == expires)
        #expect(key.connections == 3)
        #expect(try AccessFile(reading: file).expires == expires)
    }

    @Test func `a change is noticed once, and a bad list is told once`() throws {
        _ = try publish()
        var watch = AllowListWatch(keys)
        #expect(try watch.changed()?.keys.count == 1)
        #expect(try watch.changed() == nil)
        try keys.change { try $0.revoke(KeyFolder.defaultName) }
        #expect(try watch.changed()?.keys[0].isRevoked == true)
        _ = try folder.write("{", to: "keys/authorized.json")
        #expect(throws: AccessError.self) { try watch.changed() }
        #expect(try watch.changed() == nil)
    }
}
