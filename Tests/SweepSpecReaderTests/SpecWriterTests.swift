import SweepModel
import SweepSpecReader
import SweepTesting
import Testing
import TrainingModel

/// The canonical form of a spec.
@Suite struct SpecWriterTests {
    @Test func `the notebook's sweep has this canonical form`() {
        let expected = """
            version: 2
            name: "notebook"
            dataset:
              spiral:
                classes: 3
                points: 500
                noise: 0.2
                seed: 1
            training:
              epochs: 100
              shuffle: false
            sweep:
              momentum: [0, 0.1, 0.2, 0.4, 0.5]
              learning_rate: [0.1]
              batch: [20]
              layers: [[2, 50, 3]]
              nesterov: [false]
              dampening: [0]
              weight_decay: [0]
            seeds: {notebook: 1}

            """
        #expect(SpecWriter.text(of: .notebook) == expected)
    }

    /// Specs with values that are hard to write down.
    static let specs: [SweepSpec] = [
        .notebook,
        SweepSpec(
            name: "null",
            dataset: .csv(
                CSVSource(path: "a \"b\" \\ 'c' # ü: *x.csv", label: "~", standardize: true)
            ),
            epochs: 1_000_000,
            shuffle: true,
            axes: SweepAxes([
                .momentum: [.number(0.1 + 0.2), .number(1.0 / 3), 1e-300, 0.99999994],
                .learningRate: [1e-7, 0.1, 123_456.789, 1e6], .batch: [1, 100_000_000],
                .layers: [[2, 3], [65_536, 1, 2]], .nesterov: [true, false], .dampening: [0],
                .weightDecay: [.number(.leastNonzeroMagnitude)],
            ]),
            seeds: .paired([4_294_967_295, 0])
        ),
        SweepSpec(
            name: "-",
            dataset: .idx(IDXSource(images: "images", labels: "- labels")),
            epochs: 1,
            shuffle: false,
            axes: SweepAxes(),
            seeds: .paired([0, 1, 2])
        ),
    ]

    @Test(arguments: specs)
    func `reading the canonical form gives the same spec and the same text`(
        spec: SweepSpec
    ) throws {
        let text = SpecWriter.text(of: spec)
        let read = try SpecReader.read(text, fileName: "sweep.yaml").spec
        #expect(read == spec)
        #expect(SpecWriter.text(of: read) == text)
    }

    @Test func `Yams reads every name, path and label back`() throws {
        for text in HostileText.all {
            let isName =
                !text.contains { "\t\n".contains($0) } && !text.unicodeScalars.contains("\n")
                && !text.unicodeScalars.contains("\t")
            let spec = SweepSpec(
                name: isName ? text : "x",
                dataset: .csv(CSVSource(path: text, label: text, standardize: false)),
                epochs: 1,
                shuffle: false,
                axes: SweepAxes(),
                seeds: .paired([0])
            )
            let written = SpecWriter.text(of: spec)
            let read = try SpecReader.read(written, fileName: "sweep.yaml").spec
            #expect(Array(read.name.utf8) == Array(spec.name.utf8), "\(written)")
            #expect(read == spec)
            #expect(SpecWriter.text(of: read) == written)
        }
    }

    @Test func `seeds from 0 on are written as their number`() {
        var spec = SweepSpec.notebook
        spec.seeds = .paired(SeedList(0..<1_000_000))
        #expect(SpecWriter.text(of: spec).hasSuffix("\nseeds: 1000000\n"))
    }

    @Test func `a spec that would be too long to read again is refused`() {
        let flags = [
            SpecOverride(key: .axis(.momentum), text: "0:0.9:99998", source: "--momentum"),
            SpecOverride(key: .seeds, text: "100000-190000", source: "--seeds"),
        ]
        let refusal = #expect(throws: SpecError.self) {
            try SpecReader.read("seeds: 1", fileName: "sweep.yaml", overrides: [flags[0]])
        }
        #expect(refusal?.description.contains("bytes, which is not allowed; at most") == true)
        #expect(throws: SpecError.self) {
            try SpecReader.read("seeds: 1", fileName: "sweep.yaml", overrides: flags)
        }
    }

    @Test func `the difference names each value that changed, went or came`() {
        var later = SweepSpec.notebook
        later.epochs = 50
        later.dataset = .csv(CSVSource(path: "a.csv", label: "b"))
        let expected = [
            "- dataset.spiral.classes: 3",
            "- dataset.spiral.points: 500",
            "- dataset.spiral.noise: 0.2",
            "- dataset.spiral.seed: 1",
            "- training.epochs: 100",
            "+ training.epochs: 50",
            "+ dataset.csv.path: \"a.csv\"",
            "+ dataset.csv.label: \"b\"",
            "+ dataset.csv.standardize: false",
            "+ split: none",
        ]
        #expect(SpecWriter.difference(from: .notebook, to: later) == expected)
        #expect(SpecWriter.difference(from: later, to: later).isEmpty)
    }
}
