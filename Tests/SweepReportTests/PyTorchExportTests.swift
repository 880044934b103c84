import Digest
import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The generated program, run by PyTorch, against our reference trainer.
struct PyTorchExportTests {
    /// The seed modes, with the shapes that make the notebook's generator go different ways.
    private static let plans: [SweepPlan] = [SeedPlan.notebook(1), .paired([3, 8])].map { seeds in
        SweepPlan(
            SweepSpec(
                name: "repeat",
                dataset: .spiral(SpiralSource(classes: 3, points: 30, noise: 0.2, seed: 1)),
                epochs: 4,
                shuffle: true,
                axes: SweepAxes([
                    .momentum: [0, 0.9], .layers: [[2, 8, 3], [2, 6, 5, 3]], .weightDecay: [0.001],
                    .labelSmoothing: [0, 0.2],
                ]),
                seeds: seeds
            )
        )
    }

    /// Labels that other readers of tables rename, merge, cut or refuse, beside a constant column
    /// whose deviation is a rounding error in NumPy.
    private static let names = ["01", "02", "1", "1\r2", String(repeating: "long ", count: 40_000)]

    private static func table() throws -> Dataset {
        let rows = names.enumerated().flatMap { index, name in
            (0..<4).map { "\(index).\($0),0.1,\"\(name)\"\r\n" }
        }
        return try Dataset(
            csv: Array(("x,constant,label\r\n" + rows.joined()).utf8),
            file: "labels.csv",
            label: "label",
            standardize: true,
            texts: .stored
        )
    }

    @Test(
        .requires(.pyTorch),
        arguments: plans
    )
    func `any run is repeated in PyTorch`(plan: SweepPlan) throws {
        let dataset = Dataset.spiral(classes: 3, points: 30, noise: 0.2, seed: 1)
        let scratch = try Scratch()
        let repetition = PyTorchRepetition(plan: plan, dataset: dataset)
        let folder = try repetition.export(to: scratch.url)
        let program = folder.appending(path: "reproduce.py")
        try repetition.expect(program, repeats: [0, plan.runCount - 1])
        for argument in ["\(plan.runCount)", "-1", "x", "²"] {
            let outcome = try ExternalTool.python.run([program.path, argument])
            #expect(outcome.status == 1)
            #expect(outcome.messages.hasSuffix("expected 0 to \(plan.runCount - 1)\n"))
        }
    }

    /// Nesterov without momentum trains as without it, so that some combinations are no settings.
    @Test(
        .requires(.pyTorch),
        arguments: [
            SplitRule.shares(HeldOutShares(validation: 0.2, test: 0.1), SplitDraw(seed: 3)),
            .folds(count: 3, SplitDraw(seed: 3)),
        ],
        [false, true]
    )
    func `a run is repeated on its part of the samples`(
        split: SplitRule,
        standardize: Bool
    ) throws {
        let table = try SampleTable.spiral(
            classes: 3,
            points: 30,
            noise: 0.2,
            seed: 1,
            standardize: standardize,
            split: split
        )
        let plan = SweepPlan(
            SweepSpec(
                name: "parts",
                dataset: .spiral(SpiralSource(classes: 3, points: 30, noise: 0.2, seed: 1)),
                split: split,
                epochs: 3,
                shuffle: true,
                axes: SweepAxes([
                    .momentum: [0, 0.9], .layers: [[2, 8, 3]], .nesterov: [false, true],
                ]),
                seeds: .paired([3, 8])
            )
        )
        #expect(plan.settings.count == 3)
        let scratch = try Scratch()
        let repetition = try PyTorchRepetition(plan: plan, table: table)
        let folder = try repetition.export(to: scratch.url)
        let program = folder.appending(path: "reproduce.py")
        let places = [0, plan.runCount / 2, plan.runCount - 1]
        try repetition.expect(program, repeats: places)
    }

    @Test(.requires(.pyTorch))
    func `a table whose labels and columns other readers change is repeated in PyTorch`() throws {
        let dataset = try Self.table()
        let plan = SweepPlan(
            SweepSpec(
                name: "table",
                dataset: .csv(CSVSource(path: "data/labels.csv", label: "label")),
                epochs: 4,
                shuffle: true,
                axes: SweepAxes([.momentum: [0.9], .layers: [[2, 8, 5]], .batch: [4]]),
                seeds: .paired([3])
            )
        )
        let scratch = try Scratch()
        let repetition = PyTorchRepetition(plan: plan, dataset: dataset)
        let folder = try repetition.export(to: scratch.url)
        try repetition.expect(folder.appending(path: "reproduce.py"), repeats: [0])
    }

    @Test(.requires(.python("numpy")))
    func `NumPy and JSON read the samples back bit for bit`() throws {
        let dataset = try Self.table()
        #expect(dataset.classNames == ["01", "02", "1", "1\r2", Self.names[4]])
        let scratch = try Scratch()
        let folder = try PyTorchRepetition(plan: Self.plans[0], dataset: dataset)
            .export(to: scratch.url)
        let script = """
            import json, sys
            import numpy as np
            x, y = [np.load(f"{sys.argv[1]}/{name}.npy") for name in ("features", "labels")]
            print(x.dtype.str, x.shape, y.dtype.str, y.shape, x.flags.c_contiguous)
            print(x.tobytes().hex())
            print(*y)
            with open(f"{sys.argv[1]}/classes.json", encoding="utf-8") as file:
                names = json.load(file)
            print(names[:4], len(names), names[4] == "long " * 40000)
            """
        let outcome = try ExternalTool.python.run(["-c", script, folder.path])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let bytes = dataset.features.flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
        }
        #expect(
            outcome.output.components(separatedBy: "\n") == [
                "<f4 (20, 2) <i8 (20,) True",
                Hexadecimal.text(of: bytes),
                dataset.labels.map { "\($0)" }.joined(separator: " "),
                #"['01', '02', '1', '1\r2'] 5 True"#,
                "",
            ]
        )
        #expect(dataset.features[1] == 0)
    }

    /// Text of the sweep reaches the program as data, so its names cannot become code.
    @Test func `no text of the sweep stands in the program`() throws {
        let name = "\u{600}\"); import os #"
        let base = try Self.table()
        let dataset = base.renamingClasses { $0 == "01" ? name : $0 }
        let scratch = try Scratch()
        let folder = try PyTorchRepetition(plan: Self.plans[1], dataset: dataset)
            .export(to: scratch.url)
        let program = try String(
            contentsOf: folder.appending(path: "reproduce.py"),
            encoding: .utf8
        )
        #expect(program == PyTorchProgram(plan: Self.plans[1], run: best(Self.plans[1])).text)
        #expect(!program.unicodeScalars.contains("\u{600}"))
    }

    /// The run that the program repeats when nobody asks for another one.
    private func best(_ plan: SweepPlan) -> Int {
        let results = SyntheticResults(plan: plan)
        func loss(_ place: Int) -> Float {
            results.result(plan.run(atPlace: place)).curve[.loss].last ?? .infinity
        }
        let settings = (0..<plan.settings.count).map { setting in
            Array(2 * setting..<2 * setting + 2)
        }
        let best = settings.min { first, second in
            first.reduce(0) { $0 + loss($1) } < second.reduce(0) { $0 + loss($1) }
        }
        return best?.min { loss($0) < loss($1) } ?? 0
    }
}
