import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// What a sweep starts from.
@Suite struct SpecStartTests {
    private static func flag(_ key: SpecKey, _ text: String = "1") -> SpecOverride {
        SpecOverride(key: key, text: text, source: "--\(key.flag)")
    }

    @Test func `no spec and nothing that changes a training is the notebook`() {
        #expect(SpecStart(named: nil, overrides: []) == .builtIn(.notebook, isNamed: false))
        for key in [SpecKey.name, .metrics] {
            let start = SpecStart(named: nil, overrides: [Self.flag(key)])
            #expect(start == .builtIn(.notebook, isNamed: false))
        }
    }

    @Test func `a flag that names data starts from the sound defaults, any other from spiral`() {
        for key in SpecKey.overridable where key != .name && key != .metrics {
            let files: [SpecKey] = [.csv, .label, .images, .labels]
            let forms: [SpecKey] = [.separator, .decimal, .header, .features, .exclude]
            let isOfData = (files + forms).contains(key)
            let expected = isOfData ? SpecStart.soundDefaults : .builtIn(.spiral, isNamed: false)
            #expect(SpecStart(named: nil, overrides: [Self.flag(key)]) == expected, "\(key.flag)")
        }
    }

    @Test(arguments: [
        ("notebook", SpecStart.builtIn(.notebook, isNamed: true)),
        ("spiral", .builtIn(.spiral, isNamed: true)),
        ("./notebook", .file("./notebook")),
        ("notebook.yaml", .file("notebook.yaml")),
        ("Notebook", .file("Notebook")),
    ])
    func `a built-in name wins, and a path is a file`(argument: String, start: SpecStart) {
        #expect(SpecStart(named: argument, overrides: [Self.flag(.epochs)]) == start)
    }

    @Test func `a named built-in spec has single values changed`() throws {
        var expected = SweepSpec.notebook
        expected.axes[.momentum] = [0.9]
        let momentum = Self.flag(.axis(.momentum), "0.9")
        #expect(try SpecReader.read(.notebook, overrides: [momentum]).spec == expected)
        var spiral = SweepSpec.spiral
        spiral.split = .none
        #expect(try SpecReader.read(.spiral, overrides: [Self.flag(.split, "none")]).spec == spiral)
    }

    @Test func `data without a spec are shuffled, split and give their name`() throws {
        let flags = [Self.flag(.csv, "/data/red wine.csv"), Self.flag(.label, "k")]
        let resolved = try SpecReader.read(nil, overrides: flags)
        #expect(resolved.spec.name == "red wine")
        #expect(resolved.spec.shuffle)
        #expect(resolved.spec.split == .standard)
        #expect(resolved.spec.seeds == .standard)
        #expect(resolved.assumptions == [.split, .network])
        let images = [Self.flag(.images, "train.idx3"), Self.flag(.labels, "l")]
        #expect(try SpecReader.read(nil, overrides: images).spec.name == "train")
    }

    @Test func `a sentence says what the sweep starts from`() {
        let epochs = [Self.flag(.epochs), Self.flag(.epochs), Self.flag(.seeds)]
        let file = SpecStart.file("wine.yaml")
        #expect(file.sentence(changedBy: []) == "Spec: wine.yaml.")
        #expect(
            file.sentence(changedBy: epochs) == "Spec: wine.yaml; changed by --epochs, --seeds."
        )
        let notebook = SpecStart.builtIn(.notebook, isNamed: true)
        #expect(
            notebook.sentence(changedBy: []).hasPrefix("Spec: notebook, built in, the notebook")
        )
        #expect(notebook.sentence(changedBy: [], hidesFile: true).hasSuffix("./notebook would be."))
        let spiral = SpecStart.builtIn(.spiral, isNamed: false)
        #expect(spiral.sentence(changedBy: epochs).contains("Name notebook as the spec to change"))
        let named = SpecStart.builtIn(.spiral, isNamed: true)
        #expect(!named.sentence(changedBy: epochs).contains("Name notebook"))
        let data = SpecStart.soundDefaults.sentence(changedBy: [Self.flag(.csv)])
        #expect(data == "Spec: the sound defaults; changed by --csv.")
    }
}

/// What was asked of a sweep that was begun before.
@Suite struct EarlierSpecTests {
    private static let earlier: SweepSpec = {
        var spec = SweepSpec.spiral
        spec.name = "wine"
        spec.dataset = .csv(CSVSource(path: "data/wine.csv", label: "k", standardize: true))
        spec.split = .shares(HeldOutShares(validation: 0.3, test: 0.1), SplitDraw(seed: 5))
        spec.epochs = 7
        spec.axes[.layers] = [[3, 8, 3], [3, 9, 3]]
        return spec
    }()

    private func asked(_ given: String?, _ flags: [SpecOverride] = []) throws -> SweepSpec {
        try SpecReader.read(given, fileName: "a.yaml", overrides: flags, changing: Self.earlier)
            .fitted(datasetWidth: 3, classCount: 3)
    }

    private static func flag(_ key: SpecKey, _ text: String) -> SpecOverride {
        SpecOverride(key: key, text: text, source: "--\(key.flag)")
    }

    @Test(arguments: [
        "", "seeds: 10", "training: {epochs: 7}", "version: 1\nname: wine",
        "split: {validation: 0.3, test: 0.1, seed: 5}", "sweep: {hidden: [[8], [9]]}",
        "dataset: {csv: {path: data/wine.csv, label: k, standardize: true}}",
        "training: {batch: 20, learning_rate: 0.1, shuffle: true}",
    ])
    func `what is not given is not compared`(text: String) throws {
        #expect(try asked(text) == Self.earlier)
    }

    @Test func `what was written is that sweep`() throws {
        #expect(try asked(nil) == Self.earlier)
        #expect(try asked(SpecWriter.text(of: Self.earlier)) == Self.earlier)
        #expect(try asked(nil, [Self.flag(.seeds, "0-9")]) == Self.earlier)
        #expect(try asked(nil, [Self.flag(.hidden, "8/9")]) == Self.earlier)
    }

    @Test func `what is given is compared, and nothing else differs`() throws {
        func difference(_ text: String?, _ flags: [SpecOverride] = []) throws -> [String] {
            SpecWriter.difference(from: Self.earlier, to: try asked(text, flags))
        }
        #expect(try difference("seeds: 3") == ["- seeds: 10", "+ seeds: 3"])
        #expect(
            try difference("seeds: 10", [Self.flag(.epochs, "8")])
                == ["- training.epochs: 7", "+ training.epochs: 8"]
        )
        let layers = ["- sweep.layers: [[3, 8, 3], [3, 9, 3]]", "+ sweep.layers: [[3, 5, 3]]"]
        #expect(try difference("network: {hidden: [5]}") == layers)
        #expect(try difference("network: {layers: [3, 5, 3]}") == layers)
        let folds = [
            "- split.validation: 0.3", "- split.test: 0.1", "+ split.folds: 5",
        ]
        #expect(try difference(nil, [Self.flag(.folds, "5")]) == folds)
        #expect(try difference("split: {folds: 5, seed: 5}") == folds)
    }

    @Test func `data of another kind take the place of the earlier ones`() throws {
        let text = "dataset: {idx: {images: a, labels: b}}"
        #expect(try asked(text).dataset == .idx(IDXSource(images: "a", labels: "b")))
    }
}
