import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// The keys that say how a CSV file is written, and which of its columns are features.
@Suite struct TableKeyTests {
    @Test(
        arguments: [
            ("", TableForm()),
            ("separator: ';'", TableForm(separator: .semicolon)),
            ("separator: semicolon", TableForm(separator: .semicolon)),
            ("separator: \"\\t\"", TableForm(separator: .tab)),
            ("separator: tab", TableForm(separator: .tab)),
            ("separator: '|'", TableForm(separator: .bar)),
            ("separator: ','", TableForm()),
            ("decimal: ','", TableForm(decimal: .comma)),
            ("decimal: comma", TableForm(decimal: .comma)),
            ("header: false", TableForm(hasHeader: false)),
            ("features: [a, 'b, c', 3]", TableForm(features: ["a", "b, c", "3"])),
            ("features: 'a, b'", TableForm(features: ["a", "b"])),
            ("exclude: ['', id]", TableForm(excluded: ["", "id"])),
            ("exclude: ''", TableForm(excluded: [""])),
        ] as [(String, TableForm)]
    )
    func `a form is read, and written so that it is read again`(
        text: String,
        form: TableForm
    ) throws {
        let spec = try spec(text)
        #expect(spec.dataset == .csv(CSVSource(path: "a.csv", label: "k", form: form)))
        let written = SpecWriter.text(of: spec)
        #expect(try SpecReader.read(written, fileName: "sweep.yaml").spec == spec)
        // An older specification keeps its digest.
        #expect(form != TableForm() || !written.contains("separator"))
    }

    @Test(arguments: [
        ("separator: ':'", "dataset.csv.separator: : is not allowed; one of , comma ; semicolon"),
        ("decimal: x", "dataset.csv.decimal: x is not allowed; one of . point , comma"),
        ("header: 3", "dataset.csv.header: 3 is not allowed; true or false"),
        ("features: []", "dataset.csv.features: [] is not allowed; names of columns"),
        ("features: [a, a]", "dataset.csv.features: names the column 'a' twice"),
        ("exclude: {a: 1}", "dataset.csv.exclude: {a: 1} is not allowed; names of columns"),
        ("features: [a], exclude: [b]", "dataset.csv.exclude: does not go with dataset.csv.feat"),
        (
            "delimiter: ';'",
            "dataset.csv.delimiter: is not a known key; did you mean dataset.csv.sep"
        ),
    ])
    func `a wrong value is refused`(text: String, expected: String) {
        let error = #expect(throws: SpecError.self) { try spec(text) }
        #expect(error?.description.hasPrefix("sweep.yaml:1: " + expected) == true)
    }

    @Test func `flags name columns with commas between them, and make the dataset a table`() throws
    {
        let overrides = [
            SpecOverride(key: .csv, text: "a.csv", source: "--csv"),
            SpecOverride(key: .label, text: "k", source: "--label"),
            SpecOverride(key: .separator, text: "semicolon", source: "--separator"),
            SpecOverride(key: .features, text: "x, y", source: "--features"),
        ]
        let spec = try SpecReader.read(nil, overrides: overrides).spec
        let form = TableForm(separator: .semicolon, features: ["x", "y"])
        #expect(spec.dataset == .csv(CSVSource(path: "a.csv", label: "k", form: form)))
        let error = #expect(throws: SpecError.self) {
            try SpecReader.read(.spiral, overrides: [overrides[3]])
        }
        #expect(error?.description.contains("dataset.csv.path: is missing") == true)
    }

    private func spec(_ form: String) throws -> SweepSpec {
        let text = "dataset: {csv: {path: a.csv, label: k\(form.isEmpty ? "" : ", ")\(form)}}"
        return try SpecReader.read(text, fileName: "sweep.yaml").spec
    }
}
