internal import SweepModel
internal import SweepTesting
internal import SweepWire
internal import Testing
internal import TrainingModel

/// No frame, however broken, takes the program down or is half understood.
struct HostileFrameTests {
    /// Every shorter frame is refused, but for those that end before the body's optional content.
    @Test(arguments: GoldenMessage.all)
    func `a cut frame is refused or is a whole message of its own`(message: GoldenMessage) throws {
        let frame = message.envelope.frame
        for count in 0..<frame.count {
            let cut = Array(frame.prefix(count))
            guard let decoded = decode(cut, as: message.envelope) else { continue }
            #expect(decoded != message.envelope)
            #expect(try message.envelope.decoded(from: decoded.frame) == decoded)
        }
    }

    /// 40 × 5 000 mutated frames: what is understood is valid, so it can be sent on as it is.
    @Test(arguments: 0..<40)
    func `mutated frames never trap`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let frames = GoldenMessage.all.map(\.envelope.frame)
        var understood = 0
        for _ in 0..<5_000 {
            let message = generator.element(of: GoldenMessage.all)
            let frame = generator.damage(message.envelope.frame, with: frames)
            guard let decoded = decode(frame, as: message.envelope) else { continue }
            understood += 1
            #expect(try message.envelope.decoded(from: decoded.frame) == decoded)
        }
        #expect(understood > 0, "mutations that are all refused at once test little")
    }

    @Test(arguments: 0..<10)
    func `random bytes are refused`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let frame = generator.bytes(count: generator.integer(1...64))
            let error = #expect(throws: WireError.self) { try WorkerEnvelope(decoding: frame) }
            #expect(error?.message.isEmpty == false)
        }
    }

    /// What `frame` means, or `nil` if it is refused.
    private func decode(_ frame: [UInt8], as kind: GoldenEnvelope) -> GoldenEnvelope? {
        do { return try kind.decoded(from: frame) } catch {
            #expect(!error.message.isEmpty)
            return nil
        }
    }
}
