import NeuralNet
import Testing
import TrainingModel

/// Checks what is said of samples before they are trained on, and what is not.
@Suite struct DataObservationTests {
    private func observe(_ text: String, standardize: Bool = false) throws -> [String] {
        try SampleTable(
            csv: Array(text.utf8),
            file: "data.csv",
            label: "kind",
            standardize: standardize
        ).observations.map(\.description)
    }

    /// A file of `rows`, whose header is `header` and the label's.
    private func text(_ header: String, _ rows: [String]) -> String {
        "\(header),kind\n" + rows.map { $0 + "\n" }.joined()
    }

    @Test func `samples in the order of their class are told of`() throws {
        let sorted = (0..<40).map { "0.\($0 % 7),\($0 < 25 ? "a" : "b")" }
        #expect(
            try observe(text("x", sorted)) == [
                "The samples are in order of their class: 40 samples make 2 runs of one class, and "
                    + "the longest has 25 of class \"a\". Without shuffling, most batches hold a "
                    + "single class."
            ]
        )
        let mixed = (0..<40).map { "0.\($0 % 7),\($0 * 7 % 40 < 25 ? "a" : "b")" }
        #expect(try observe(text("x", mixed)) == [])
        // Two samples of each class have no order to speak of.
        #expect(try observe(text("x", ["0.1,a", "0.2,a", "0.1,b", "0.3,b"])) == [])
    }

    @Test func `parts that hold a class in other shares are told of, drawn ones are not`() throws {
        func observe(_ isB: (Int) -> Bool, _ split: SplitRule) throws -> [String] {
            let rows = (0..<80).map { "\($0 * 7 % 80).5,\(isB($0) ? "b" : "a")" }
            return try SampleTable(
                csv: Array(text("x", rows).utf8),
                file: "data.csv",
                label: "kind",
                standardize: false,
                split: split
            ).observations.map(\.description)
        }
        let quarter = HeldOutShares(validation: 0.25)
        func drifts(_ index: Int) -> Bool { index < 60 ? index % 6 == 0 : index % 4 != 0 }
        let said = [
            "83 % of the training part and 25 % of the validation part are of class \"a\". The "
                + "last samples are held out; unless their order is that of time, leave `last` "
                + "out, so that parts are drawn."
        ]
        #expect(try observe(drifts, .last(quarter)) == said)
        #expect(try observe(drifts, .shares(quarter, SplitDraw())) == [])
        // A fifth of the part is what counts: 50 % and 65 % are near enough.
        func wavers(_ index: Int) -> Bool { index < 60 ? index % 2 == 0 : index % 20 < 13 }
        #expect(try observe(wavers, .last(quarter)) == [])
    }

    @Test func `features that differ a hundredfold are told of unless they are standardized`()
        throws
    {
        let rows = (0..<20).map { index in
            "\(278 + 70 * index),0.\(48 + index),5e9,\(index % 2 == 0 ? "a" : "b")"
        }
        let file = text("proline,hue,constant", rows)
        #expect(
            try observe(file) == [
                "Features have very different ranges: \"proline\" goes from 278 to 1608, but "
                    + "\"hue\" goes from 0.48 to 0.67. Unless they are standardized, the largest "
                    + "features decide what is learned."
            ]
        )
        #expect(try observe(file, standardize: true) == [])
        let near = (0..<20).map { "\($0),\(98 + $0 % 2).5,\($0 % 2 == 0 ? "a" : "b")" }
        #expect(try observe(text("x,y", near)) == [])
    }

    /// Groups of three samples, whose classes take no order in their numbers.
    @Test func `a column whose values repeat within a class and never across is a likely group`()
        throws
    {
        let groups = (0..<60).map { ($0 * 7 % 20, $0) }
        let rows = groups.map { group, index in
            "\(index % 11),\(group),\(group * 3 % 5 < 2 ? "sick" : "well")"
        }
        #expect(
            try observe(text("x,patient", rows)) == [
                "Column \"patient\" has 20 values in 60 samples, and no value occurs in two "
                    + "classes. If it names groups (patients, devices, days), split by group so "
                    + "that no group is in two parts; if it was made from the label, leave it out."
            ]
        )
        // One value in two classes, a different value for each sample, and fractions.
        #expect(try observe(text("x,patient", rows.dropLast() + ["1,0,well"])) == [])
        let single = groups.map { "\($1 % 11),\($1),\($0 * 3 % 5 < 2 ? "sick" : "well")" }
        #expect(try observe(text("x,patient", single)) == [])
        let measured = groups.map { "\($1 % 11),\($0).5,\($0 * 3 % 5 < 2 ? "sick" : "well")" }
        #expect(try observe(text("x,width", measured)) == [])
    }

    /// As of a table whose rows were drawn from a larger one.
    @Test func `a column without a name that numbers the rows is told of and kept`() throws {
        let rows = (0..<12).map { "\($0 * 5 % 12 + 1),\($0 % 5),\($0 % 2 == 0 ? "a" : "b")" }
        let sentence =
            " and a different whole number in each row, from 1 to 12. It seems to number the rows, "
            + "and is trained on as a feature; leave it out with `exclude` if it does."
        #expect(try observe(text(",x", rows)) == ["Feature 1 has no name" + sentence])
        #expect(
            try observe(text("Unnamed: 0,x", rows))
                == ["Feature 1, \"Unnamed: 0\", has no name of its own" + sentence]
        )
        #expect(try observe(text("id,x", rows)) == [])
        #expect(try observe(text(",x", rows.dropLast() + ["5,1,a"])) == [])
        #expect(try observe(text(",x", rows.dropLast() + ["0.5,1,a"])) == [])
    }

    @Test func `many labels that are numbers are told of`() throws {
        let many = (0..<60).map { "\($0 * 7 % 10).5,\($0 * 11 % 30)" }
        #expect(
            try observe(text("x", many)) == [
                "The labels are numbers, and 30 of 60 differ. Each is a class of its own, and "
                    + "their order is not learned; is the right column the label?"
            ]
        )
        let fractions = ["1,1.5", "2,2", "1,2.5", "2,2"]
        #expect(try observe(text("x", fractions)).count == 1)
        let few = (0..<40).map { "\($0 * 7 % 10).5,\($0 * 11 % 20)" }
        #expect(try observe(text("x", few)) == [])
        let words = (0..<60).map { "\($0 * 7 % 10).5,c\($0 * 11 % 30)" }
        #expect(try observe(text("x", words)) == [])
    }

    @Test func `the spiral's arms come one after the other`() throws {
        let spiral = try SampleTable.spiral(classes: 3, points: 500, noise: 0.2, seed: 1)
        guard case .longRuns(let runs) = spiral.observations.first else {
            Issue.record("expected long runs, not \(spiral.observations)")
            return
        }
        #expect(runs.longest == 500)
        #expect(runs.runCount == 3)
        #expect(spiral.observations.count == 1)
    }
}
