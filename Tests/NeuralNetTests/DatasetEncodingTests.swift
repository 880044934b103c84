import NeuralNet
import Testing

/// Checks the bytes in which datasets travel, and that bad ones are refused.
@Suite struct DatasetEncodingTests {
    static let small = Dataset(
        features: [1, -0.0],
        labels: [1],
        width: 2,
        classNames: ["a", "é"]
    )

    /// The encoding of ``small``, field by field.
    static let smallFields: [[UInt8]] = [
        Array("MSDS".utf8), [1, 0, 0, 0],
        .word(2), .word(1), .word(2),
        .word(1), Array("a".utf8), .word(2), [0xC3, 0xA9],
        [1, 0, 0, 0], [0, 0, 0x80, 0x3F], [0, 0, 0, 0x80],
    ]

    @Test func `the bytes are as documented`() {
        #expect(Self.small.encoded() == Array(Self.smallFields.joined()))
    }

    @Test func `a dataset comes back as it went`() throws {
        let spiral = Dataset.spiral(classes: 3, points: 7, noise: 0.2, seed: 4)
        #expect(try Dataset(encoded: spiral.encoded()) == spiral)
        let small = try Dataset(encoded: Self.small.encoded())
        #expect(small.features.map(\.bitPattern) == Self.small.features.map(\.bitPattern))
        #expect(small == Self.small)
    }

    @Test func `an encoding cut anywhere is refused`() {
        let bytes = Self.small.encoded()
        for count in bytes.indices {
            #expect(throws: DatasetError.self) { try Dataset(encoded: Array(bytes[..<count])) }
        }
    }

    /// Each row replaces one field of ``smallFields`` by another.
    @Test(
        arguments: [
            (0, Array("MSDT".utf8), .malformed),
            (1, [2, 0, 0, 0], .malformed),
            (2, .word(0), .sizeMismatch), (2, .word(1), .sizeMismatch),
            (2, .word(.max), .sizeMismatch),
            (3, .word(0), .sizeMismatch), (3, .word(2), .sizeMismatch),
            (3, .word(.max), .sizeMismatch),
            (4, .word(0), .sizeMismatch), (4, .word(1), .sizeMismatch),
            (4, .word(.max), .sizeMismatch),
            (4, .word(0x7FFF_FFFF_FFFF_FFFF), .sizeMismatch),
            (5, .word(0x7FFF_FFFF_FFFF_FFFF), .sizeMismatch),
            (8, [0xFF, 0xFE], .invalidUTF8),
            (9, [2, 0, 0, 0], .malformed), (9, [0xFF, 0xFF, 0xFF, 0xFF], .malformed),
            (10, [0, 0, 0x80, 0x7F], .notFinite), (11, [1, 0, 0xC0, 0xFF], .notFinite),
            (11, [0, 0, 0, 0, 0], .sizeMismatch), (11, .word(0), .sizeMismatch),
        ] as [(Int, [UInt8], DatasetError.Code)]
    )
    func `a wrong field is refused`(
        index: Int,
        replacement: [UInt8],
        code: DatasetError.Code
    ) throws {
        var fields = Self.smallFields
        fields[index] = replacement
        let error = try #require(throws: DatasetError.self) {
            try Dataset(encoded: Array(fields.joined()))
        }
        #expect(error.code == code)
    }
}
