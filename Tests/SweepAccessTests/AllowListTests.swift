import Foundation
import SweepAccess
import Testing
import ZeroMQ

/// Which keys a coordinator knows.
struct AllowListTests {
    private let key: CurveKey
    private let date = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws { key = try CurveKeyPair.generate().publicKey }

    @Test func `a key is allowed until it expires or is revoked`() throws {
        var list = AllowList()
        #expect(list.status(of: key.text, at: date) == .unknown)
        let allowed = AllowedKey(name: "host", key: key, expires: date + 10)
        try list.add(allowed)
        #expect(list.status(of: key.text, at: date) == .allowed(allowed))
        #expect(list.status(of: key.text, at: date + 10) == .expired(allowed))
        try list.revoke("host")
        guard case .revoked = list.status(of: key.text, at: date) else {
            Issue.record("a revoked key is \(list.status(of: key.text, at: date))")
            return
        }
        #expect(throws: AccessError.self) { try list.revoke("host") }
    }

    @Test func `the name of a revoked key is free for another key`() throws {
        var list = AllowList()
        try list.add(AllowedKey(name: "host", key: key))
        let next = try CurveKeyPair.generate().publicKey
        #expect(throws: AccessError.self) { try list.add(AllowedKey(name: "host", key: next)) }
        try list.revoke("host")
        try list.add(AllowedKey(name: "host", key: next))
        #expect(list.keys.count == 2)
        #expect(try AllowList(decoding: try list.encoded(), file: "authorized.json") == list)
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "-x", "a b", "é", "a\u{0}", String(repeating: "a", count: 65),
    ])
    func `a name that could be a path or an option is refused`(name: String) {
        var list = AllowList()
        #expect(throws: AccessError.self) { try list.add(AllowedKey(name: name, key: key)) }
    }

    @Test(arguments: [
        #"{"name": "b", "key": "short"}"#, #"{"name": "b"}"#, #"{"key": "x"}"#, "7",
        #"{"name": "../b", "key": "KEY"}"#, #"{"name": "b", "key": "KEY", "connections": 0}"#,
        #"{"name": "b", "key": "KEY"}, {"name": "c", "key": "KEY"}"#,
    ])
    func `one bad line makes the list unusable`(line: String) throws {
        let other = try CurveKeyPair.generate().publicKey
        let good = #"{"name": "a", "key": "\#(key.text)"}"#
        let bad = line.replacingOccurrences(of: "KEY", with: other.text)
        let text = #"{"version": 1, "keys": [\#(good), \#(bad)]}"#
        let error = #expect(throws: AccessError.self) {
            try AllowList(decoding: Data(text.utf8), file: "authorized.json")
        }
        #expect(error?.code == .malformed)
        let fine = #"{"version": 1, "keys": [\#(good)]}"#
        #expect(try AllowList(decoding: Data(fine.utf8), file: "list").keys.map(\.name) == ["a"])
    }
}
