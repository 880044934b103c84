import SweepTesting
import Testing
import ZeroMQ

/// The requests and replies of ZeroMQ RFC 27, without sockets.
struct ZAPTests {
    private static let key = [UInt8](repeating: 7, count: 32)

    @Test func `a request is read`() throws {
        let request = try ZAPRequest(frames: frames())
        #expect(request.requestID == [1])
        #expect(request.domain == "work")
        #expect(request.address == "127.0.0.1")
        #expect(request.mechanism == .curve(publicKey: try CurveKey(bytes: Self.key)))
    }

    @Test func `each mechanism has its number of credentials`() throws {
        #expect(try ZAPRequest(frames: frames("NULL", [])).mechanism == .null)
        #expect(try ZAPRequest(frames: frames("PLAIN", [[1], [2]])).mechanism == .plain)
        let refused: [(String, [[UInt8]])] = [
            ("NULL", [[]]), ("PLAIN", [[1]]), ("CURVE", []), ("CURVE", [Self.key, Self.key]),
            ("CURVE", [Array(Self.key.dropLast())]), ("GSSAPI", [[1]]), ("", []),
        ]
        for (mechanism, credentials) in refused {
            #expect(throws: ZeroMQError.self) {
                try ZAPRequest(frames: frames(mechanism, credentials))
            }
        }
    }

    @Test func `a request of another version or length is refused`() {
        #expect(throws: ZeroMQError.self) { try ZAPRequest(frames: frames(version: "1.1")) }
        let whole = frames()
        for count in 0..<whole.count {
            #expect(throws: ZeroMQError.self, "\(count) frames") {
                try ZAPRequest(frames: Array(whole.prefix(count)))
            }
        }
    }

    @Test func `a reply names the request, the status and the user`() {
        let accepted = ZAPDecision.accept(userID: "worker-1").reply(to: [9])
        #expect(accepted.map(text) == ["1.0", "\t", "200", "OK", "worker-1", ""])
        let refused = ZAPDecision.refuse.reply(to: [9])
        #expect(refused.map(text) == ["1.0", "\t", "400", "not allowed", "", ""])
    }

    @Test func `a malformed request is answered and accepts no peer`() throws {
        let context = try Context()
        var handler = try ZAPHandler(in: context) { _ in .accept(userID: "anybody") }
        var client = try Socket(.dealer, in: context)
        try client.connect("inproc://zeromq.zap.01")
        for frames in [frames(version: "2.0"), Array(repeating: [], count: 100)] {
            try client.sendRequest(frames)
            var poller = Poller()
            poller.add(handler)
            try poller.wait(upTo: patience)
            let served = try handler.serve()
            #expect(served == 1)
            let reply = try client.nextMessage(maximumFrames: 7)
            #expect(reply.frames.map(text)[3] == "500")
        }
    }

    @Test func `a context has one handler`() throws {
        let context = try Context()
        let first = try ZAPHandler(in: context) { _ in .refuse }
        var isRefused = false
        do {
            _ = try ZAPHandler(in: context) { _ in .refuse }
        } catch let error as ZeroMQError {
            isRefused = error.isAddressInUse
        }
        #expect(isRefused)
        _ = first
    }

    private func frames(
        _ mechanism: String = "CURVE",
        _ credentials: [[UInt8]] = [key],
        version: String = "1.0"
    ) -> [[UInt8]] {
        [version, "\u{1}", "work", "127.0.0.1", "", mechanism].map { Array($0.utf8) } + credentials
    }

    private func text(_ frame: [UInt8]) -> String { String(decoding: frame, as: UTF8.self) }
}

extension Socket {
    /// Sends a request as REQ would: behind an empty frame.
    fileprivate mutating func sendRequest(_ frames: [[UInt8]]) throws {
        var poller = Poller()
        poller.add(self, for: .writable)
        try poller.wait(upTo: patience)
        guard try send([[]] + frames) == .sent else { throw Impatience(what: "room for a request") }
    }
}
