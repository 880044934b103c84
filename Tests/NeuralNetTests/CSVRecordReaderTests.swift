import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// Checks that a file means the same however it comes in pieces.
@Suite struct CSVRecordReaderTests {
    private static let text =
        "\u{FEFF}x,\"the \"\"y\"\"\",kind\r\n\r\n1,2.5,\"a\nb\"\r\n-3,\"40\",\"\"\"\"\n\n0,.5,ü"

    /// The sizes of pieces cut quotes, line ends, the mark and characters at every place.
    @Test(arguments: 1...60)
    func `records and their lines do not depend on the pieces`(size: Int) throws {
        var rest = Array(Self.text.utf8)[...]
        var reader = CSVRecordReader(file: "data.csv") {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        var records: [[String]] = []
        var lines: [Int] = []
        while try reader.next() {
            records.append(
                (0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) }
            )
            lines.append(reader.line)
        }
        #expect(
            records == [
                ["x", "the \"y\"", "kind"], ["1", "2.5", "a\nb"], ["-3", "40", "\""],
                ["0", ".5", "ü"],
            ]
        )
        #expect(lines == [1, 3, 5, 7])
    }

    /// Damages a file as the fuzzer does, and reads it whole and in pieces.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a damaged file gives one result or one error`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let bytes = generator.damage(Array(Self.text.utf8))
            let size = 1 + Int(generator.next() % 9)
            #expect(outcome(bytes, size: bytes.count + 1) == outcome(bytes, size: size))
        }
    }

    @Test func `a table that is read in pieces is the one that is read at once`() throws {
        let rows = (0..<1000).map { "\($0),\(Double($0) / 7),\($0 % 3 == 0 ? "a" : "b")\n" }
        let bytes = Array(("x,y,kind\n" + rows.joined()).utf8)
        for isStandardized in [false, true] {
            let whole = try SampleTable(
                csv: bytes,
                file: "data.csv",
                label: "kind",
                standardize: isStandardized
            )
            #expect(try table(bytes, size: 100, standardize: isStandardized) == whole)
            #expect(whole.count == 1000)
            let last = isStandardized ? 999.0 / 7 : Double(Float(999.0 / 7))
            #expect(whole.value(ofFeature: 1, sample: 999) == last)
        }
    }

    /// What reading comes to: the encoding of the table, or the words of the error.
    private func outcome(_ bytes: [UInt8], size: Int) -> [UInt8] {
        do {
            return try table(bytes, size: size).encoded()
        } catch {
            return Array("\(error)".utf8)
        }
    }

    private func table(
        _ bytes: [UInt8],
        size: Int,
        standardize: Bool = false
    ) throws -> SampleTable {
        var rest = bytes[...]
        return try SampleTable(
            csv: "data.csv",
            sizeBytes: size % 2 == 0 ? bytes.count : 0,
            label: "kind",
            standardize: standardize,
            form: TableForm(),
            split: .none,
            texts: .checked,
            labels: .asWritten
        ) {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }
}
