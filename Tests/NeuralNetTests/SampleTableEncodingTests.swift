import Digest
import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// Checks the bytes in which tables travel, and that bad ones are refused.
@Suite struct SampleTableEncodingTests {
    /// Three samples of a Double and a Float in folds.
    static let folded = table(.folds([0, 1, 0], count: 2))

    private static func table(_ parts: SampleParts) -> SampleTable {
        SampleTable(
            featureNames: ["x", "é"],
            kinds: [.double, .single],
            singles: [1, -0.0, 2],
            doubles: [0.1, -0.0, 3],
            labels: [1, 0, 1],
            classNames: ["a", "b"],
            parts: parts
        )
    }

    /// The encoding of ``folded``, field by field.
    static let fields: [[UInt8]] = [
        Array("MSDS".utf8), [2, 0, 0, 0],
        .word(2), .word(3), .word(2), [1, 0],
        .word(1), Array("x".utf8), .word(2), [0xC3, 0xA9],
        .word(1), Array("a".utf8), .word(1), Array("b".utf8),
        [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
        [2], .word(2), [0, 0, 1, 0, 0, 0],
        [0, 0, 0x80, 0x3F, 0, 0, 0, 0x80, 0, 0, 0, 0x40],
        [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F],
        [0, 0, 0, 0, 0, 0, 0, 0x80], [0, 0, 0, 0, 0, 0, 0x08, 0x40],
    ]

    @Test func `the bytes are as documented`() {
        #expect(Self.folded.encoded() == Array(Self.fields.joined()))
        let parts = Self.table(.parts([.test, .training, .validation])).encoded()
        var fields = Self.fields
        fields.replaceSubrange(15..<18, with: [[1], [2, 0, 1]])
        #expect(parts == Array(fields.joined()))
        fields.replaceSubrange(15..<17, with: [[0]])
        #expect(Self.table(.whole(count: 3)).encoded() == Array(fields.joined()))
    }

    @Test func `every range of an encoding is made alone, and the digest is of all of it`() {
        let encoding = Self.folded.encoding
        let bytes = Self.folded.encoded()
        #expect(encoding.count == bytes.count && encoding.digest == Digest(sha256: bytes))
        for start in 0...bytes.count {
            for end in start...bytes.count {
                #expect(encoding.bytes(in: start..<end) == Array(bytes[start..<end]))
            }
        }
    }

    @Test(
        arguments: [
            .whole(count: 3), .folds([2, 0, 1], count: 3), .parts([.test, .training, .validation]),
        ] as [SampleParts]
    )
    func `a table comes back as it went`(parts: SampleParts) throws {
        let table = Self.table(parts)
        let decoded = try SampleTable(decoding: table.encoded())
        #expect(decoded == table)
        #expect(decoded.encoded() == table.encoded())
        #expect(decoded.samplesDigest == table.samplesDigest)
    }

    /// Older run directories hold the digest of these bytes.
    @Test func `without split and standardizing the bytes are those of version 1`() throws {
        let dataset = DatasetEncodingTests.small
        let table = try SampleTable(dataset, featureNames: ["x", "y"])
        #expect(table.encoded() == dataset.encoded())
        let decoded = try SampleTable(decoding: dataset.encoded())
        #expect(decoded.dataset(.training, fold: 0) == dataset)
        #expect(decoded.parts == .whole(count: 1))
        #expect(decoded.featureNames == ["feature 1", "feature 2"])
        #expect(decoded.encoded() == dataset.encoded())
    }

    /// What the first edition sent: (x − mean) / σ over all samples, in index order, constants 0.
    private static func firstEdition(_ rows: [[Double]]) -> [UInt8] {
        var matrix = rows.flatMap(\.self)
        let width = rows[0].count
        for column in 0..<width {
            let values = rows.map { $0[column] }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let deviation = (squares / Double(values.count)).squareRoot()
            let isConstant = values.allSatisfy { $0 == values[0] }
            for row in rows.indices {
                matrix[row * width + column] = isConstant ? 0 : (values[row] - mean) / deviation
            }
        }
        let labels = rows.indices.map { Int32($0 % 2) }
        return Dataset(
            features: matrix.map { Float($0) },
            labels: labels,
            width: width,
            classNames: ["a", "b"]
        ).encoded()
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `the encoding of an older build can be made of any table`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let rows = (0..<50).map { row in
            [generator.nextFraction() * 1e4, 0.1, Double(row % 7), -0.0, generator.nextFraction()]
        }
        let text =
            "a,b,c,d,e,kind\n"
            + rows.enumerated().map { index, row in
                row.map { "\($0)" }.joined(separator: ",") + (index % 2 == 0 ? ",a\n" : ",b\n")
            }.joined()
        for split in [SplitRule.none, .folds(count: 3, SplitDraw(seed: seed))] {
            let table = try SampleTable(
                csv: Array(text.utf8),
                file: "data.csv",
                label: "kind",
                standardize: true,
                split: split
            )
            #expect(table.firstEditionEncoded() == Self.firstEdition(rows))
        }
    }

    @Test func `an encoding cut anywhere is refused`() {
        let bytes = Self.folded.encoded()
        for count in bytes.indices {
            #expect(throws: DatasetError.self) { try SampleTable(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: DatasetError.self) { try SampleTable(decoding: bytes + [0]) }
    }

    /// Each row replaces one field of ``fields`` by another.
    @Test(
        arguments: [
            (0, Array("MSDT".utf8), .malformed),
            (1, [1, 0, 0, 0], .sizeMismatch), (1, [3, 0, 0, 0], .malformed),
            (2, .word(0), .sizeMismatch), (2, .word(.max), .sizeMismatch),
            (2, .word(1), .sizeMismatch), (2, .word(3), .sizeMismatch),
            (3, .word(0), .sizeMismatch), (3, .word(2), .malformed),
            (3, .word(0x7FFF_FFFF_FFFF_FFFF), .sizeMismatch),
            (4, .word(1), .sizeMismatch), (4, .word(0x7FFF_FFFF_FFFF_FFFF), .sizeMismatch),
            (5, [1, 2], .malformed), (5, [1, 1], .sizeMismatch), (5, [0, 0], .sizeMismatch),
            (6, .word(0x7FFF_FFFF_FFFF_FFFF), .sizeMismatch), (9, [0xFF, 0xFE], .invalidUTF8),
            (13, [0xC3], .invalidUTF8),
            (14, [2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], .malformed),
            (14, [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1, 0, 0, 0], .malformed),
            (15, [3], .malformed), (15, [0], .sizeMismatch), (15, [1], .sizeMismatch),
            (16, .word(1), .sizeMismatch), (16, .word(3), .malformed), (16, .word(4), .malformed),
            (16, .word(.max), .sizeMismatch),
            (17, [0, 0, 0, 0, 0, 0], .malformed), (17, [1, 0, 1, 0, 1, 0], .malformed),
            (17, [0, 0, 1, 0, 2, 0], .malformed), (17, [0, 0, 1, 0, 0xFF, 0xFF], .malformed),
            (18, [0, 0, 0x80, 0x7F, 0, 0, 0, 0x80, 0, 0, 0, 0x40], .notFinite),
            (19, [0, 0, 0, 0, 0, 0, 0xF0, 0x7F], .notFinite),
            (19, [0, 0, 0, 0, 0, 0, 0xF8, 0x7F], .notFinite),
            (20, [0, 0, 0, 0, 0, 0, 0xF0, 0x47], .notFinite),
            (21, .word(0) + [0], .sizeMismatch),
        ] as [(Int, [UInt8], DatasetError.Code)]
    )
    func `a wrong field is refused`(
        index: Int,
        replacement: [UInt8],
        code: DatasetError.Code
    ) throws {
        var fields = Self.fields
        fields[index] = replacement
        let error = try #require(throws: DatasetError.self) {
            try SampleTable(decoding: Array(fields.joined()))
        }
        #expect(error.code == code)
    }

    /// One table has one encoding: this one belongs to version 1.
    @Test func `version 2 without split and standardizing is refused`() {
        var fields = Self.fields
        fields[5] = [0, 0]
        fields.replaceSubrange(15..<18, with: [[0]])
        fields.replaceSubrange(17..., with: [[UInt8](repeating: 0, count: 12)])
        let error = #expect(throws: DatasetError.self) {
            try SampleTable(decoding: Array(fields.joined()))
        }
        #expect(error?.code == .malformed)
    }

    @Test(
        arguments: [
            [1, 1, 2], [0, 0, 0],
        ] as [[UInt8]]
    )
    func `parts that train nothing or hold out nothing are refused`(parts: [UInt8]) {
        var fields = Self.fields
        fields.replaceSubrange(15..<18, with: [[1], parts])
        let error = #expect(throws: DatasetError.self) {
            try SampleTable(decoding: Array(fields.joined()))
        }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a damaged encoding is refused or is the encoding of what it gives`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for table in [Self.folded, Self.table(.parts([.test, .training, .validation]))] {
            var refusalCount = 0
            for _ in 0..<200 {
                let bytes = generator.damage(table.encoded())
                do {
                    let decoded = try SampleTable(decoding: bytes)
                    #expect(decoded.encoded() == bytes)
                    for fold in 0..<decoded.parts.foldCount {
                        for part in SamplePart.allCases { _ = decoded.dataset(part, fold: fold) }
                    }
                    _ = decoded.observations.map(\.description)
                } catch {
                    refusalCount += 1
                    #expect(error is DatasetError)
                }
            }
            #expect(refusalCount > 0)
        }
    }
}
