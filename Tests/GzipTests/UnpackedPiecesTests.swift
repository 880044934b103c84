import Gzip
import Testing

/// Checks that packed bytes come out as they went in, however they come.
@Suite struct UnpackedPiecesTests {
    /// `x,kind\n1,a\n2,b\n` as gzip packs it, without a name and a time.
    private static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0xD0, 0xC9, 0xCE, 0xCC,
        0x4B, 0xE1, 0x32, 0xD4, 0x49, 0xE4, 0x32, 0xD2, 0x49, 0xE2, 0x02, 0x00, 0x37, 0xF7, 0xDF,
        0xFE, 0x0F, 0x00, 0x00, 0x00,
    ]

    private static let text = "x,kind\n1,a\n2,b\n"

    @Test(arguments: 1...40)
    func `what gzip packed is unpacked, in pieces of any size`(size: Int) throws {
        #expect(try unpack(Self.packed, size: size) == Self.text)
        // Several members are one text, as `cat` makes them; zeros fill a block.
        #expect(try unpack(Self.packed + Self.packed, size: size) == Self.text + Self.text)
        #expect(try unpack(Self.packed + [0, 0, 0], size: size) == Self.text)
    }

    @Test(arguments: ["", "x", "x,kind\n1,a\n", "\u{1F}"])
    func `what is not packed stays as it is`(text: String) throws {
        #expect(try unpack(Array(text.utf8), size: 1) == text)
        #expect(try unpack(Array(text.utf8), size: 100) == text)
    }

    @Test(arguments: 2..<35)
    func `a packed file that is cut off is refused`(count: Int) {
        let error = #expect(throws: GzipError.self) {
            try unpack(Array(Self.packed[..<count]), size: 7)
        }
        #expect(error?.description.hasSuffix("ends too early; was it copied as a whole?") == true)
    }

    @Test func `a damaged file is refused, unless the damage changes nothing`() {
        for index in Self.packed.indices {
            var bytes = Self.packed
            bytes[index] ^= 0x10
            do {
                let text = try unpack(bytes, size: 9)
                // Time, system and the bits that fill the last byte say nothing of the content;
                // without its mark a file is taken as it is.
                #expect(text == Self.text || index < 2)
            } catch {
                #expect(error is GzipError)
            }
        }
        #expect(throws: GzipError.self) { try unpack(Self.packed + [1, 2, 3], size: 9) }
    }

    /// Zeros: what zlib holds back when its output is full comes with the next call.
    @Test func `output that is much larger than its input is complete`() throws {
        // One stored block of 65,535 bytes, five times.
        let zeros = [UInt8](repeating: 0, count: 65_535)
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        let block: [UInt8] = [0, 0xFF, 0xFF, 0, 0] + zeros
        let last: [UInt8] = [1, 0, 0, 0xFF, 0xFF]
        let bytes = head + Array(repeatElement(block, count: 5).joined()) + last
        var count = 0
        var rest = bytes[...]
        let pieces = UnpackedPieces {
            defer { rest = [] }
            return Array(rest)
        }
        let error = #expect(throws: GzipError.self) {
            while case let piece = try pieces.next(), !piece.isEmpty { count += piece.count }
        }
        // All came; only the check sum is lacking.
        #expect(count == 5 * 65_535)
        #expect(error?.description.contains("ends too early") == true)
    }

    private func unpack(_ bytes: [UInt8], size: Int) throws -> String {
        var rest = bytes[...]
        let pieces = UnpackedPieces {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        var unpacked: [UInt8] = []
        while case let piece = try pieces.next(), !piece.isEmpty { unpacked += piece }
        return String(decoding: unpacked, as: UTF8.self)
    }
}
