import Digest
import Testing

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
