import Testing
import TrainingModel

/// Numbers as bytes without a writer or reader.
@Suite struct LittleEndianTests {
    /// Bit patterns that arithmetic would not keep, beside usual ones.
    static let patterns: [UInt32] = [
        0, 0x8000_0000, 0x3f80_0000, 0x0000_0001, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000,
        0xffc0_0000,
        0x7f80_0001, 0xff80_dead, 0x7fff_ffff, 0x0102_0304,
    ]

    @Test(arguments: patterns)
    func `a number keeps each bit`(pattern: UInt32) {
        let bytes = LittleEndian.bytes(of: [Float(bitPattern: pattern)])
        #expect(bytes == (0..<4).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) })
        #expect(floats(of: bytes)?.map(\.bitPattern) == [pattern])
    }

    @Test func `whole numbers begin with the lowest byte`() {
        #expect(LittleEndian.bytes(of: 0x12 as UInt8) == [0x12])
        #expect(LittleEndian.bytes(of: 0x1234 as UInt16) == [0x34, 0x12])
        #expect(LittleEndian.bytes(of: -2 as Int32) == [0xfe, 0xff, 0xff, 0xff])
        #expect(
            LittleEndian.bytes(of: 0x0102_0304_0506_0708 as UInt64) == [8, 7, 6, 5, 4, 3, 2, 1]
        )
    }

    /// The slow, obvious way against the copy of all bytes at once.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `many numbers have the bytes of each, one after the other`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let patterns = (0..<seed).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        let numbers = patterns.map { Float(bitPattern: $0) }
        let bytes = LittleEndian.bytes(of: numbers)
        #expect(bytes == patterns.flatMap { LittleEndian.bytes(of: $0) })
        #expect(LittleEndian.withBytes(of: numbers) { Array($0) } == bytes)
        #expect(floats(of: bytes)?.map(\.bitPattern) == patterns)
    }

    @Test(arguments: 0..<13)
    func `only a multiple of four bytes is numbers`(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(floats(of: bytes)?.count == (count % 4 == 0 ? count / 4 : nil))
    }

    @Test func `an empty buffer without an address holds no numbers`() {
        #expect(LittleEndian.floats(of: UnsafeRawBufferPointer(start: nil, count: 0)) == [])
    }

    @Test(arguments: 0..<8)
    func `numbers may begin at any address`(offset: Int) {
        let bytes = [UInt8](repeating: 9, count: offset) + LittleEndian.bytes(of: [1, -2.5])
        let numbers = bytes.withUnsafeBytes {
            LittleEndian.floats(of: UnsafeRawBufferPointer(rebasing: $0[offset...]))
        }
        #expect(numbers == [1, -2.5])
    }

    private func floats(of bytes: [UInt8]) -> [Float]? {
        bytes.withUnsafeBytes { LittleEndian.floats(of: $0) }
    }
}
