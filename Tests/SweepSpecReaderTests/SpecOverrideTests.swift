import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// How flags and environment variables change a spec.
@Suite struct SpecOverrideTests {
    @Test func `the first override wins, then the file, then the default`() throws {
        let text = "training: {epochs: 7, batch: 9, shuffle: true}"
        let overrides = [
            SpecOverride(key: .epochs, text: "3", source: "--epochs"),
            SpecOverride(key: .epochs, text: "5", source: "MOMENTUM_EPOCHS"),
            SpecOverride(key: .axis(.batch), text: "4", source: "MOMENTUM_BATCH"),
        ]
        let spec = try read(text, overrides)
        #expect(spec.epochs == 3)
        #expect(spec.axes.numbers(.batch) == [4])
        #expect(spec.shuffle)
        #expect(spec.axes.numbers(.learningRate) == [0.1])
    }

    @Test(arguments: [
        ("0.9", [0.9]),
        ("0, 0.5 ,0.9", [0, 0.5, 0.9]),
        ("0:0.9:10", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
        ("log1m(0.9,0.999,3)", [0.9, 0.99, 0.999]),
        ("0,log1m(0.9, 0.99, 2),0.999", [0, 0.9, 0.99, 0.999]),
        ("linear(0.9,0,4)", [0.9, 0.6, 0.3, 0]),
    ])
    func `an axis of numbers has a short spelling`(text: String, values: [Double]) throws {
        let flag = SpecOverride(key: .axis(.momentum), text: text, source: "--momentum")
        #expect(try read("", [flag]).axes.numbers(.momentum) == values)
    }

    @Test(
        arguments: [
            ("2,50,3", [[2, 50, 3]]),
            ("2-50-3", [[2, 50, 3]]),
            ("2,50,3/2,20,20,3", [[2, 50, 3], [2, 20, 20, 3]]),
            ("2,50,3; 2,20,20,3", [[2, 50, 3], [2, 20, 20, 3]]),
        ] as [(String, [AxisValue])]
    )
    func `an axis of layers has a short spelling`(text: String, layers: [AxisValue]) throws {
        let flag = SpecOverride(key: .axis(.layers), text: text, source: "--layers")
        #expect(try read("", [flag]).axes[.layers] == layers)
    }

    @Test func `switches have a short spelling`() throws {
        let flag = SpecOverride(key: .axis(.nesterov), text: "false,true", source: "--nesterov")
        #expect(try read("", [flag]).axes[.nesterov] == [false, true])
    }

    @Test func `an override takes the place of a single value in the file`() throws {
        let flag = SpecOverride(key: .axis(.momentum), text: "0,0.5", source: "--momentum")
        #expect(try read("training: {momentum: 0.9}", [flag]).axes.numbers(.momentum) == [0, 0.5])
    }

    @Test func `overrides of another kind of dataset replace the file's`() throws {
        let overrides = [
            SpecOverride(key: .csv, text: "wine.csv", source: "--csv"),
            SpecOverride(key: .label, text: "class", source: "--label"),
        ]
        let dataset = try read("dataset: {spiral: {points: 5}}", overrides).dataset
        #expect(dataset == .csv(CSVSource(path: "wine.csv", label: "class")))
    }

    @Test func `overrides of the same kind of dataset keep the rest of the file's`() throws {
        let flag = SpecOverride(key: .noise, text: "0.5", source: "--noise")
        let dataset = try read("dataset: {spiral: {points: 5}}", [flag]).dataset
        #expect(dataset == .spiral(SpiralSource(points: 5, noise: 0.5)))
    }

    @Test(arguments: [
        (
            SpecOverride(key: .axis(.momentum), text: "1.5", source: "--momentum"),
            "--momentum: sweep.momentum: 1.5 is not allowed; a number from 0 to below 1"
        ),
        (
            SpecOverride(key: .epochs, text: "", source: "MOMENTUM_EPOCHS"),
            "MOMENTUM_EPOCHS: training.epochs: '' is not allowed; a whole number from 1 to"
        ),
        (
            SpecOverride(key: .axis(.layers), text: "2,50,4", source: "--layers"),
            "--layers: sweep.layers: [2, 50, 4] does not fit the data, which has 2 features"
        ),
        (
            SpecOverride(key: .csv, text: "a.csv", source: "--csv"),
            "--csv: dataset.csv.label: is missing; the column of the classes"
        ),
    ])
    func `a wrong override is refused by its name`(flag: SpecOverride, message: String) {
        let refusal = #expect(throws: SpecError.self) { try read("seeds: 1", [flag]) }
        let description = refusal?.description ?? "nothing"
        #expect(description.hasPrefix(message), "said: \(description)")
    }

    @Test func `overrides of two kinds of dataset are refused`() {
        let overrides = [
            SpecOverride(key: .points, text: "5", source: "--points"),
            SpecOverride(key: .csv, text: "a.csv", source: "MOMENTUM_CSV"),
        ]
        let refusal = #expect(throws: SpecError.self) { try read("", overrides) }
        let expected =
            "MOMENTUM_CSV: dataset.csv.path: does not go with --points, which makes the dataset "
            + "spiral"
        #expect(refusal?.description == expected)
    }

    @Test func `flags and environment variables are named alike and apart`() {
        #expect(SpecKey.axis(.learningRate).flag == "learning-rate")
        #expect(SpecKey.axis(.learningRate).environmentVariable == "MOMENTUM_LEARNING_RATE")
        #expect(Set(SpecKey.all.map(\.flag)).count == SpecKey.all.count)
    }

    private func read(_ text: String, _ overrides: [SpecOverride]) throws -> SweepSpec {
        try SpecReader.read(text, fileName: "sweep.yaml", overrides: overrides).spec
    }
}
