import NeuralNet
import Testing
import TrainingModel

/// Checks that a split's columns are read from the file and are no features.
@Suite struct CSVSplitTests {
    private static let text = """
        x,patient,kind,part
        1,7,a,train
        2,7.0,b,train
        3,12,a,test
        4,12,b,test
        5,-1,a,validation
        6,-1,b,validation

        """

    /// The same without the column of parts, whose texts would be a feature.
    private static let numbers = text.split(separator: "\n").map {
        $0.split(separator: ",").dropLast().joined(separator: ",") + "\n"
    }.joined()

    private func read(
        _ text: String = text,
        label: String = "kind",
        standardize: Bool = false,
        split: SplitRule
    ) throws -> SampleTable {
        try SampleTable(
            csv: Array(text.utf8),
            file: "data.csv",
            label: label,
            standardize: standardize,
            split: split
        )
    }

    @Test func `a column of parts is no feature`() throws {
        let table = try read(split: .column("part"))
        #expect(table.featureNames == ["x", "patient"])
        #expect(table.dataset(.training, fold: 0)?.features == [1, 7, 2, 7])
        #expect(table.dataset(.test, fold: 0)?.features == [3, 12, 4, 12])
        #expect(table.dataset(.validation, fold: 0)?.features == [5, -1, 6, -1])
    }

    @Test func `a column of groups is no feature, and groups stay together`() throws {
        let table = try read(Self.numbers, split: .folds(count: 3, SplitDraw(group: "patient")))
        #expect(table.featureNames == ["x"])
        guard case .folds(let folds, 3) = table.parts else {
            Issue.record("expected folds, not \(table.parts)")
            return
        }
        #expect(folds[0] == folds[1] && folds[2] == folds[3] && folds[4] == folds[5])
        #expect(Set(folds).count == 3)
    }

    @Test func `of the samples of a group one is independent`() throws {
        let folded = try read(Self.numbers, split: .folds(count: 3, SplitDraw(group: "patient")))
        #expect(folded.groups == [1, 1, 2, 2, 0, 0])
        for fold in 0..<3 {
            #expect(folded.independentCount(of: .validation, fold: fold) == 1)
            #expect(folded.independentCount(of: .training, fold: fold) == 2)
            #expect(folded.independentCount(of: .test, fold: fold) == 0)
        }
        let parts = SampleParts.parts([
            .training, .test, .training, .training, .validation, .validation,
        ])
        let table = folded.with(parts).renamingClasses { $0 + "!" }
        #expect(table.independentCount(of: .training, fold: 0) == 2)
        #expect(table.independentCount(of: .test, fold: 0) == 1)
        let without = try read(split: .column("part"))
        #expect(without.groups == nil)
        #expect(without.independentCount(of: .training, fold: 0) == 2)
    }

    /// What trains need not know groups, and older run directories hold the digest.
    @Test func `groups are neither in the encoding nor in a digest`() throws {
        let split = SplitRule.folds(count: 3, SplitDraw(group: "patient"))
        let folded = try read(Self.numbers, split: split)
        let decoded = try SampleTable(decoding: folded.encoded())
        #expect(decoded.groups == nil && decoded.encoded() == folded.encoded())
        #expect(decoded.samplesDigest == folded.samplesDigest)
    }

    @Test func `standardizing follows the training part of the file`() throws {
        let table = try read(standardize: true, split: .column("part"))
        #expect(table.dataset(.training, fold: 0)?.features == [-1, 0, 1, 0])
        #expect(table.dataset(.test, fold: 0)?.features == [3, 5, 5, 5])
        #expect(table.scalings(fold: 0).map { $0?.mean } == [1.5, 7])
    }

    /// Numbers are in the order of their value and texts in that of their bytes, as for NumPy; the
    /// groups 2, 10 and 9 make the same folds as b, a and c would in that order.
    @Test func `groups are in the order of their values`() throws {
        func folds(_ groups: [String]) throws -> SampleParts {
            let rows = groups.flatMap { ["1,\($0),a\n", "2,\($0),b\n"] }
            return try read(
                "x,g,kind\n" + rows.joined(),
                split: .folds(count: 3, SplitDraw(seed: 3, group: "g"))
            ).parts
        }
        let numbers = try folds(["2", "10", "9", "1e1"])
        #expect(try folds(["a", "c", "b", "c"]) == numbers)
        #expect(try folds(["A", "é", "z", "é"]) == numbers)
        #expect(try folds(["-5", "007", "1", "7"]) == numbers)
        #expect(try folds(["10", "9", "a", "9"]) == folds(["a", "b", "c", "b"]))
    }

    @Test(
        arguments: [
            (
                "kind", .folds(count: 2, SplitDraw(group: "patent")), .missingSplitColumn,
                """
                data.csv, line 1, value "patent": no column has the group's name; the columns are \
                "x", "patient", "kind", "part"; did you mean "patient"?
                """
            ),
            (
                "kind", .column("parts"), .missingSplitColumn,
                """
                data.csv, line 1, value "parts": no column has the split's name; the columns are \
                "x", "patient", "kind", "part"; did you mean "part"?
                """
            ),
            (
                "kin", .none, .missingLabelColumn,
                """
                data.csv, line 1, value "kin": no column has the label's name; the columns are \
                "x", "patient", "kind", "part"; did you mean "kind"?
                """
            ),
            (
                "kind", .column("kind"), .labelSplits,
                """
                data.csv, line 1, column "kind": is the label, which cannot say how samples are \
                split; expected another column
                """
            ),
        ] as [(String, SplitRule, DatasetError.Code, String)]
    )
    func `a split that the header does not allow is refused`(
        label: String,
        split: SplitRule,
        code: DatasetError.Code,
        message: String
    ) throws {
        let error = try #require(throws: DatasetError.self) {
            try read(label: label, split: split)
        }
        #expect(error.code == code)
        #expect(error.description == message)
    }

    @Test(
        arguments: [
            (
                "x,p,kind\n1,train,a\n\"2\",\"tr\nain\",b\n", SplitRule.column("p"),
                """
                data.csv, line 3, column "p", value "tr\\nain": expected train, validation, test \
                or the number of a fold from 0; did you mean train?
                """
            ),
            (
                "x,p,kind\n1,7,a\n2,0,b\n", .column("p"),
                """
                data.csv, line 2, column "p", value "7": expected the number of a fold from 0 to 1
                """
            ),
            (
                "x,p,kind\n1,train,a\n2,,b\n", .column("p"),
                """
                data.csv, line 3, column "p", value "": expected train, validation, test or the \
                number of a fold
                """
            ),
            (
                "x,p,kind\n1,u,a\n2,,b\n", .folds(count: 2, SplitDraw(group: "p")),
                """
                data.csv, line 3, column "p", value "": expected the name or number of a group
                """
            ),
            (
                "x,p,kind\n1,u,a\n2,u,b\n", .folds(count: 2, SplitDraw(group: "p")),
                """
                data.csv: class "a" has 1 sample, too few for 2 folds; expected at least one \
                sample of each class in each
                """
            ),
            (
                "p,kind\n1,a\n2,b\n", .folds(count: 2, SplitDraw(group: "p")),
                "data.csv, line 1: expected a column of features beside the label's"
            ),
        ]
    )
    func `a split that the rows do not allow is refused`(
        text: String,
        split: SplitRule,
        message: String
    ) throws {
        let error = try #require(throws: DatasetError.self) { try read(text, split: split) }
        #expect(error.description == message)
    }

    @Test func `a split of images names no column`() throws {
        let error = try #require(throws: DatasetError.self) {
            try SampleTable(
                idxImages: IDXDatasetTests.images,
                imagesFile: "images",
                labels: IDXDatasetTests.labels,
                labelsFile: "labels",
                split: .column("part")
            )
        }
        #expect(error.code == .split)
        #expect(
            error.description
                == "labels: column \"part\": these data have no columns but features"
        )
    }

    @Test(arguments: [("1.", true), ("name ", false)])
    func `a label of nearly as many numbers as samples is told from one of classes`(
        prefix: String,
        isNumber: Bool
    ) {
        let rows = (10..<60).map { "\($0),\(prefix)\($0)\n" }
        let error = #expect(throws: DatasetError.self) {
            try SampleTable(
                csv: Array(("x,y\n" + rows.joined()).utf8),
                file: "data.csv",
                label: "y",
                standardize: false,
                split: .shares(HeldOutShares(validation: 0.2), SplitDraw())
            )
        }
        let hint = "; the label's column has 50 different numbers; only classes can be learned"
        #expect(error?.message.contains("has 1 sample, too few for 2 parts") == true)
        #expect(error?.message.hasSuffix(hint) == isNumber)
    }
}
