internal import SweepModel
internal import SweepWire
internal import Testing

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
        var generator = SeededGenerator(seed: seed)
        let frames = GoldenMessage.all.map(\.envelope.frame)
        var understood = 0
        for _ in 0..<5_000 {
            let message = generator.element(of: GoldenMessage.all)
            let frame = generator.mutate(message.envelope.frame, with: frames)
            guard let decoded = decode(frame, as: message.envelope) else { continue }
            understood += 1
            #expect(try message.envelope.decoded(from: decoded.frame) == decoded)
        }
        #expect(understood > 0, "mutations that are all refused at once test little")
    }

    @Test(arguments: 0..<10)
    func `random bytes are refused`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
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

extension SeededGenerator {
    /// `frame` with one to four small changes, some of them pieces of `others`.
    fileprivate mutating func mutate(_ frame: [UInt8], with others: [[UInt8]]) -> [UInt8] {
        var frame = frame
        for _ in 0..<integer(1...4) where !frame.isEmpty {
            let index = Int.random(in: frame.indices, using: &self)
            switch next() % 6 {
            case 0: frame[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: frame[index] = element(of: [0, 1, 0x7F, 0x80, 0xFF])
            case 2: frame.remove(at: index)
            case 3: frame.insert(UInt8.random(in: 0...255, using: &self), at: index)
            case 4: frame.removeLast(frame.count - index)
            default:
                let other = element(of: others)
                frame.replaceSubrange(index..., with: other.suffix(integer(1...other.count)))
            }
        }
        return frame
    }
}
