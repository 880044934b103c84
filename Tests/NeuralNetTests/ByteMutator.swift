import NeuralNet
import TrainingModel

/// Damages bytes at random places, the same way for the same seed.
struct ByteMutator {
    private var generator: MersenneTwister

    /// Starts a stream of mutations.
    init(seed: UInt64) {
        generator = MersenneTwister(seed: seed)
    }

    /// The bytes after one to four small mutations.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...number(below: 4) {
            let place = number(below: bytes.count + 1)
            let end = min(bytes.count, place + 1 + number(below: 8))
            switch number(below: 5) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: number(below: place + 1))
            case 2: bytes.insert(UInt8(number(below: 256)), at: place)
            case 3 where place < bytes.count: bytes[place] ^= 1 << number(below: 8)
            case 4: bytes.insert(interestingByte(), at: place)
            default: break
            }
        }
        return bytes
    }

    private mutating func interestingByte() -> UInt8 {
        let bytes = Array("\",\n\r\t 0-.eE\u{FEFF}\u{0}".utf8) + [0x7F, 0x80, 0xFF]
        return bytes[number(below: bytes.count)]
    }

    private mutating func number(below count: Int) -> Int { Int(generator.next()) % count }
}
