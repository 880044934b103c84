import Testing
import ZeroMQ

/// What counts as a key, and that secrets stay secret.
struct CurveKeyTests {
    /// The client's key of ZeroMQ RFC 26 and its 32 bytes in Z85.
    @Test func `the public key follows from the secret key`() throws {
        let pair = try CurveKeyPair(
            secretKey: CurveSecretKey("D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs")
        )
        #expect(pair.publicKey.text == "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID")
    }

    @Test func `a new pair belongs together and is never the same`() throws {
        let pair = try CurveKeyPair.generate()
        #expect(try CurveKeyPair(secretKey: pair.secretKey) == pair)
        #expect(try CurveKeyPair.generate() != pair)
    }

    @Test func `bytes become a key and back`() throws {
        let key = try CurveKey(bytes: Array(repeating: 0, count: 32))
        #expect(key.text == String(repeating: "0", count: 40))
        #expect(try CurveKey(key.text) == key)
    }

    @Test(arguments: [
        "",
        String(repeating: "0", count: 39),
        String(repeating: "0", count: 41),
        String(repeating: "0", count: 39) + " ",
        String(repeating: "0", count: 39) + "\"",
        String(repeating: "0", count: 39) + "\0",
        String(repeating: "0", count: 38) + "é",
        // Beyond 2³²−1 in its last four bytes.
        String(repeating: "0", count: 35) + "#####",
    ])
    func `what is not a key is refused`(text: String) {
        #expect(throws: ZeroMQError.self) { try CurveKey(text) }
        #expect(throws: ZeroMQError.self) { try CurveSecretKey(text) }
    }

    @Test(arguments: [0, 31, 33]) func `a key has 32 bytes`(count: Int) {
        #expect(throws: ZeroMQError.self) { try CurveKey(bytes: Array(repeating: 1, count: count)) }
    }

    @Test func `a secret key shows in no description, dump or error`() throws {
        let pair = try CurveKeyPair.generate()
        let secret = pair.secretKey.text
        var options = SocketOptions()
        options.security = .curveServer(secretKey: pair.secretKey, domain: "work")
        var dumped = ""
        dump(pair, to: &dumped)
        dump(options, to: &dumped)
        for shown in ["\(pair)", String(reflecting: pair), "\(options)", dumped] {
            #expect(!shown.contains(secret))
        }
        let failure = #expect(throws: ZeroMQError.self) { try CurveSecretKey(secret + "0") }
        #expect(failure?.description.contains(secret) == false)
    }
}
