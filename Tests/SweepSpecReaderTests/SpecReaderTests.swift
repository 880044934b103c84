import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// What a spec means.
@Suite struct SpecReaderTests {
    @Test func `the built-in specs are what they say`() throws {
        #expect(try SpecReader.read(.notebook).spec == .notebook)
        let spiral = try SpecReader.read(.spiral).spec
        #expect(spiral == .spiral)
        #expect(spiral.shuffle)
        #expect(spiral.seeds == .paired(SeedList(0..<10)))
        #expect(spiral.split == .shares(HeldOutShares(validation: 0.2), SplitDraw(seed: 0)))
        #expect(spiral.dataset == SweepSpec.notebook.dataset)
        #expect(spiral.axes == SweepSpec.notebook.axes)
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "~", "dataset:\ntraining:\nsplit:\n"])
    func `an empty file has the notebook's data and momenta and sound defaults`(
        text: String
    ) throws {
        var expected = SweepSpec.notebook
        expected.name = "sweep"
        expected.shuffle = true
        expected.seeds = .paired([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(try spec(text) == expected)
    }

    @Test(arguments: [
        ("wine.yaml", "wine"), ("specs/my wine.v2.yml", "my wine.v2"), ("wine", "wine"),
        ("/dev/fd/63", "sweep"), ("/proc/self/fd/3", "sweep"), ("", "sweep"), ("x/.yaml", "sweep"),
        ("a\nb.yaml", "sweep"),
    ])
    func `a sweep is named after its file`(file: String, name: String) throws {
        #expect(try SpecReader.read("seeds: 1", fileName: file).spec.name == name)
        #expect(try SpecReader.read("name: own", fileName: file).spec.name == "own")
    }

    @Test func `the notebook's sweep can be written out in full`() throws {
        let text = """
            name: notebook
            dataset:
              spiral: {classes: 3, points: 500, noise: 0.2, seed: 1}
            network: {layers: [2, 50, 3]}
            training: {epochs: 100, batch: 20, learning_rate: 0.1, shuffle: false}
            sweep: {momentum: [0, 0.1, 0.2, 0.4, 0.5]}
            seeds: {notebook: 1}
            """
        #expect(try spec(text) == .notebook)
    }

    @Test func `every hyper-parameter may have several values`() throws {
        let text = """
            sweep:
              momentum: [0, 0.9]
              learning_rate: {log: {from: 0.01, to: 1, count: 3}}
              batch: {from: 16, to: 64, count: 4}
              layers: [[2, 50, 3], [2, 20, 20, 3]]
              nesterov: [false, true]
              dampening: 0
              weight_decay: [0, 1e-4]
            """
        let expected = SweepAxes([
            .momentum: [0, 0.9], .learningRate: [0.01, 0.1, 1], .batch: [16, 32, 48, 64],
            .layers: [[2, 50, 3], [2, 20, 20, 3]], .nesterov: [false, true], .dampening: [0],
            .weightDecay: [0, 0.0001],
        ])
        #expect(try spec(text).axes == expected)
    }

    @Test func `single values may stand under training and network`() throws {
        let text = """
            network: {layers: [2, 8, 3]}
            training: {momentum: 0.9, nesterov: true, weight_decay: 0.01, batch: 8}
            """
        let axes = try spec(text).axes
        #expect(axes.numbers(.momentum) == [0.9])
        #expect(axes[.nesterov] == [true])
        #expect(axes.numbers(.weightDecay) == [0.01])
        #expect(axes.numbers(.batch) == [8])
        #expect(axes[.layers] == [[2, 8, 3]])
    }

    @Test func `nesterov with momentum 0 is plain SGD and allowed`() throws {
        let axes = try spec("sweep: {momentum: [0, 0.5], nesterov: true}").axes
        #expect(axes.numbers(.momentum) == [0, 0.5])
        #expect(axes[.nesterov] == [true])
    }

    @Test func `a batch larger than the dataset is one batch and allowed`() throws {
        let text = "{dataset: {spiral: {points: 10}}, training: {batch: 1000}}"
        #expect(try spec(text).axes.numbers(.batch) == [1_000])
    }

    @Test func `standardizing is a property of the data, whatever their form`() throws {
        let beside = "dataset: {csv: {path: iris.csv, label: species}, standardize: true}"
        let read = try SpecReader.read(beside, fileName: "a.yaml").spec.dataset
        #expect(read == .csv(CSVSource(path: "iris.csv", label: "species", standardize: true)))
        let spiral = "dataset: {spiral: {points: 9}, standardize: true}"
        let error = #expect(throws: SpecError.self) {
            try SpecReader.read(spiral, fileName: "a.yaml")
        }
        #expect(error?.message.contains("is for tables") == true)
        let flag = SpecOverride(key: .standardize, text: "true", source: "--standardize")
        for builtIn in BuiltInSpec.allCases {
            let error = #expect(throws: SpecError.self) {
                try SpecReader.read(builtIn, overrides: [flag])
            }
            #expect(error?.description.hasPrefix("--standardize: dataset.csv.stand") == true)
            #expect(error?.message.contains("is for tables, which --csv names") == true)
        }
        let plain = "dataset: {csv: {path: iris.csv, label: species}}"
        let flagged = try SpecReader.read(plain, fileName: "a.yaml", overrides: [flag]).spec
        #expect(flagged.dataset == read)
    }

    @Test func `a table without a label is named, so that its columns can be listed`() {
        let text = "dataset: {csv: {path: iris.csv}}"
        let inFile = #expect(throws: SpecError.self) { try spec(text) }
        #expect(inFile?.unlabelledTable == "iris.csv")
        #expect(inFile?.message == "is missing; the column of the classes (--label)")
        let flag = SpecOverride(key: .csv, text: "/iris.csv", source: "--csv")
        let onLine = #expect(throws: SpecError.self) {
            try SpecReader.read(nil, overrides: [flag])
        }
        #expect(onLine?.unlabelledTable == "/iris.csv")
        let other = #expect(throws: SpecError.self) { try spec("training: {epochs: 0}") }
        #expect(other?.unlabelledTable == nil)
    }

    @Test func `a table is named by path and label`() throws {
        let text = "dataset: {csv: {path: iris.csv, label: species, standardize: true}}"
        let expected = CSVSource(path: "iris.csv", label: "species", standardize: true)
        #expect(try spec(text).dataset == .csv(expected))
    }

    @Test func `images are named by two paths`() throws {
        let text = "dataset: {idx: {images: a.idx3, labels: b.idx1}}"
        #expect(try spec(text).dataset == .idx(IDXSource(images: "a.idx3", labels: "b.idx1")))
    }

    @Test(arguments: [
        ("3", SeedPlan.paired([0, 1, 2])),
        ("[3, 5, 8]", .paired([3, 5, 8])),
        ("{notebook: 7}", .notebook(7)),
        ("'3,5,8'", .paired([3, 5, 8])),
        ("1-3,9", .paired([1, 2, 3, 9])),
        ("5-5", .paired([5])),
        ("notebook:7", .notebook(7)),
        ("[4294967295]", .paired([4_294_967_295])),
    ])
    func `seeds are a count, a list or the notebook's`(text: String, plan: SeedPlan) throws {
        #expect(try spec("seeds: \(text)").seeds == plan)
    }

    @Test func `an alias stands for the value it names`() throws {
        let text = "network: {layers: &net [2, 9, 3]}\nseeds: 1\n# *** stars in comments count not"
        #expect(try spec(text).axes[.layers] == [[2, 9, 3]])
        let aliased = "sweep: {layers: [&net [2, 9, 3], [2, 8, 3]], momentum: &m [0.5]}"
        #expect(try spec(aliased).axes[.layers] == [[2, 9, 3], [2, 8, 3]])
    }

    @Test func `layers of a file's data are checked once the data is known`() throws {
        let text = "dataset: {csv: {path: iris.csv, label: species}}\nnetwork: {layers: [4, 8, 3]}"
        let resolved = try SpecReader.read(text, fileName: "iris.yaml")
        let fitted = try resolved.fitted(datasetWidth: 4, classCount: 3)
        #expect(fitted == resolved.spec)
        let refusal = #expect(throws: SpecError.self) {
            try resolved.fitted(datasetWidth: 13, classCount: 2)
        }
        let expected = """
            iris.yaml:2: network.layers: [4, 8, 3] does not fit the data, which has 13 features \
            and 2 classes; [13, 8, 2] would, as would hidden: [8]
            """
        #expect(refusal?.description == expected)
    }

    private func spec(_ text: String) throws -> SweepSpec {
        try SpecReader.read(text, fileName: "sweep.yaml").spec
    }
}
