import Digest
import SweepTesting
import Testing

/// Holds SHA-256 to the standard's examples and to Python's bytes.
@Suite struct SHA256Tests {
    /// Source: NIST, "Examples with Intermediate Values: SHA-256", and the validation program's
    /// empty message.
    static let examples = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: examples.indices)
    func `the examples of the standard come out`(index: Int) {
        let (text, expected) = Self.examples[index]
        #expect(Digest(sha256: text).description == expected)
        #expect(Digest(sha256: Array(text.utf8)).description == expected)
    }

    /// All lengths around the first four blocks of 64 bytes, whose padding differs.
    @Test(.requires(.python("hashlib")))
    func `Python comes to the same for each length up to 300`() throws {
        let program = """
            import hashlib
            for n in range(301):
                print(hashlib.sha256(bytes((7 * i + n) % 256 for i in range(n))).hexdigest())
            """
        let outcome = try ExternalTool.python.run(["-c", program])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let digests = (0...300).map { Digest(sha256: Self.message(length: $0)).description }
        #expect(outcome.output.split(separator: "\n").map(String.init) == digests)
    }

    @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 127, 128, 129, 255, 256, 300])
    func `pieces count as if they stood in one row`(length: Int) {
        let message = Self.message(length: length)
        let expected = Digest(sha256: message)
        for cut in 0...length {
            var hash = SHA256()
            hash.update(message[..<cut])
            hash.update([])
            hash.update(message[cut...])
            #expect(hash.digest == expected)
        }
    }

    @Test func `a digest may be asked for on the way, and a copy goes its own way`() {
        var hash = SHA256()
        #expect(hash.digest == Digest(sha256: ""))
        hash.update("ab".utf8)
        var copy = hash
        copy.update("d".utf8)
        #expect(hash.digest == Digest(sha256: "ab"))
        hash.update("c".utf8)
        #expect(hash.digest == Digest(sha256: "abc"))
        #expect(copy.digest == Digest(sha256: "abd"))
    }

    /// Bytes that are made while they are asked for, of which there is no buffer.
    @Test func `bytes may come from a sequence without memory`() {
        let bytes = sequence(first: UInt8(0)) { $0 < 200 ? $0 + 1 : nil }
        #expect(Digest(sha256: bytes) == Digest(sha256: Array(0...200)))
    }

    /// Several threads may hash for the first time at once.
    @Test func `tasks hash side by side`() async {
        let expected = Digest(sha256: Self.message(length: 300))
        await withTaskGroup(of: Digest.self) { group in
            for _ in 0..<64 { group.addTask { Digest(sha256: Self.message(length: 300)) } }
            for await digest in group { #expect(digest == expected) }
        }
    }

    private static func message(length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: 7 * $0 + length) }
    }
}

/// The value that a hash comes to, and how it is written.
@Suite struct DigestTests {
    @Test func `a digest is 64 hexadecimal digits and back`() throws {
        let bytes = (0..<32).map { UInt8($0 * 8) }
        let digest = try #require(Digest(bytes: bytes))
        let text = "0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8"
        #expect(digest.description == text)
        #expect(Digest(hexadecimal: text) == digest)
        #expect(Digest(hexadecimal: text.uppercased()) == digest)
    }

    @Test(arguments: [
        "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 66),
        String(repeating: "g", count: 64), String(repeating: "é", count: 32),
    ])
    func `any other text is no digest`(text: String) {
        #expect(Digest(hexadecimal: text) == nil)
    }

    @Test func `a digest needs 32 bytes`() {
        #expect(Digest(bytes: Array(repeating: 0, count: 31)) == nil)
        #expect(Digest(bytes: Array(repeating: 0, count: 33)) == nil)
    }
}
