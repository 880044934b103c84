import Foundation
import SweepAccess
import Testing
import ZeroMQ

/// What a worker joins with, read from text that may be anything.
struct AccessFileTests {
    /// A text that is no access file.
    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        let change: @Sendable (inout [String: Any]) -> Void
        let fragment: String

        var testDescription: String { name }
    }

    private static let faults = [
        Fault(name: "newer", change: { $0["version"] = 2 }, fragment: "of version 2"),
        Fault(name: "no version", change: { $0["version"] = nil }, fragment: "“version”"),
        Fault(name: "text as version", change: { $0["version"] = "1" }, fragment: "“version”"),
        Fault(name: "no name", change: { $0["name"] = nil }, fragment: "“name” is missing"),
        Fault(name: "no endpoints", change: { $0["endpoints"] = [String]() }, fragment: "1 to 64"),
        Fault(
            name: "many endpoints",
            change: { $0["endpoints"] = [String](repeating: "tcp://a:1", count: 65) },
            fragment: "names 65 endpoints"
        ),
        Fault(
            name: "bad endpoint",
            change: { $0["endpoints"] = ["udp://a:1"] },
            fragment: "tcp://HOST:PORT"
        ),
        Fault(name: "short key", change: { $0["serverKey"] = "abc" }, fragment: "40 characters"),
        Fault(name: "short secret", change: { $0["secretKey"] = "s3cr3t" }, fragment: "40 char"),
        Fault(name: "no secret", change: { $0["secretKey"] = nil }, fragment: "or none of them"),
        Fault(
            name: "another's key",
            change: { $0["publicKey"] = $0["serverKey"] },
            fragment: "does not belong"
        ),
        Fault(name: "bad date", change: { $0["expires"] = "soon" }, fragment: "“expires”"),
    ]

    private let access: AccessFile

    init() throws {
        access = AccessFile(
            name: "host",
            endpoints: ["tcp://192.0.2.1:5590", "tcp://[2001:db8::1]:5590"],
            security: .curveClient(
                serverKey: try CurveKeyPair.generate().publicKey,
                keys: try CurveKeyPair.generate()
            ),
            expires: Date(timeIntervalSince1970: 1_800_000_000),
            listen: "tcp://*:5590"
        )
    }

    @Test func `what is written is read again`() throws {
        let data = try access.encoded()
        #expect(try AccessFile(decoding: data, file: "access.json") == access)
        let text = String(decoding: data, as: UTF8.self)
        let windows = Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        #expect(try AccessFile(decoding: windows, file: "access.json") == access)
    }

    @Test(arguments: faults)
    func `a wrong member is named`(fault: Fault) throws {
        let object = try JSONSerialization.jsonObject(with: try access.encoded())
        var members = try #require(object as? [String: Any])
        fault.change(&members)
        let data = try JSONSerialization.data(withJSONObject: members)
        let error = #expect(throws: AccessError.self) {
            try AccessFile(decoding: data, file: "access.json")
        }
        #expect(error?.code == .malformed)
        #expect(error?.description.contains(fault.fragment) == true, "\(String(describing: error))")
        #expect(error?.description.contains("s3cr3t") == false)
    }

    @Test func `a text that is cut anywhere is refused`() throws {
        let data = try access.encoded()
        for count in 0..<data.count - 2 {
            #expect(throws: AccessError.self) {
                try AccessFile(decoding: data.prefix(count), file: "access.json")
            }
        }
    }

    @Test func `a key that has expired is refused by name`() throws {
        let expires = try #require(access.expires)
        try access.check(at: expires - 1)
        let error = #expect(throws: AccessError.self) { try access.check(at: expires) }
        #expect(error?.code == .expired)
        #expect(error?.description.contains("host") == true)
    }
}
