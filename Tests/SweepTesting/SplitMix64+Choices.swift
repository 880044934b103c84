package import TrainingModel

extension SplitMix64 {
    /// A random integer of `range`, often one of its ends.
    package mutating func integer(_ range: ClosedRange<Int>) -> Int {
        switch next() % 8 {
        case 0: range.lowerBound
        case 1: range.upperBound
        default: Int.random(in: range, using: &self)
        }
    }

    /// One of `elements`.
    package mutating func element<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }

    /// Random bytes.
    package mutating func bytes(count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A list of random length, made element by element.
    package mutating func list<Element>(
        _ counts: ClosedRange<Int>,
        _ make: (inout SplitMix64) -> Element
    ) -> [Element] {
        let count = Int.random(in: counts, using: &self)
        return (0..<count).map { _ in make(&self) }
    }

    /// `bytes` with one to four small changes, some of them pieces of `others`.
    package mutating func damage(_ bytes: [UInt8], with others: [[UInt8]] = []) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<integer(1...4) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &self)
            let end = Swift.min(bytes.count, index + integer(1...8))
            switch next() % 8 {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes[index] = element(of: Self.tellingBytes)
            case 2: bytes.removeSubrange(index..<end)
            case 3: bytes.insert(UInt8.random(in: 0...255, using: &self), at: index)
            case 4: bytes.insert(element(of: Self.tellingBytes), at: index)
            case 5: bytes.insert(contentsOf: bytes[index..<end], at: integer(0...index))
            case 6: bytes.removeLast(bytes.count - index)
            default:
                guard !others.isEmpty else { continue }
                let other = element(of: others)
                bytes.replaceSubrange(index..., with: other.suffix(integer(1...other.count)))
            }
        }
        return bytes
    }

    /// Bytes that mean something to a reader of text, or stand at the edge of a number's range.
    private static let tellingBytes =
        Array("\",\n\r\t 0-.eE\u{FEFF}\u{0}".utf8) + [0, 1, 0x7F, 0x80, 0xFF]
}
