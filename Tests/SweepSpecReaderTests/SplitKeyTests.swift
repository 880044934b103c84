import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// `split`: which samples are held out.
@Suite struct SplitKeyTests {
    private static let table = "dataset: {csv: {path: a.csv, label: k}}\n"

    private func split(_ text: String, _ overrides: [SpecOverride] = []) throws -> SplitRule {
        try SpecReader.read(Self.table + text, fileName: "a.yaml", overrides: overrides).spec.split
    }

    private static func shares(
        _ validation: Double,
        _ test: Double = 0,
        seed: UInt64 = 0,
        group: String? = nil
    ) -> SplitRule {
        .shares(
            HeldOutShares(validation: validation, test: test),
            SplitDraw(seed: seed, group: group)
        )
    }

    static let rules: [(text: String, rule: SplitRule)] = [
        ("", shares(0.2)),
        ("split: none", .none),
        ("split: {validation: 0.3}", shares(0.3)),
        ("split: {test: 0.1}", shares(0.2, 0.1)),
        ("split: {validation: 0, test: 0.1}", shares(0, 0.1)),
        ("split: {seed: 7}", shares(0.2, seed: 7)),
        ("split: {group: patient}", shares(0.2, group: "patient")),
        (
            "split: {validation: 0.25, test: 0.25, seed: 3, group: 'a b'}",
            shares(0.25, 0.25, seed: 3, group: "a b")
        ),
        ("split: {folds: 5}", .folds(count: 5, SplitDraw())),
        (
            "split: {folds: 10, seed: 3, group: g}",
            .folds(count: 10, SplitDraw(seed: 3, group: "g"))
        ),
        ("split: {column: part}", .column("part")),
        ("split: {last: true}", .last(HeldOutShares(validation: 0.2))),
        (
            "split: {last: true, validation: 0.1, test: 0.3}",
            .last(HeldOutShares(validation: 0.1, test: 0.3))
        ),
        ("split: {last: FALSE}", shares(0.2)),
        ("split: {last: false, folds: 3}", .folds(count: 3, SplitDraw())),
    ]

    @Test(arguments: rules)
    func `each form is read, written and read back`(text: String, rule: SplitRule) throws {
        let spec = try SpecReader.read(Self.table + text, fileName: "a.yaml").spec
        #expect(spec.split == rule)
        let written = SpecWriter.text(of: spec)
        let read = try SpecReader.read(written, fileName: "sweep.yaml")
        #expect(read.spec == spec)
        #expect(read.assumptions.isEmpty)
        #expect(SpecWriter.text(of: read.spec) == written)
    }

    @Test func `only a split that the defaults chose is an assumption`() throws {
        func assumptions(_ text: String) throws -> Set<SpecAssumption> {
            let text = "version: 2\nnetwork: {hidden: [3]}\n" + Self.table + text
            return try SpecReader.read(text, fileName: "a.yaml").assumptions
        }
        #expect(try assumptions("") == [.split])
        #expect(try assumptions("split: none").isEmpty)
        #expect(try assumptions("split: {seed: 1}").isEmpty)
        let made = try SpecReader.read("version: 2\nseeds: 1", fileName: "a.yaml")
        #expect(made.spec.split == .none)
        #expect(made.assumptions.isEmpty)
    }

    /// Flags in the order of precedence, the text of the file, and the rule.
    static let overrides: [(flags: [String], text: String, rule: SplitRule)] = [
        (["validation=0.3"], "", shares(0.3)),
        (["split=none"], "split: {folds: 5}", .none),
        (["folds=4"], "split: {validation: 0.3, seed: 2}", .folds(count: 4, SplitDraw(seed: 2))),
        (["folds=4"], "split: none", .folds(count: 4, SplitDraw())),
        (["validation=0.3"], "split: {folds: 4, seed: 2}", shares(0.3, seed: 2)),
        (["test=0.1"], "split: {validation: 0.3, seed: 2}", shares(0.3, 0.1, seed: 2)),
        (
            ["test=0.1"],
            "split: {last: true, validation: 0.3}",
            .last(HeldOutShares(validation: 0.3, test: 0.1))
        ),
        (["split-last=false"], "split: {last: true, validation: 0.3}", shares(0.3)),
        (
            ["split-last=true"],
            "split: {validation: 0.3, seed: 2}",
            .last(HeldOutShares(validation: 0.3))
        ),
        (["split-seed=9"], "split: {folds: 4, seed: 2}", .folds(count: 4, SplitDraw(seed: 9))),
        (["group=g", "validation=0.1"], "split: {column: part}", shares(0.1, group: "g")),
        (["split-column=part"], "split: {folds: 4, seed: 2}", .column("part")),
        (["folds=4", "folds=5"], "", .folds(count: 4, SplitDraw())),
    ]

    @Test(arguments: overrides)
    func `flags choose the split, and keep what goes with them`(
        flags: [String],
        text: String,
        rule: SplitRule
    ) throws {
        #expect(try split(text, Self.flags(flags)) == rule)
    }

    /// Overrides such as `folds=4`, by the names of their flags.
    private static func flags(_ texts: [String]) -> [SpecOverride] {
        texts.compactMap { text in
            let words = text.split(separator: "=").map(String.init)
            let key = SpecKey.overridable.first { $0.flag == words[0] }
            return key.map { SpecOverride(key: $0, text: words[1], source: "--\(words[0])") }
        }
    }

    /// Text of a file behind its dataset in line 1, flags, and the start of the refusal.
    static let refusals: [(text: String, flags: [String], message: String)] = [
        (
            "split:\n  validation: 0.2\n  folds: 5",
            [],
            "a.yaml:3: split.validation: does not go with split.folds (a.yaml:4); keep one"
        ),
        (
            "split:\n  folds: 5\n  test: 0.2",
            [],
            "a.yaml:4: split.test: does not go with split.folds (a.yaml:3): every sample is held"
        ),
        (
            "split:\n  column: part\n  seed: 1",
            [],
            "a.yaml:4: split.seed: does not go with split.column (a.yaml:3); keep one of the two"
        ),
        (
            "split: {column: part, group: g}",
            [],
            "a.yaml:2: split.group: does not go with split.column (a.yaml:2); keep one of the two"
        ),
        (
            "split: {last: true, folds: 3}",
            [],
            "a.yaml:2: split.folds: does not go with split.last (a.yaml:2); keep one of the two"
        ),
        (
            "split: {last: true, group: g}",
            [],
            "a.yaml:2: split.group: does not go with split.last (a.yaml:2); keep one of the two"
        ),
        (
            "",
            ["folds=5", "validation=0.2"],
            "--validation: split.validation: does not go with split.folds (--folds); keep one"
        ),
        (
            "split: {column: part}",
            ["split-seed=1"],
            "--split-seed: split.seed: does not go with split.column (a.yaml:2); keep one of"
        ),
        (
            "split: none",
            ["group=g"],
            "--group: split.group: does not go with split (a.yaml:2); keep one of the two"
        ),
        ("split: all", [], "a.yaml:2: split: all is not allowed; none, or keys of its own such"),
        ("split: [0.2]", [], "a.yaml:2: split: [0.2] is not allowed; none, or keys of its own"),
        ("split: {validation: 1.1}", [], "a.yaml:2: split.validation: 1.1 is not allowed; a num"),
        ("split: {validation: -0.1}", [], "a.yaml:2: split.validation: -0.1 is not allowed"),
        ("split: {validation: 1}", [], "a.yaml:2: split.validation: validation 1.0 and test 0.0"),
        (
            "split: {validation: 0.5, test: 0.5}",
            [],
            "a.yaml:2: split.test: validation 0.5 and test 0.5 leave nothing to train on; toget"
        ),
        ("split: {validation: 0}", [], "a.yaml:2: split.validation: 0 holds nothing out; `split"),
        ("split: {folds: 1}", [], "a.yaml:2: split.folds: 1 is not allowed; a whole number from 2"),
        ("split: {folds: 10001}", [], "a.yaml:2: split.folds: 10001 is not allowed; a whole"),
        ("split: {seed: 4294967296}", [], "a.yaml:2: split.seed: 4294967296 is not allowed"),
        ("split: {column: k}", [], "a.yaml:2: split.column: k is the column of the classes; name"),
        ("split: {group: k}", [], "a.yaml:2: split.group: k is the column of the classes; name"),
        ("split: {column: ''}", [], "a.yaml:2: split.column: '' is not allowed; the name of a col"),
        ("split: {last: yes}", [], "a.yaml:2: split.last: yes is not allowed; true or false"),
        ("split: {fold: 5}", [], "a.yaml:2: split.fold: is not a known key; did you mean split.f"),
        (
            "split: {folds: 5}\nseeds: {notebook: 1}",
            [],
            "a.yaml:2: split.folds: does not go with the notebook's seeds (a.yaml:3): the random"
        ),
        (
            "split: {folds: 1000}\nseeds: 10000\nsweep: {momentum: [0, 0.5]}",
            [],
            "a.yaml:3: seeds: 2 settings × 1000 folds × 10000 seeds are not allowed; at most 100"
        ),
    ]

    @Test(arguments: refusals)
    func `what does not go together is refused with both lines`(
        text: String,
        flags: [String],
        message: String
    ) {
        let refusal = #expect(throws: SpecError.self) { try split(text, Self.flags(flags)) }
        let description = refusal?.description ?? "nothing"
        #expect(description.hasPrefix(message), "said: \(description)")
    }

    @Test(arguments: ["group", "column"])
    func `data without columns have none to split by`(key: String) {
        for dataset in ["idx: {images: a, labels: b}", "spiral: {}"] {
            let text = "dataset: {\(dataset)}\nsplit: {\(key): part}"
            let refusal = #expect(throws: SpecError.self) {
                try SpecReader.read(text, fileName: "a.yaml")
            }
            let message = "a.yaml:2: split.\(key): names a column, and only data of a CSV file have"
            #expect(refusal?.description.hasPrefix(message) == true)
        }
    }
}
