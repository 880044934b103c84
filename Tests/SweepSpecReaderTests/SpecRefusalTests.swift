import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// What a spec may not say, and what the reader answers.
@Suite struct SpecRefusalTests {
    /// Text of a file, and the start of the message that refuses it.
    static let values: [(text: String, message: String)] = [
        (
            "name: x\n\n\n\ntraining:\n  epochs: -5",
            "sweep.yaml:6: training.epochs: -5 is not allowed; a whole number from 1 to 1000000"
        ),
        ("training: {epochs: 0}", "sweep.yaml:1: training.epochs: 0 is not allowed; a whole"),
        ("training: {epochs: 1000001}", "sweep.yaml:1: training.epochs: 1000001 is not"),
        ("training: {epochs: 1.5}", "sweep.yaml:1: training.epochs: 1.5 is not allowed; a whole"),
        ("training: {epochs: many}", "sweep.yaml:1: training.epochs: many is not allowed; a whole"),
        ("training: {epochs: [5]}", "sweep.yaml:1: training.epochs: [5] is not allowed; a whole"),
        ("training: {epochs: }", "sweep.yaml:1: training.epochs: an empty value is not allowed"),
        ("training: {epochs: ''}", "sweep.yaml:1: training.epochs: '' is not allowed"),
        ("training: {epochs: 99999999999999999999}", "sweep.yaml:1: training.epochs: 99999999999"),
        (
            "training: {shuffle: yes}",
            "sweep.yaml:1: training.shuffle: yes is not allowed; true or false (YAML 1.2 knows no"
        ),
        ("training: {shuffle: tRUE}", "sweep.yaml:1: training.shuffle: tRUE is not allowed; true"),
        ("training: 5", "sweep.yaml:1: training: 5 is not allowed; a section with keys of its own"),
        (
            "sweep:\n  momentum:\n    - 0.5\n    - 1.5",
            "sweep.yaml:4: sweep.momentum: 1.5 is not allowed; a number from 0 to below 1"
        ),
        ("sweep: {momentum: 1}", "sweep.yaml:1: sweep.momentum: 1 is not allowed"),
        ("sweep: {momentum: 0.99999999}", "sweep.yaml:1: sweep.momentum: 0.99999999 is not"),
        ("sweep: {momentum: -0.1}", "sweep.yaml:1: sweep.momentum: -0.1 is not allowed"),
        ("sweep: {momentum: .nan}", "sweep.yaml:1: sweep.momentum: .nan is not allowed"),
        ("sweep: {momentum: nan}", "sweep.yaml:1: sweep.momentum: nan is not allowed"),
        ("sweep: {momentum: 0x0}", "sweep.yaml:1: sweep.momentum: 0x0 is not allowed"),
        ("sweep: {momentum: []}", "sweep.yaml:1: sweep.momentum: [] is not allowed; at least one"),
        ("sweep: {momentum: [0.1, 0.10]}", "sweep.yaml:1: sweep.momentum: 0.1 stands twice"),
        ("sweep: {momentum: [0, -0]}", "sweep.yaml:1: sweep.momentum: 0.0 stands twice"),
        ("sweep: {momentum: [[0]]}", "sweep.yaml:1: sweep.momentum: [0] is not allowed"),
        ("sweep: {momentum: '0,,1'}", "sweep.yaml:1: sweep.momentum: '' is not allowed"),
        (
            "training: {momentum: [0, 0.5]}",
            "sweep.yaml:1: training.momentum: [0, 0.5] is not allowed; one value; several belong"
        ),
        (
            "sweep: {batch: [20]}\ntraining: {batch: 30}",
            "sweep.yaml:2: training.batch: is given as sweep.batch too; keep one of the two"
        ),
        (
            "training: {learning_rate: 0}",
            "sweep.yaml:1: training.learning_rate: 0 is not allowed; a number above 0, at most"
        ),
        ("training: {learning_rate: .inf}", "sweep.yaml:1: training.learning_rate: .inf is not"),
        ("training: {learning_rate: 1e400}", "sweep.yaml:1: training.learning_rate: 1e400 is not"),
        ("sweep: {batch: 2.5}", "sweep.yaml:1: sweep.batch: 2.5 is not allowed; a whole number"),
        (
            "sweep: {batch: {from: 1, to: 2, count: 3}}",
            "sweep.yaml:1: sweep.batch: 1.5 is not allowed; a whole number"
        ),
        ("sweep: {dampening: 1.1}", "sweep.yaml:1: sweep.dampening: 1.1 is not allowed; a number"),
        ("sweep: {weight_decay: -1}", "sweep.yaml:1: sweep.weight_decay: -1 is not allowed"),
        (
            "training:\n  nesterov: true\n  dampening: 0.5",
            "sweep.yaml:2: training.nesterov: true is not allowed with dampening 0.5; Nesterov"
        ),
    ]

    @Test(arguments: values)
    func `a wrong value is refused with its place and what is allowed`(
        text: String,
        message: String
    ) {
        expectRefusal(of: text, message)
    }

    /// Text of a file, and the start of the message that refuses it.
    static let steps: [(text: String, message: String)] = [
        (
            "sweep: {momentum: {from: 0, to: 1, count: 3}}",
            "sweep.yaml:1: sweep.momentum.to: 1 is not allowed; a number from 0 to below 1"
        ),
        (
            "sweep: {momentum: {from: 0, to: 0.9, count: 1}}",
            "sweep.yaml:1: sweep.momentum.count: 1 is not allowed; a whole number from 2 to 100000"
        ),
        ("sweep: {momentum: {from: 0, to: 0.9}}", "sweep.yaml:1: sweep.momentum: {from: 0, to:"),
        (
            "sweep: {momentum: {from: 0, too: 0.9, count: 3}}",
            "sweep.yaml:1: sweep.momentum.too: is not a known key; did you mean sweep.momentum.to?"
        ),
        (
            "sweep: {momentum: {from: 0.5, to: 0.5, count: 3}}",
            "sweep.yaml:1: sweep.momentum: 0.5 stands twice"
        ),
        (
            "sweep: {weight_decay: {log: {from: 0, to: 1, count: 3}}}",
            "sweep.yaml:1: sweep.weight_decay.log: {from: 0, to: 1, count: 3} is not allowed; log"
        ),
        (
            "sweep: {momentum: {log1m: {from: 0, to: 0.9, count: 3}, count: 3}}",
            "sweep.yaml:1: sweep.momentum: {log1m: {from: 0, to: 0.9, count: 3}, count: 3} is not"
        ),
        (
            "sweep: {momentum: 'log1m(0.9,0.99)'}",
            "sweep.yaml:1: sweep.momentum: log1m(0.9,0.99) is"
        ),
        ("sweep: {momentum: 'sqrt(0.9,0.99,3)'}", "sweep.yaml:1: sweep.momentum: sqrt(0.9,0.99,3)"),
        ("sweep: {momentum: {}}", "sweep.yaml:1: sweep.momentum: {} is not allowed; {from, to,"),
    ]

    @Test(arguments: steps)
    func `wrong steps are refused`(text: String, message: String) {
        expectRefusal(of: text, message)
    }

    /// Text of a file, and the start of the message that refuses it.
    static let shapes: [(text: String, message: String)] = [
        (
            "network: {layers: [2, 50, 4]}",
            "sweep.yaml:1: network.layers: [2, 50, 4] does not fit the data, which has 2 features "
                + "and 3 classes; [2, 50, 3] would"
        ),
        ("network: {layers: [2]}", "sweep.yaml:1: network.layers: [2] is not allowed; the units"),
        ("network: {layers: 2}", "sweep.yaml:1: network.layers: 2 is not allowed; the units of 2"),
        ("network: {layers: [2, 0, 3]}", "sweep.yaml:1: network.layers: 0 is not allowed; a whole"),
        ("network: {layers: [2, 99999, 3]}", "sweep.yaml:1: network.layers: 99999 is not allowed"),
        (
            "network: {layers: [2, 60000, 60000, 3]}",
            "sweep.yaml:1: network.layers: [2, 60000, 60000, 3] is not allowed; its 3600420003 "
                + "weights and biases exceed 16000000"
        ),
        ("sweep: {layers: [[2, 3], 5]}", "sweep.yaml:1: sweep.layers: 5 is not allowed; the units"),
        (
            "sweep: {learning_rate: [0.1, 0.10000000001]}",
            "sweep.yaml:1: sweep.learning_rate: 0.1 and 0.10000000001 are one number in single"
        ),
        (
            "sweep: {learning_rate: [1e-46, 1e-300]}",
            "sweep.yaml:1: sweep.learning_rate: 1e-46 is not allowed; a number above 0"
        ),
        (
            "sweep: {momentum: [0.1, 0.100000001]}",
            "sweep.yaml:1: sweep.momentum: 0.1 and 0.100000001 are one number in single"
        ),
        ("sweep: {layers: [[2, 3], [2, 3]]}", "sweep.yaml:1: sweep.layers: [2, 3] stands twice"),
        (
            "dataset: {spiral: {classes: 2, points: 99999999}}",
            "sweep.yaml:1: dataset.spiral.points: 2 classes of 99999999 points are not allowed; at"
        ),
        ("dataset: {spiral: {classes: 1}}", "sweep.yaml:1: dataset.spiral.classes: 1 is not"),
        ("dataset: {spiral: {noise: -1}}", "sweep.yaml:1: dataset.spiral.noise: -1 is not allowed"),
        ("dataset: {spiral: {seed: 4294967296}}", "sweep.yaml:1: dataset.spiral.seed: 4294967296"),
        (
            "dataset:\n  csv: {path: a.csv}",
            "sweep.yaml:2: dataset.csv.label: is missing; the column of the classes"
        ),
        (
            "dataset: {csv: {path: '', label: x}}",
            "sweep.yaml:1: dataset.csv.path: '' is not allowed"
        ),
        (
            "dataset:\n  spiral: {}\n  csv: {path: a.csv, label: x}",
            "sweep.yaml:3: dataset.csv: is given beside dataset.spiral; a sweep has one dataset"
        ),
        (
            #"name: "a\eb""#,
            #"sweep.yaml:1: name: a\u{1B}b is not allowed; the name of the sweep without U+001B"#
        ),
        (
            #"name: "a\uFFFEb""#,
            #"sweep.yaml:1: name: a\u{FFFE}b is not allowed; the name of the sweep without U+FFFE"#
        ),
        (
            "\u{FEFF}epochs: 3\r\nname: a\u{1B}b\r\n",
            "sweep.yaml:2: column 8: U+001B is not allowed; a spec holds no control characters"
        ),
        (
            #"name: "a\nb""#,
            #"sweep.yaml:1: name: a\nb is not allowed; the name of the sweep without U+000A"#
        ),
        (
            #"name: "a\tb""#,
            #"sweep.yaml:1: name: a b is not allowed; the name of the sweep without U+0009"#
        ),
        (
            "name: x\u{85}",
            "sweep.yaml:1: column 8: U+0085 is not allowed; a spec holds no control characters"
        ),
        ("name: ''", "sweep.yaml:1: name: '' is not allowed; the name of the sweep, 1 to"),
        (
            #"dataset: {csv: {path: x.csv, label: "\x85"}}"#,
            #"sweep.yaml:1: dataset.csv.label: \u{85} is not allowed; the column of the clas"#
        ),
    ]

    @Test(arguments: shapes)
    func `data, layers and names that do not work are refused`(text: String, message: String) {
        expectRefusal(of: text, message)
    }

    /// Text of a file, and the start of the message that refuses it.
    static let seeds: [(text: String, message: String)] = [
        ("seeds: 0", "sweep.yaml:1: seeds: 0 is not allowed; 1 to 10000000 seeds"),
        ("seeds: []", "sweep.yaml:1: seeds: [] is not allowed; at least one seed"),
        ("seeds: [3, 3]", "sweep.yaml:1: seeds: 3 stands twice; each seed may stand once"),
        ("seeds: 1-4,2", "sweep.yaml:1: seeds: 2 stands twice; each seed may stand once"),
        (
            "seeds: [-1]",
            "sweep.yaml:1: seeds: -1 is not allowed; a whole number from 0 to 42949672"
        ),
        ("seeds: [4294967296]", "sweep.yaml:1: seeds: 4294967296 is not allowed; a whole number"),
        ("seeds: 8-5", "sweep.yaml:1: seeds: 8-5 is not allowed; a range of seeds such as 5-8"),
        ("seeds: 1-2-3", "sweep.yaml:1: seeds: 1-2-3 is not allowed; a range of seeds such as 5-8"),
        ("seeds: 0-4000000000", "sweep.yaml:1: seeds: 0-4000000000 is not allowed; at most 100000"),
        ("seeds: {notbook: 1}", "sweep.yaml:1: seeds.notbook: is not a known key; did you mean se"),
        ("seeds: {notebook: a}", "sweep.yaml:1: seeds.notebook: a is not allowed; a whole number"),
        ("seeds: ten", "sweep.yaml:1: seeds: ten is not allowed; a number of seeds such as"),
        ("seeds: ~", "sweep.yaml:1: seeds: an empty value is not allowed; a number of seeds su"),
        (
            "sweep: {momentum: [0, 0.5]}\nseeds: 5000001",
            "sweep.yaml:2: seeds: 2 settings × 5000001 seeds are not allowed; at most 10000000 runs"
        ),
        (
            "sweep: {momentum: '0:0.9:1000', learning_rate: '1:2:101'}",
            "sweep.yaml:1: sweep.momentum: 1000 momentum × 101 learning_rate: 101000 settings are n"
        ),
    ]

    @Test(arguments: seeds)
    func `wrong seeds and too many runs are refused`(text: String, message: String) {
        expectRefusal(of: text, message)
    }

    /// Text of a file, and the start of the message that refuses it.
    static let keys: [(text: String, message: String)] = [
        (
            "training:\n  epoch: 5",
            "sweep.yaml:2: training.epoch: is not a known key; did you mean training.epochs?"
        ),
        ("epochs: 5", "sweep.yaml:1: epochs: is not a known key; did you mean training.epochs?"),
        (
            "sweep: {momentun: 0}",
            "sweep.yaml:1: sweep.momentun: is not a known key; did you mean sw"
        ),
        (
            "training: {xyzzy: 0}",
            "sweep.yaml:1: training.xyzzy: is not a known key; allowed here: epochs, shuffle, se"
        ),
        ("<<: {epochs: 3}", "sweep.yaml:1: <<: is not a known key; allowed here: version, name, "),
        (
            "seeds: 1\nname: x\nseeds: 2",
            "sweep.yaml:1: seeds: stands again in line 3; a key may stand once"
        ),
        (
            "training:\n  epochs: 5\n\n  # more\n  'epochs' : 6\nseeds: 1",
            "sweep.yaml:2: epochs: stands again in line 5; a key may stand once"
        ),
        (
            "training: {epochs: 5, epochs: 6}",
            "sweep.yaml:1: epochs: stands again in line 1; a key may stand once"
        ),
        (
            "training: {epochs: 5,\n epochs: 6}",
            "sweep.yaml:1: epochs: stands again in the same mapping; a key may stand once"
        ),
        (
            "training: {lr: 1}",
            "sweep.yaml:1: training.lr: is not a known key; did you mean training."
        ),
        (
            "sweep: {wd: 1}",
            "sweep.yaml:1: sweep.wd: is not a known key; did you mean sweep.weight_d"
        ),
        (
            "training: {bs: 1}",
            "sweep.yaml:1: training.bs: is not a known key; did you mean training."
        ),
        (
            "training: {batch_size: 1}",
            "sweep.yaml:1: training.batch_size: is not a known key; did you mean training.batch?"
        ),
        ("sweep: {seed: 1}", "sweep.yaml:1: sweep.seed: is not a known key; did you mean seeds?"),
        ("seed: 1", "sweep.yaml:1: seed: is not a known key; did you mean seeds?"),
        (
            "split: {val: 1}",
            "sweep.yaml:1: split.val: is not a known key; did you mean split.valida"
        ),
        ("[1, 2]: 3", "sweep.yaml:1: a list or mapping cannot be a key"),
        ("\"a\\e[2Jb\": 3", "sweep.yaml:1: a\\u{1B}[2Jb: is not a known key"),
        ("- 1", "sweep.yaml:1: [1] is not allowed; keys with values, as in `training: {epochs: 1"),
        ("training: {epochs: 5", "sweep.yaml:2: this is not valid YAML: while parsing a"),
        ("a: b: c", "sweep.yaml:1: this is not valid YAML: mapping values are not allowed"),
        ("a: *b", "sweep.yaml:1: this is not valid YAML: found undefined alias"),
        ("seeds: 1\n---\nseeds: 2", "sweep.yaml:2: this is not valid YAML: expected a sin"),
        ("seeds: \u{7}", "sweep.yaml:1: column 8: U+0007 is not allowed; a spec holds no control"),
    ]

    @Test(arguments: keys)
    func `unknown and repeated keys and broken YAML are refused`(text: String, message: String) {
        expectRefusal(of: text, message)
    }

    @Test func `a file that is too long is refused before it is parsed`() {
        let text = String(repeating: "#", count: Limits.specSizeBytes + 1)
        expectRefusal(of: text, "sweep.yaml: 1048577 bytes are not allowed; at most 1048576 bytes")
    }

    /// Ten levels of ten aliases would unfold into ten thousand million values.
    @Test func `a file that unfolds into too much is refused`() {
        let levels = (1...10).map { level in
            let aliases = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
            return "l\(level): &l\(level) [\(aliases)]\n"
        }
        expectRefusal(
            of: "l0: &l0 x\n" + levels.joined(),
            "sweep.yaml: 100 aliases (*name) are not"
        )
        let zeros = Array(repeating: "0", count: 300_000).joined(separator: ",")
        let few = "seeds: &a [\(zeros)]\nname: [*a, *a, *a]\n"
        expectRefusal(of: few, "sweep.yaml:1: name: more than 1000000 values are not allowed")
    }

    @Test func `brackets that nest too deeply are refused`() {
        let text = "seeds: " + String(repeating: "[", count: 100_000)
        expectRefusal(
            of: text,
            "sweep.yaml:1: this is not valid YAML: while parsing, Maxim"
        )
    }

    private func expectRefusal(
        of text: String,
        _ message: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let refusal = #expect(throws: SpecError.self, sourceLocation: sourceLocation) {
            try SpecReader.read(text, fileName: "sweep.yaml")
        }
        let description = refusal?.description ?? "nothing"
        #expect(
            description.hasPrefix(message),
            "said: \(description)",
            sourceLocation: sourceLocation
        )
    }
}
