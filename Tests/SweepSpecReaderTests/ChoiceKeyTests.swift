import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// `select` and `stop`: which epoch of a run is taken, and when it stops early.
@Suite struct ChoiceKeyTests {
    private static let table = "version: 2\ndataset: {csv: {path: a.csv, label: k}}\n"

    private static func stop(_ patience: Int, _ minimumDelta: Double = 0) -> EpochChoice {
        .stop(EarlyStopping(patience: patience, minimumDelta: minimumDelta))
    }

    static let choices: [(text: String, choice: EpochChoice)] = [
        ("", .final),
        ("training: {select: final}", .final),
        ("training: {select: best}", .best),
        ("training: {stop: {patience: 20}}", stop(20)),
        ("training: {stop: {patience: 1, min_delta: 0.001}}", stop(1, 0.001)),
        ("training: {select: best, stop: {patience: 100000, min_delta: 0}}", stop(100_000)),
        ("split: {folds: 3}\ntraining: {select: best}", .best),
        ("split: {column: part}\ntraining: {stop: {patience: 3}}", stop(3)),
        ("split: none\ntraining: {select: final}", .final),
    ]

    @Test(arguments: choices)
    func `each form is read, written and read back`(text: String, choice: EpochChoice) throws {
        let spec = try SpecReader.read(Self.table + text, fileName: "a.yaml").spec
        #expect(spec.choice == choice)
        let written = SpecWriter.text(of: spec)
        let read = try SpecReader.read(written, fileName: "sweep.yaml")
        #expect(read.spec == spec)
        #expect(SpecWriter.text(of: read.spec) == written)
    }

    @Test func `only what is not usual is written`() throws {
        func lines(_ text: String) throws -> [String] {
            let spec = try SpecReader.read(Self.table + text, fileName: "a.yaml").spec
            return SpecWriter.text(of: spec).split(separator: "\n").map(String.init)
                .filter { $0.contains("select") || $0.contains("stop") || $0.hasPrefix("    ") }
                .filter { !$0.contains("path") && !$0.contains("label") && !$0.contains("stand") }
        }
        #expect(try lines("") == [])
        #expect(try lines("training: {select: best}") == ["  select: best"])
        #expect(
            try lines("training: {stop: {patience: 5}, metrics: [parameter_norm]}")
                == ["  stop:", "    patience: 5", "    min_delta: 0"]
        )
    }

    private static func read(
        _ text: String,
        _ flags: [(SpecKey, String)] = []
    ) throws -> EpochChoice {
        try SpecReader.read(
            table + text,
            fileName: "a.yaml",
            overrides: flags.map { SpecOverride(key: $0, text: $1, source: "--\($0.flag)") }
        ).spec.choice
    }

    @Test func `flags take precedence, and go with the file's other keys`() throws {
        #expect(try Self.read("", [(.patience, "7")]) == Self.stop(7))
        #expect(try Self.read("", [(.select, "best")]) == .best)
        let file = "training: {stop: {patience: 5, min_delta: 0.5}}"
        #expect(try Self.read(file, [(.patience, "7")]) == Self.stop(7, 0.5))
        #expect(try Self.read(file, [(.minDelta, "0")]) == Self.stop(5))
        #expect(try Self.read("training: {select: best}", [(.select, "final")]) == .final)
        #expect(SpecKey.choiceFlags == ["select", "patience", "min-delta"])
        #expect(SpecKey.patience.environmentVariable == "MOMENTUM_PATIENCE")
        #expect(SpecKey.minDelta.environmentVariable == "MOMENTUM_MIN_DELTA")
    }

    @Test func `another choice replaces that of an earlier sweep as a whole`() throws {
        func changed(_ earlier: String, _ given: String) throws -> EpochChoice {
            let spec = try SpecReader.read(Self.table + earlier, fileName: "a.yaml").spec
            return try SpecReader.read(given, fileName: "b.yaml", overrides: [], changing: spec)
                .spec.choice
        }
        let stopped = "training: {stop: {patience: 5, min_delta: 0.5}}"
        #expect(try changed(stopped, "seeds: 20") == Self.stop(5, 0.5))
        #expect(try changed(stopped, "training: {stop: {patience: 6}}") == Self.stop(6))
        #expect(try changed(stopped, "training: {select: final}") == .final)
        #expect(try changed("", stopped) == Self.stop(5, 0.5))
    }

    /// Text of a file, and the start of the message that refuses it.
    static let refusals: [(text: String, message: String)] = [
        ("training: {select: last}", "a.yaml:3: training.select: last is not allowed; final or"),
        ("training: {select: [best]}", "a.yaml:3: training.select: [best] is not allowed; final"),
        (
            "training: {stop: {patience: 0}}",
            "a.yaml:3: training.stop.patience: 0 is not allowed; a whole number from 1 to 100000"
        ),
        ("training: {stop: {patience: 1.5}}", "a.yaml:3: training.stop.patience: 1.5 is not"),
        ("training: {stop: {patience: 100001}}", "a.yaml:3: training.stop.patience: 100001 is not"),
        (
            "training: {stop: {patience: 3, min_delta: -1}}",
            "a.yaml:3: training.stop.min_delta: -1 is not allowed"
        ),
        (
            "training: {stop: {patience: 3, min_delta: .inf}}",
            "a.yaml:3: training.stop.min_delta: .inf is not allowed"
        ),
        (
            "training: {stop: {min_delta: 0.1}}",
            "a.yaml:3: training.stop.min_delta: needs a patience beside it"
        ),
        ("training: {stop: 20}", "a.yaml:3: training.stop: 20 is not allowed; a section with keys"),
        (
            "training: {select: final, stop: {patience: 3}}",
            "a.yaml:3: training.select: is final, which does not go with training.stop.patience "
                + "(a.yaml:3)"
        ),
        (
            "split: none\ntraining: {select: best}",
            "a.yaml:4: training.select: goes by the loss on validation samples, and none are held "
                + "out; add `split: {validation: 0.2}`"
        ),
        (
            "split: {validation: 0, test: 0.2}\ntraining: {stop: {patience: 3}}",
            "a.yaml:4: training.stop.patience: goes by the loss on validation samples, and none"
        ),
        (
            "seeds: {notebook: 1}\ntraining: {stop: {patience: 3}}",
            "a.yaml:4: training.stop.patience: does not go with the notebook's seeds (a.yaml:3)"
        ),
        ("early_stopping: 3", "a.yaml:3: early_stopping: is not a known key; did you mean "),
    ]

    @Test(arguments: refusals)
    func `what does not go together is refused`(text: String, message: String) {
        let error = #expect(throws: SpecError.self) { try Self.read(text) }
        #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func `notebook seeds go with the best epoch, which changes no generator`() throws {
        #expect(try Self.read("seeds: {notebook: 1}\ntraining: {select: best}") == .best)
    }

    /// A name of another tool, or ours in another section, and the key that is meant.
    @Test(arguments: [
        ("patience: 3", "training.stop.patience"),
        ("early_stopping: 3", "training.stop.patience"),
        ("training: {patience: 3}", "training.stop.patience"),
        ("training: {n_iter_no_change: 3}", "training.stop.patience"),
        ("training: {tol: 0.1}", "training.stop.min_delta"),
        ("training: {restore_best_weights: true}", "training.select"),
        ("select: best", "training.select"),
    ])
    func `names of other tools lead to ours`(text: String, key: String) {
        let error = #expect(throws: SpecError.self) { try Self.read(text) }
        #expect(error.map { "\($0)".contains("did you mean \(key)?") } == true)
    }
}

extension SpecKey {
    /// The flags of the keys that say which epoch is taken.
    fileprivate static var choiceFlags: [String] {
        [SpecKey.select, .patience, .minDelta].map(\.flag)
    }
}
