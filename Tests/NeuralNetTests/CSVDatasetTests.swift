import NeuralNet
import Testing

/// Checks what well-formed CSV files mean.
@Suite struct CSVDatasetTests {
    /// Files that all hold the rows (1, 2.5) of class `a` and (−3, 40) of class `b`.
    @Test(arguments: [
        "x,y,kind\n1,2.5,a\n-3,40,b\n",
        "x,y,kind\n1,2.5,a\n-3,40,b",
        "x,y,kind\r\n1,2.5,a\r\n-3,40,b\r\n",
        "\u{FEFF}x,y,kind\n1,2.5,a\n-3,40,b\n",
        "\n\nx,y,kind\n\n1,2.5,a\r\n\r\n-3,40,b\n\n",
        "x,kind,y\n1,a,2.5\n-3,b,40\n",
        "kind,x,y\na,1,2.5\nb,-3,40\n",
        "\"x\",\"y\",\"kind\"\n\"1\",\"2.5\",\"a\"\n\"-3\",\"40\",\"b\"\n",
        "x,y,kind\n +1 ,\t25e-1,a\n-3.0, .4E+2 ,b\n",
    ])
    func `the same rows may be written in many ways`(text: String) throws {
        let dataset = try read(text)
        #expect(dataset.features == [1, 2.5, -3, 40])
        #expect(dataset.labels == [0, 1])
        #expect(dataset.classNames == ["a", "b"])
        #expect(dataset.width == 2)
    }

    @Test(
        arguments: [
            (["10", "9", "-1", "9"], ["-1", "9", "10"], [2, 1, 0, 1]),
            (["10", "9", "x", "9"], ["10", "9", "x"], [0, 1, 2, 1]),
            (["1.0", "0.0"], ["0.0", "1.0"], [1, 0]),
            (["b", "a", "B"], ["B", "a", "b"], [2, 1, 0]),
            (["Žofie", "\"a \"\"b\"\"\n, c\""], ["a \"b\"\n, c", "Žofie"], [1, 0]),
            ([" a", "a"], [" a", "a"], [0, 1]),
            (["02", "01", "02"], ["01", "02"], [1, 0, 1]),
            (["10", "1", "01", "1.0"], ["01", "1", "1.0", "10"], [3, 1, 0, 2]),
            (["10", "+1", "01", "1"], ["+1", "01", "1", "10"], [3, 0, 1, 2]),
            (["10.5", "2e0", "-3"], ["-3", "2e0", "10.5"], [2, 1, 0]),
            (["-0.0", "0", "0.0"], ["-0.0", "0", "0.0"], [0, 1, 2]),
            (["10", "nan", "9"], ["10", "9", "nan"], [0, 2, 1]),
            (["10", "1e999", "9"], ["10", "1e999", "9"], [0, 1, 2]),
            (["10", "0x1", "9"], ["0x1", "10", "9"], [1, 0, 2]),
            (
                ["9007199254740993", "-9007199254740993", "-9007199254740992"],
                ["-9007199254740993", "-9007199254740992", "9007199254740993"], [2, 0, 1]
            ),
        ] as [([String], [String], [Int32])]
    )
    func `classes are in order of number or text`(
        written: [String],
        names: [String],
        labels: [Int32]
    ) throws {
        let dataset = try read("x,kind\n" + written.map { "1,\($0)\n" }.joined())
        #expect(dataset.classNames == names)
        #expect(dataset.labels == labels)
    }

    /// What the first edition made of labels, for its run directories.
    @Test(
        arguments: [
            (["10", "1", "01", "+1"], ["1", "10"], [1, 0, 0, 0]),
            (["10.5", "2.5", "9"], ["10.5", "2.5", "9"], [0, 1, 2]),
        ] as [([String], [String], [Int32])]
    )
    func `labels of the first edition are merged where they are equal integers`(
        written: [String],
        names: [String],
        labels: [Int32]
    ) throws {
        let dataset = try read(
            "x,kind\n" + written.map { "1,\($0)\n" }.joined(),
            labels: .mergedIntegers
        )
        #expect(dataset.classNames == names)
        #expect(dataset.labels == labels)
    }

    @Test func `two spellings of an accent are two classes and two columns`() throws {
        let (composed, apart) = ("\u{E9}", "e\u{301}")
        let dataset = try read("\(composed),\(apart),kind\n1,2,\(composed)\n3,4,\(apart)\n")
        #expect(dataset.features == [1, 2, 3, 4])
        #expect(
            dataset.classNames.map { Array($0.utf8) } == [apart, composed].map { Array($0.utf8) }
        )
        #expect(dataset.labels == [1, 0])
        #expect(throws: DatasetError.self) {
            try read("x,\(composed)\n1,a\n2,b\n", label: apart)
        }
    }

    @Test func `column names may hold commas, quotes and line ends`() throws {
        let text = "\"a,\"\"b\"\"\r\nc\",kind\n1,p\n2,q\n"
        #expect(try read(text).features == [1, 2])
        let quoted = "kind,\"the, \"\"label\"\"\"\n1,p\n2,q\n"
        #expect(try read(quoted, label: "the, \"label\"").classNames == ["p", "q"])
    }

    @Test func `standardized columns have mean 0 and population deviation 1`() throws {
        // (1, 3, 5): mean 3, σ = √(8/3). The second column is constant, and 0.1 is inexact.
        let text = "x,y,kind\n1,0.1,a\n3,0.1,b\n5,0.1,a\n"
        let dataset = try read(text, standardize: true)
        let unit = Float(2 / (8.0 / 3).squareRoot())
        #expect(dataset.features == [-unit, 0, 0, 0, unit, 0])
    }

    @Test func `standardizing reaches across the whole range of Float`() throws {
        let dataset = try read("x,kind\n-3e38,a\n3e38,b\n", standardize: true)
        #expect(dataset.features == [-1, 1])
    }

    private func read(
        _ text: String,
        label: String = "kind",
        standardize: Bool = false,
        labels: LabelReading = .asWritten
    ) throws -> Dataset {
        try Dataset(
            csv: Array(text.utf8),
            file: "data.csv",
            label: label,
            standardize: standardize,
            labels: labels
        )
    }
}
