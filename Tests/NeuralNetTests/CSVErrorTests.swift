import NeuralNet
import Testing

/// Checks that each fault of a CSV file is refused with its place.
@Suite struct CSVErrorTests {
    /// A file with one fault, and the error that names it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let text: [UInt8]
        let code: DatasetError.Code
        let line: Int?
        let column: String?
        let value: String?

        init(
            _ text: String,
            _ code: DatasetError.Code,
            line: Int? = nil,
            column: String? = nil,
            value: String? = nil
        ) {
            self.init(bytes: Array(text.utf8), code, line: line, column: column, value: value)
        }

        init(
            bytes: [UInt8],
            _ code: DatasetError.Code,
            line: Int? = nil,
            column: String? = nil,
            value: String? = nil
        ) {
            text = bytes
            self.code = code
            self.line = line
            self.column = column
            self.value = value
        }

        var testDescription: String {
            "\(code) in \(String(decoding: text, as: UTF8.self).debugDescription)"
        }
    }

    static let faults = [
        Fault("", .emptyFile),
        Fault("\u{FEFF}", .emptyFile),
        Fault("\n\r\n\n", .emptyFile),
        Fault("x,kind\n", .noSamples),
        Fault("x,y\n1,2\n", .missingLabelColumn, line: 1, value: "kind"),
        Fault("x, kind\n1,2\n", .missingLabelColumn, line: 1, value: "kind"),
        Fault("kind\na\nb\n", .noFeatures, line: 1),
        Fault("x,y,x,kind\n", .duplicateColumn, line: 1, column: "x"),
        Fault("kind,x,kind\n", .duplicateColumn, line: 1, column: "kind"),
        Fault("x,,kind,\n", .duplicateColumn, line: 1, column: ""),
        Fault("x,kind\n1,a\n2\n", .raggedRow, line: 3, value: "1 fields"),
        Fault("x,kind\n1,a\n\n2,b,3\n", .raggedRow, line: 4, value: "3 fields"),
        Fault("x,kind\n\"1\n\n\",a\n2\n", .notANumber, line: 2, column: "x", value: "1\n\n"),
        Fault("x,kind\n1,\"a\n\n\"\n2\n", .raggedRow, line: 5, value: "1 fields"),
        Fault("x,kind\n1,a\n2,\n", .missingLabel, line: 3, column: "kind", value: ""),
        Fault("x,y,kind\n1,,a\n", .notANumber, line: 2, column: "y", value: ""),
        Fault("x,y,kind\n1,NA,a\n", .notANumber, line: 2, column: "y", value: "NA"),
        Fault("x,kind\n\"1,5\",a\n", .notANumber, line: 2, column: "x", value: "1,5"),
        Fault("x,kind\n0x10,a\n", .notANumber, line: 2, column: "x", value: "0x10"),
        Fault("x,kind\n1 2,a\n", .notANumber, line: 2, column: "x", value: "1 2"),
        Fault("x,kind\nnan,a\n", .notFinite, line: 2, column: "x", value: "nan"),
        Fault("x,kind\n1,a\n-inf,b\n", .notFinite, line: 3, column: "x", value: "-inf"),
        Fault("x,kind\n1e39,a\n", .notFinite, line: 2, column: "x", value: "1e39"),
        Fault("x,kind\n1e999,a\n", .notFinite, line: 2, column: "x", value: "1e999"),
        Fault("x,kind\n1,a\n2,a\n", .oneClass, column: "kind", value: "a"),
        Fault("x,kind\n1,7\n2,7\n", .oneClass, column: "kind", value: "7"),
        Fault("x,kind\n1,\"a\n2,b\n", .unterminatedQuote, line: 2, column: "kind"),
        Fault("x,\"kind\n1,a\n", .unterminatedQuote, line: 1, column: "#2"),
        Fault("x,kind\n1,a\"b\n", .strayQuote, line: 2, column: "kind"),
        Fault("x,kind\n1,\"a\"b\n", .strayQuote, line: 2, column: "kind"),
        Fault("x,kind\n \"1\",a\n", .strayQuote, line: 2, column: "x"),
        Fault(bytes: Array("x,kind\n1,".utf8) + [0xFF], .invalidUTF8, line: 2, column: "kind"),
        Fault("x,kind\n1\u{0}99,a\n", .forbiddenCharacter, line: 2, column: "x", value: "1\u{0}99"),
        Fault("x,kind\n1,a\n2,\u{1B}[2J\n", .forbiddenCharacter, line: 3, column: "kind"),
        Fault("x,ki\u{85}nd\n1,a\n", .forbiddenCharacter, line: 1, column: "#2"),
        Fault("x,kind\n1,a\rb\n", .forbiddenCharacter, line: 2, column: "kind", value: "a\rb"),
        Fault("x,kind\n1,\u{1FFFF}\n", .forbiddenCharacter, line: 2, column: "kind"),
        Fault(bytes: [0x1F, 0x8B, 8, 0], .malformed),
        Fault(bytes: [0xC3, 0x28] + Array(",kind\n".utf8), .invalidUTF8, line: 1, column: "#1"),
    ]

    @Test(arguments: faults)
    func `a fault is named with its file, line, column and value`(fault: Fault) throws {
        let error = try #require(throws: DatasetError.self) {
            try Dataset(csv: fault.text, file: "data.csv", label: "kind", standardize: false)
        }
        #expect(error.code == fault.code)
        #expect(error.file == "data.csv")
        #expect(error.line == fault.line)
        #expect(error.column == fault.column)
        if let value = fault.value { #expect(error.value == value) }
    }

    @Test(arguments: [
        (
            "x,kind\n1,a\none,b\n",
            """
            data.csv, line 3, column "x", value "one": expected a decimal number
            """
        ),
        (
            "x,y\n1,2\n",
            """
            data.csv, line 1, value "kind": no column has the label's name; the columns are "x", "y"
            """
        ),
        (
            "x;kind\n1;a\n",
            """
            data.csv, line 1, value "kind": no column has the label's name; the columns are \
            "x;kind"; fields seem to be separated by semicolons, not commas: give it as separator: \
            ";"
            """
        ),
        (
            "x\tkind\n1\ta\n",
            """
            data.csv, line 1, value "kind": no column has the label's name; the columns are \
            "x kind"; fields seem to be separated by tabs, not commas: give it as separator: tab
            """
        ),
        (
            "x,kind\n1,a\n\"line\nend\",b\n",
            """
            data.csv, line 3, column "x", value "line\\nend": expected a decimal number
            """
        ),
        (
            "patient,kind\nP7,a\n",
            """
            data.csv, line 2, column "patient", value "P7": expected a decimal number; a column of \
            text is no feature: name it as the label or the group (equal values stay in one part), \
            or leave it out of the file
            """
        ),
        (
            "kind,date,x,origin,note\na,May,1,Peru,?\n",
            """
            data.csv, line 2, column "date", value "May": expected a decimal number; "origin" \
            ("Peru") is no number, either; columns of text are no features: name one as the label \
            or the group (equal values stay in one part), or leave it out of the file
            """
        ),
        (
            "kind,x\na,one\n",
            """
            data.csv, line 2, column "x", value "one": expected a decimal number; a column of \
            text is no feature: name it as the label or the group (equal values stay in one part), \
            or leave it out of the file
            """
        ),
        (
            "x,kind\n1,a\nNA,b\n",
            """
            data.csv, line 3, column "x", value "NA": expected a decimal number; missing values \
            are not trained on: fill them in, or leave out the row or the column
            """
        ),
        (
            "x,kind\nnan,a\n",
            """
            data.csv, line 2, column "x", value "nan": expected a decimal number; missing values \
            are not trained on: fill them in, or leave out the row or the column
            """
        ),
        (
            "x,kind\n1e39,a\n",
            """
            data.csv, line 2, column "x", value "1e39": expected a finite number between \
            -3.4028235e+38 and 3.4028235e+38, the range of single precision, in which networks are \
            trained
            """
        ),
        ("x,kind\n", "data.csv: expected rows after the header"),
        (
            "x,kind\n1,\u{1B}a\n",
            """
            data.csv, line 2, column "kind", value "\\u{1B}a": U+001B is not allowed; names \
            and numbers hold no control characters but tabs and line feeds
            """
        ),
    ])
    func `the description says it all on one line`(text: String, description: String) throws {
        let error = try #require(throws: DatasetError.self) {
            try Dataset(csv: Array(text.utf8), file: "data.csv", label: "kind", standardize: false)
        }
        #expect(error.description == description)
    }

    @Test func `the columns of a table are listed, up to thirty of them`() throws {
        let few = try SampleTable.columnList(ofCSV: Array("\u{FEFF}x,\"a, b\",kind\n1,".utf8))
        #expect(few == #""x", "a, b", "kind""#)
        #expect(try SampleTable.columnList(ofCSV: []) == nil)
        let header = (1...10_031).map { "c\($0)" }.joined(separator: ",")
        let many = try SampleTable.columnList(ofCSV: Array(header.utf8))
        #expect(many?.hasSuffix(#""c30" and 10\#u{202F}001 more"#) == true)
        #expect(throws: DatasetError.self) {
            try SampleTable.columnList(ofCSV: Array("x,\"kind\n1".utf8))
        }
    }

    @Test func `a long value is cut in the description`() throws {
        let text = "x,kind\n" + String(repeating: "y", count: 10_000) + ",a\n"
        let error = try #require(throws: DatasetError.self) {
            try Dataset(csv: Array(text.utf8), file: "data.csv", label: "kind", standardize: false)
        }
        #expect(error.description.utf8.count < 400)
        #expect(error.value?.count == 10_000)
    }

    @Test func `of many columns of text the first dozen are listed, with the start of a value`() {
        let header = (0..<20).map { "c\($0)" }.joined(separator: ",") + ",kind\n"
        let row = (0..<20).map { "v\($0)" + String(repeating: "y", count: 40) }
        let text = header + row.joined(separator: ",") + ",a\n"
        let error = #expect(throws: DatasetError.self) {
            try SampleTable(
                csv: Array(text.utf8),
                file: "data.csv",
                label: "kind",
                standardize: false
            )
        }
        let message = error?.message ?? ""
        #expect(message.contains("\"c1\" (\"v1\(String(repeating: "y", count: 28))…\"), \"c2\""))
        #expect(message.contains("\"c12\"") && !message.contains("\"c13\""))
        #expect(message.contains(" and 7 more are no number, either"))
    }
}
