import NeuralNet
import Testing
import TrainingModel

/// Tables that are not written as RFC 4180 has it, and columns that are chosen.
@Suite struct TableFormTests {
    /// A table in some form; all hold the rows (1.5, 20) of class `a` and (−3, 40) of class `b`.
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let form: TableForm
        let label: String

        init(_ text: String, _ form: TableForm, label: String = "kind") {
            self.text = text
            self.form = form
            self.label = label
        }

        var testDescription: String { text.debugDescription }
    }

    static let cases = [
        Case("x;y;kind\n1.5;20;a\n-3;40;b\n", TableForm(separator: .semicolon)),
        Case(
            "x;y;kind\r\n1,5;20;a\r\n-3,0;4e1;b",
            TableForm(separator: .semicolon, decimal: .comma)
        ),
        Case("x\ty\tkind\n1.5\t20\ta\n-3\t40\tb\n", TableForm(separator: .tab)),
        Case("x|y|kind\n\"1.5\"|20|a\n-3| 40 |b\n", TableForm(separator: .bar)),
        Case("x,y,kind\n\"1,5\",20,a\n-3,\"40,000\",b\n", TableForm(decimal: .comma)),
        Case("1.5,20,a\n-3,40,b\n", TableForm(hasHeader: false), label: "3"),
        Case("\u{FEFF}a,1.5,20\r\nb,-3,40\r\n", TableForm(hasHeader: false), label: "1"),
        Case("x,z,y,kind\n1.5,?,20,a\n-3,?,40,b\n", TableForm(features: ["y", "x"])),
        Case("x,z,y,kind\n1.5,?,20,a\n-3,?,40,b\n", TableForm(excluded: ["z"])),
        Case("x,z,y,z,kind\n1.5,?,20,,a\n-3,\u{1},40,,b\n", TableForm(features: ["x", "y"])),
        Case(",x,y,kind\n7,1.5,20,a\n9,-3,40,b\n", TableForm(excluded: [""])),
        Case(
            "a;;1,5;20\nb;;-3;40\n",
            TableForm(separator: .semicolon, decimal: .comma, hasHeader: false, excluded: ["2"]),
            label: "1"
        ),
        Case(",x,y,kind\n0,1.5,20,a\n1,-3,40,b\n", TableForm()),
        Case("Unnamed: 0,x,y,kind\n41,1.5,20,a\n42,-3,40,b\n", TableForm()),
    ]

    @Test(arguments: cases)
    func `a table is read as its form says`(table: Case) throws {
        for isStandardized in [false, true] {
            let read = try read(table.text, table.form, table.label, standardize: isStandardized)
            #expect(read.classNames == ["a", "b"])
            #expect(read.width == 2)
            let values = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
                read.value(ofFeature: $0.0, sample: $0.1)
            }
            #expect(values == [1.5, 20, -3, 40])
        }
    }

    @Test func `words for true and false are 1 and 0, in a column of such words`() throws {
        let text = "x,y,kind\ntrue,1,a\nFALSE,0,b\nYes,1,a\nno,0,b\n"
        for isStandardized in [false, true] {
            let table = try read(text, TableForm(), "kind", standardize: isStandardized)
            #expect((0..<4).map { table.value(ofFeature: 0, sample: $0) } == [1, 0, 1, 0])
            #expect(table.reading?.booleanColumns == ["x"])
        }
        for (cell, end) in [("1", ""), ("maybe", ""), ("", MissingCellHint.text)] {
            let error = #expect(throws: DatasetError.self) {
                try read("x,kind\nTrue,a\n\(cell),b\n", TableForm(), "kind")
            }
            #expect(
                error?.description == "data.csv, line 3, column \"x\", value \"\(cell)\": expected "
                    + "true, false, yes or no, as in the first row\(end)"
            )
        }
        // The first row says what a column holds.
        #expect(throws: DatasetError.self) {
            try read("x,kind\n1,a\ntrue,b\n", TableForm(), "kind")
        }
        #expect(throws: DatasetError.self) {
            try read("x,kind\ntRue,a\ntrue,b\n", TableForm(), "kind")
        }
    }

    /// What is to be done about a cell without a value.
    private enum MissingCellHint {
        static let text =
            "; missing values are not trained on: fill them in, or leave out the row or the column"
    }

    @Test func `a first column that counts rows is left out and told of`() throws {
        let table = try read(",x,y,kind\n0,1.5,20,a\n1,-3,40,b\n", TableForm(), "kind")
        #expect(table.featureNames == ["x", "y"])
        #expect(table.reading?.rowNumberColumn == "")
        #expect(
            table.observations.first?.description
                == "The first column has no name and counts the rows, so it is left out, as "
                + "`exclude: [\"\"]` would; `features` could name it."
        )
        // What is in a run directory has its columns named in the spec.
        let stored = try SampleTable(
            csv: Array(",x,kind\n0,1.5,a\n1,-3,b\n".utf8),
            file: "data.csv",
            label: "kind",
            standardize: false,
            texts: .stored
        )
        #expect(stored.featureNames == ["", "x"] && stored.reading?.rowNumberColumn == nil)
    }

    @Test(arguments: [
        ",x,kind\n0,1,a\n2,1,b\n", ",x,kind\n0.5,1,a\n1.5,1,b\n", "n,x,kind\n0,1,a\n1,1,b\n",
        "x,,kind\n1,0,a\n1,1,b\n", ",kind\n0,a\n1,b\n",
    ])
    func `other columns stay features`(text: String) throws {
        let table = try read(text, TableForm(), "kind")
        #expect(table.width == text.prefix { $0 != "\n" }.count { $0 == "," })
        #expect(table.reading?.rowNumberColumn == nil)
    }

    @Test(
        arguments: [
            (
                "x;kind\n1;a\n", TableForm(), "kind",
                "data.csv, line 1, value \"kind\": no column has the label's name; the columns are "
                    + "\"x;kind\"; fields seem to be separated by semicolons, not commas: give it "
                    + "as separator: \";\""
            ),
            (
                "1,2\n3,4\n", TableForm(), "2",
                nil
            ),
            (
                "1,2\n3,4\n", TableForm(), "kind",
                "data.csv, line 1, value \"kind\": no column has the label's name; the columns are "
                    + "\"1\", \"2\"; if the file has no header, give header: false, and columns by "
                    + "number"
            ),
            (
                "1,2\n3,4\n", TableForm(hasHeader: false), "kind",
                "data.csv, line 1, value \"kind\": no column has the label's name; without a "
                    + "header columns are numbered, from 1 to 2"
            ),
            (
                "x,kind\n3,a\n", TableForm(hasHeader: false), "2",
                "data.csv, line 1, column \"1\", value \"x\": expected a decimal number; if the "
                    + "first line names the columns, leave out header: false"
            ),
            (
                "1,2\n3\n", TableForm(hasHeader: false), "2",
                "data.csv, line 2, value \"1 fields\": expected 2 fields, as in the first row"
            ),
            (
                "width,kind\n3,a\n", TableForm(features: ["with"]), "kind",
                "data.csv, line 1, value \"with\": no column has the feature's name; the columns "
                    + "are \"width\", \"kind\"; did you mean \"width\"?"
            ),
            (
                "width,kind\n3,a\n", TableForm(excluded: ["id"]), "kind",
                "data.csv, line 1, value \"id\": no column has this name to exclude; the columns "
                    + "are \"width\", \"kind\""
            ),
            (
                "x,kind\n3,a\n", TableForm(features: ["x", "kind"]), "kind",
                "data.csv, line 1, column \"kind\": is the label, which cannot be a feature, too"
            ),
            (
                "x,kind\n3,a\n", TableForm(excluded: ["kind"]), "kind",
                "data.csv, line 1, column \"kind\": is the label, which cannot be excluded"
            ),
            (
                "x,kind\n3,a\n", TableForm(excluded: ["x"]), "kind",
                "data.csv, line 1: expected a column of features beside the label's"
            ),
            (
                "x,kind\n1,a\n\"1,5\",b\n", TableForm(), "kind",
                "data.csv, line 3, column \"x\", value \"1,5\": expected a decimal number; the "
                    + "decimal mark is a point, and not a comma, unless it is given as decimal: "
                    + "\",\""
            ),
            (
                "x,kind\n1,a\n1.5,b\n", TableForm(decimal: .comma), "kind",
                "data.csv, line 3, column \"x\", value \"1.5\": expected a decimal number; the "
                    + "decimal mark is a comma, and not a point, unless it is given as decimal: "
                    + "\".\""
            ),
            ("", TableForm(hasHeader: false), "kind", "data.csv: expected rows"),
        ] as [(String, TableForm, String, String?)]
    )
    func `what does not fit is refused with the cure`(
        text: String,
        form: TableForm,
        label: String,
        expected: String?
    ) throws {
        var description: String?
        do {
            _ = try read(text, form, label)
        } catch let error as DatasetError where error.code != .oneClass {
            description = error.description
        } catch is DatasetError {
            description = nil
        }
        #expect(description == expected)
    }

    @Test(
        arguments: [
            (Array("x,kind\r1,a\r2,b\r".utf8), "its lines end with carriage returns alone"),
            ([0xFF, 0xFE, 0x78, 0], "is text in UTF-16;"),
            ([0xFE, 0xFF, 0, 0x78], "is text in UTF-16;"),
            ([0x78, 0, 0x2C, 0, 0x79, 0], "is text in UTF-16LE;"),
            ([0, 0x78, 0, 0x2C], "is text in UTF-16BE;"),
            ([0xFF, 0xFE, 0, 0, 0x78, 0, 0, 0], "is text in UTF-32;"),
            (Array("PK\u{3}\u{4}".utf8) + [20, 0, 6, 0], "is a ZIP archive"),
            ([0x1F, 0x8B, 8, 0], "unpack this gzip file first"),
        ] as [([UInt8], String)]
    )
    func `files that are no text in UTF-8 are named, with what makes it of them`(
        bytes: [UInt8],
        start: String
    ) throws {
        let error = #expect(throws: DatasetError.self) {
            try SampleTable(csv: bytes, file: "data.csv", label: "kind", standardize: false)
        }
        #expect(error?.message.hasPrefix(start) == true)
        #expect(error?.code == .malformed)
    }

    private func read(
        _ text: String,
        _ form: TableForm,
        _ label: String,
        standardize: Bool = false
    ) throws -> SampleTable {
        try SampleTable(
            csv: Array(text.utf8),
            file: "data.csv",
            label: label,
            standardize: standardize,
            form: form
        )
    }
}
