import NeuralNet
import SweepPrediction
import Testing
import TrainingModel

/// The rows of a table as a network wants them.
struct FeatureTableTests {
    private static let header = "kind,\" depth\",note,width,\"height, in \"\"cm\"\"\"\r\n"

    /// Reads a table that comes in pieces of `size` bytes.
    private func table(_ text: String, size: Int = 1 << 20) throws -> FeatureTable {
        var rest = Array(text.utf8)[...]
        return try FeatureTable(
            file: "new.csv",
            preprocessing: SavedModels.preprocessing,
            nextPiece: {
                defer { rest = rest.dropFirst(size) }
                return Array(rest.prefix(size))
            }
        )
    }

    private func rows(
        _ text: String,
        size: Int = 1 << 20
    ) throws -> (features: [Float], labels: [FeatureTable.Label], lines: [Int]) {
        var table = try table(text, size: size)
        var features: [Float] = []
        var labels: [FeatureTable.Label] = []
        var lines: [Int] = []
        while let block = try table.next() {
            features += block.features
            labels += block.labels
            lines += block.lines
        }
        return (features, labels, lines)
    }

    private func message(_ text: String) throws -> String {
        do {
            _ = try rows(text)
        } catch let error as PredictionError {
            return error.message
        } catch let error as DatasetError {
            return error.description
        }
        return "none"
    }

    /// The sizes of pieces cut quotes, line ends and characters at every place.
    @Test(arguments: 1...40)
    func `columns are found by name, however the file comes`(size: Int) throws {
        let text =
            "\u{FEFF}" + Self.header + "-1,1e2,\"a\nb,\"\"\", 0.1 ,3\r\n\n\"größer\n\",-3,,1,-4\n"
            + "other,0,\"\",0,0"
        let (features, labels, lines) = try rows(text, size: size)
        let third = FeatureScaling(mean: 0.1, deviation: 1 / 3, isConstant: false)
        #expect(
            features == [
                0, 3, 100, third.standardized(1), -4, -3, third.standardized(0), 0, 0,
            ]
        )
        #expect(labels == [.known(0), .known(1), .unknown])
        #expect(lines == [2, 5, 7])
    }

    @Test func `columns that the network does not know are named, and the label need not be there`()
        throws
    {
        let table = try table(Self.header)
        #expect(table.otherColumns == ["note"] && table.hasLabels)
        let short = "width, depth,\"height, in \"\"cm\"\"\"\n1,2,3\n"
        #expect(try self.table(short).hasLabels == false)
        #expect(try rows(short).labels == [FeatureTable.Label.none])
    }

    @Test func `all columns that are missing are named, with what comes near`() throws {
        #expect(
            try message("kind,depth,with\n")
                == "new.csv, line 1: columns are missing: \"width\" (did you mean \"with\"?), "
                + "\"height, in \\\"cm\\\"\", \" depth\" (did you mean \"depth\"?); the columns "
                + "are \"kind\", \"depth\", \"with\""
        )
        #expect(try message("width;depth\n").hasSuffix("separated by commas, not semicolons"))
        #expect(try message("width\tdepth\n").hasSuffix("separated by commas, not tabs"))
        #expect(
            try message("width, depth,width,\"height, in \"\"cm\"\"\"\n")
                == "new.csv, line 1: two columns are named \"width\""
        )
        #expect(
            try message("kind," + Self.header) == "new.csv, line 1: two columns are named \"kind\""
        )
    }

    @Test(arguments: [
        ("", "new.csv: expected a header and rows"),
        (
            header + "-1,0,,zero,1\n",
            "new.csv, line 2, column \"width\", value \"zero\": expected a decimal number"
        ),
        (
            header + "-1,0,,0,1\n-1,0,,1e39,1\n",
            "new.csv, line 3, column \"width\", value \"1e39\": expected a finite number between "
                + "-3.4028235e+38 and 3.4028235e+38"
        ),
        (
            header + "-1,,,0,1\n",
            "new.csv, line 2, column \" depth\", value \"\": expected a decimal number"
                + MissingCell.predictionHint
        ),
        (
            header + "-1,0,,1\u{0}99,1\n",
            "new.csv, line 2, column \"width\", value \"1\\u{0}99\": expected a decimal number"
        ),
        (
            header + "-1,nan,,0,1\n",
            "new.csv, line 2, column \" depth\", value \"nan\": expected a decimal number"
                + MissingCell.predictionHint
        ),
        (
            header + "-1,0,1\n",
            "new.csv, line 2, value \"3 fields\": expected 5 fields, as in the header"
        ),
        (
            header + "-1,0,\"\n\n",
            "new.csv, line 2, column \"note\": the quote that opens here is never closed"
        ),
    ])
    func `a cell that is no number is refused with its place`(
        text: String,
        expected: String
    ) throws {
        #expect(try message(text) == expected)
    }

    /// Columns 1 and 3 of tables without a header, numbers with a comma.
    @Test func `new rows are written as those that were trained on`() throws {
        let preprocessing = Preprocessing(
            features: [.init(name: "1", scaling: nil), .init(name: "3", scaling: nil)],
            classNames: ["a", "b"],
            labelName: "2",
            form: TableForm(separator: .semicolon, decimal: .comma, hasHeader: false)
        )
        #expect(try Preprocessing(json: preprocessing.json) == preprocessing)
        var rest = [Array("1,5;b;-2\n0;?;1e1\n".utf8)]
        var table = try FeatureTable(file: "new.csv", preprocessing: preprocessing) {
            rest.popLast() ?? []
        }
        let block = try #require(try table.next())
        #expect(block.features == [1.5, -2, 0, 10])
        #expect(block.labels == [.known(1), .unknown] && block.lines == [1, 2])
        #expect(try table.next() == nil)
    }

    @Test func `words are read where words were trained on, and only there`() throws {
        let preprocessing = Preprocessing(
            features: [
                .init(name: "x", scaling: nil, isBoolean: true), .init(name: "y", scaling: nil),
            ],
            classNames: ["a", "b"],
            labelName: "kind"
        )
        #expect(try Preprocessing(json: preprocessing.json) == preprocessing)
        func features(_ row: String) throws -> [Float]? {
            var rest = [Array("x,y\n\(row)\n".utf8)]
            var table = try FeatureTable(file: "new.csv", preprocessing: preprocessing) {
                rest.popLast() ?? []
            }
            return try table.next()?.features
        }
        #expect(try features("Yes,2") == [1, 2] && features("FALSE,3") == [0, 3])
        #expect(throws: DatasetError.self) { try features("1,2") }
        #expect(throws: DatasetError.self) { try features("true,true") }
    }

    @Test func `what has come is not held back for what may come later`() throws {
        var pieces = [Self.header + "-1,1,,0,1\n-1,2,,0,1\n-1", ",3,,0,1\n"].map { Array($0.utf8) }
        var table = try FeatureTable(
            file: "new.csv",
            preprocessing: SavedModels.preprocessing,
            nextPiece: { pieces.isEmpty ? [] : pieces.removeFirst() }
        )
        #expect(try table.next()?.lines == [2, 3])
        #expect(pieces.count == 1)
        #expect(try table.next()?.lines == [4])
    }

    @Test func `a table without rows gives none`() throws {
        #expect(try rows(Self.header).lines.isEmpty)
        #expect(try rows(Self.header + "\r\n\n").lines.isEmpty)
    }

    @Test func `a record that never ends is refused before it fills the memory`() throws {
        var pieceCount = 0
        var table = try FeatureTable(
            file: "new.csv",
            preprocessing: SavedModels.preprocessing,
            nextPiece: {
                pieceCount += 1
                return pieceCount == 1
                    ? Array((Self.header + "\"").utf8) : [UInt8](repeating: 10, count: 1 << 22)
            }
        )
        #expect(throws: DatasetError.self) { try table.next() }
        #expect(pieceCount <= 20)
    }
}
