import Testing
import TrainingModel

/// What is written is read, and nothing else traps.
@Suite struct LittleEndianReaderTests {
    @Test func `each kind of number has its bytes`() {
        var writer = LittleEndianWriter(reservingCapacity: 64)
        writer.write(Array("MS".utf8))
        writer.write("é".utf8)
        writer.write(7 as UInt8)
        writer.write(0x0201 as UInt16)
        writer.write(0x0403_0201 as UInt32)
        writer.write(0x0807_0605_0403_0201 as UInt64)
        writer.write(-1)
        writer.write(1 as Float)
        writer.write(-2 as Double)
        writer.write([0.5, -0.0] as [Float])
        let expected: [[UInt8]] = [
            [0x4d, 0x53], [0xc3, 0xa9], [7], [1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8],
            [255, 255, 255, 255, 255, 255, 255, 255],
            [0, 0, 0x80, 0x3f], [0, 0, 0, 0, 0, 0, 0, 0xc0], [0, 0, 0, 0x3f, 0, 0, 0, 0x80],
        ]
        #expect(writer.bytes == expected.flatMap { $0 })
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `what was written is read`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let words = (0..<5).map { _ in random.next() }
        let patterns = (0..<random.next() % 50).map { _ in UInt32(truncatingIfNeeded: random.next())
        }
        var writer = LittleEndianWriter()
        writer.write(UInt16(truncatingIfNeeded: words[0]))
        writer.write(Int32(truncatingIfNeeded: words[1]))
        writer.write(words[2])
        writer.write(Int(truncatingIfNeeded: words[3]))
        writer.write(Double(bitPattern: words[4]))
        writer.write(patterns.map { Float(bitPattern: $0) })
        writer.write(Float(bitPattern: UInt32(truncatingIfNeeded: words[0])))
        writer.write([1, 2, 3] as [UInt8])

        // The slice begins at an odd index, so no number is aligned.
        let shifted = [0] + writer.bytes
        for var reader in [LittleEndianReader(writer.bytes), LittleEndianReader(shifted[1...])] {
            #expect(try reader.readInteger() == UInt16(truncatingIfNeeded: words[0]))
            #expect(try reader.readInteger() == Int32(truncatingIfNeeded: words[1]))
            #expect(try reader.readInteger(as: UInt64.self) == words[2])
            #expect(try reader.readInt() == Int(truncatingIfNeeded: words[3]))
            #expect(try reader.readDouble().bitPattern == words[4])
            #expect(try reader.readFloats(count: patterns.count).map(\.bitPattern) == patterns)
            #expect(try reader.readFloat().bitPattern == UInt32(truncatingIfNeeded: words[0]))
            #expect(reader.remainingCount == 3)
            #expect(try reader.readBytes(count: 3) == [1, 2, 3])
            #expect(reader.isAtEnd)
            #expect(throws: Never.self) { try reader.expectEnd() }
        }
    }

    @Test(arguments: [
        -1, Int.min, 12, 13, Int.max, Int.max / 4, Int.max / 4 + 1, Int.max / 2 + 2, 1 << 62,
    ])
    func `a count that no bytes belong to fails and moves nothing`(count: Int) throws {
        var reader = LittleEndianReader([UInt8](0..<11))
        #expect(throws: LittleEndianError.self) { try reader.readBytes(count: count) }
        #expect(throws: LittleEndianError.self) { try reader.readSlice(count: count) }
        #expect(throws: LittleEndianError.self) { try reader.readFloats(count: count) }
        #expect(throws: LittleEndianError.self) { try reader.readFloats(count: 3) }
        #expect(reader.remainingCount == 11)
        #expect(try reader.readBytes(count: 0) == [])
        #expect(try reader.readFloats(count: 0) == [])
        #expect(try reader.readFloats(count: 2).count == 2)
        #expect(reader.remainingCount == 3)
    }

    @Test(arguments: 0..<8)
    func `a number that is cut off fails and moves nothing`(count: Int) {
        var reader = LittleEndianReader([UInt8](repeating: 1, count: count))
        #expect(throws: LittleEndianError.self) { try reader.readInt() }
        #expect(throws: LittleEndianError.self) { try reader.readDouble() }
        #expect(throws: LittleEndianError.self) { try reader.readInteger(as: UInt64.self) }
        #expect(reader.remainingCount == count)
        guard count < 4 else { return }
        #expect(throws: LittleEndianError.self) { try reader.readFloat() }
        #expect(reader.remainingCount == count)
    }

    @Test(arguments: [(0, true), (5, true), (-1, false), (6, false), (Int.max, false)])
    func `a number must be in its range`(number: Int, isAllowed: Bool) throws {
        var writer = LittleEndianWriter()
        writer.write(number)
        var reader = LittleEndianReader(writer.bytes)
        if isAllowed {
            #expect(try reader.readInt(in: 0...5) == number)
        } else {
            let error = #expect(throws: LittleEndianError.self) { try reader.readInt(in: 0...5) }
            #expect(error?.code == .outOfRange)
            #expect(error?.description == "\(number) is found where 0...5 is allowed")
            #expect(reader.remainingCount == 8)
        }
    }

    @Test func `errors say what was found and what belongs there`() {
        var reader = LittleEndianReader([1, 2, 3])
        let truncated = #expect(throws: LittleEndianError.self) { try reader.readBytes(count: 4) }
        #expect(truncated?.code == .truncated)
        #expect(truncated?.description == "3 bytes are left where 4 belong")
        let numbers = #expect(throws: LittleEndianError.self) { try reader.readFloats(count: 2) }
        #expect(numbers?.description == "3 bytes are left where 2 numbers of 4 bytes belong")
        let trailing = #expect(throws: LittleEndianError.self) { try reader.expectEnd() }
        #expect(trailing?.code == .trailing)
        #expect(trailing?.description == "3 bytes follow the end")
    }

    /// Calls all reads in an order that the seed decides, with counts around what is left.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `no bytes and no order of reads trap`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<random.next() % 200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var reader = LittleEndianReader(bytes)
        for _ in 0..<100 {
            let left = reader.remainingCount
            let count = Int(truncatingIfNeeded: random.next() >> (random.next() % 64))
            let step = Int(random.next() % 6)
            let outcome = Result { try read(step, count: count, &reader) }
            if case .failure = outcome { #expect(reader.remainingCount == left) }
            #expect(reader.remainingCount <= left)
        }
    }

    private func read(_ step: Int, count: Int, _ reader: inout LittleEndianReader) throws {
        switch step {
        case 0: _ = try reader.readBytes(count: count)
        case 1: _ = try reader.readFloats(count: count)
        case 2: _ = try reader.readInteger(as: UInt16.self)
        case 3: _ = try reader.readInt(in: 0...count.magnitudeOrMax)
        case 4: _ = try reader.readFloat()
        default: _ = try reader.readDouble()
        }
    }
}

extension Int {
    /// The magnitude, or the largest number where there is none.
    fileprivate var magnitudeOrMax: Int { Int(exactly: magnitude) ?? .max }
}
