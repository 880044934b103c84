import Foundation
import NeuralNet
import SweepModel
import SweepPrediction
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The network that a sweep comes to, in its files.
struct ChosenModelFilesTests {
    private static let axes = SweepAxes([.momentum: [0, 0.9], .layers: [[2, 7, 3]]])

    private func files(_ sweep: ReportCase) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: sweep.folder.path).sorted()
            .filter { $0.hasPrefix("model") || $0.hasPrefix("preprocess") }
    }

    private func write(
        _ sweep: ReportCase,
        _ results: SyntheticResults? = nil,
        models: ModelSelection = .best
    ) throws -> [String] {
        let summary = try sweep.builder(results).write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, models: models)
        )
        let names = summary.files.map(\.lastPathComponent)
        #expect(
            names.filter { $0.hasPrefix("model.") || $0.hasPrefix("model-") }.sorted()
                == (try files(sweep).filter { $0.hasPrefix("model.") || $0.hasPrefix("model-") })
        )
        return try files(sweep)
    }

    private func model(_ sweep: ReportCase, _ name: String = "model") throws -> SavedModel {
        let file = sweep.folder.appending(path: "\(name).safetensors")
        return try SavedModel(
            safetensors: [UInt8](try Data(contentsOf: file)),
            file: file.lastPathComponent
        )
    }

    @Test func `the leader's best run stands at the top, and goes when another one leads`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4, 5, 6]))
        let single = ["model.onnx", "model.safetensors", "models", "preprocess.json"]
        for leader in [0, 1] {
            let results = SyntheticResults(
                plan: sweep.plan,
                excess: { ($0.settingIndex == leader ? 0 : 1) + ($0.seed == 5 ? -0.2 : 0) }
            )
            #expect(try write(sweep, results) == single)
            let run = sweep.plan.run(atPlace: 3 * leader + 1)
            let model = try model(sweep)
            #expect(model.parameters == results.result(run).parameters)
            #expect(model.facts["run"] == "\(run.place)" && model.facts["seed"] == "5")
            #expect(model.facts["momentum"] == "\(run.setting.momentum)")
        }
        #expect(try write(sweep, models: .none) == ["models", "preprocess.json"])
        let open = SyntheticResults(plan: sweep.plan, outcome: { _ in nil })
        #expect(try write(sweep) == single)
        #expect(try write(sweep, open) == ["models", "preprocess.json"])
    }

    @Test func `with folds each has its network and its numbers`() throws {
        let split = SplitRule.folds(count: 3, SplitDraw())
        let table = try SampleTable.spiral(
            classes: 3,
            points: 20,
            noise: 0.2,
            seed: 1,
            standardize: true,
            split: split
        )
        let sweep = try ReportCase(
            Self.axes,
            seeds: .paired([4, 5]),
            split: split,
            table: table
        )
        let names = try write(sweep)
        #expect(names.count == 8 && names.contains("model-fold-2.onnx"))
        for fold in 0..<3 {
            let model = try model(sweep, "model-fold-\(fold)")
            #expect(model.facts["fold"] == "\(fold)" && model.facts["seed"] == "4")
            #expect(model.preprocessing == Preprocessing(table, fold: fold, labelName: "class"))
        }
        let shared = try #require(
            JSONSerialization.jsonObject(with: Data(try sweep.text("preprocess.json").utf8))
                as? [String: Any]
        )
        #expect(shared["folds"] as? Int == 3)
        #expect((shared["features"] as? [[String: Any]])?.allSatisfy { $0["mean"] == nil } == true)
        // A fold that fails has none, and the file of an older report goes.
        let results = SyntheticResults(
            plan: sweep.plan,
            outcome: { run in
                run.fold == 2 && run.seed == 4 ? .failed(reason: "no memory") : .finished
            }
        )
        #expect(try write(sweep, results).filter { $0.hasPrefix("model-") }.count == 4)
    }

    @Test func `means, deviations and names stand beside the network`() throws {
        let csv = "\u{3B1},constant,k\r\n1,7,-1\r\n2,7,\"b,\u{301}\"\r\n4,7,-1\r\n9,7,c\r\n"
        let table = try SampleTable(
            csv: Array(csv.utf8),
            file: "x.csv",
            label: "k",
            standardize: true
        )
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .layers: [[2, 3]]]),
            table: table,
            source: .csv(CSVSource(path: "x.csv", label: "k", standardize: true))
        )
        _ = try write(sweep)
        let preprocessing = try Preprocessing(json: try sweep.text("preprocess.json"))
        #expect(preprocessing == Preprocessing(table, fold: 0, labelName: "k"))
        #expect(preprocessing.features.map(\.name) == ["\u{3B1}", "constant"])
        #expect(preprocessing.features[0].scaling?.mean == 4)
        #expect(preprocessing.features[1].scaling?.isConstant == true)
        #expect(try model(sweep).preprocessing == preprocessing)
        #expect(try model(sweep).preprocessing.classNames == table.classNames)
    }

    /// Columns of very different sizes, values far beyond those that were trained on, and classes
    /// whose names other languages take for something else.
    @Test(.requires(.python("numpy", "onnxruntime", "onnx")), arguments: [false, true])
    func `ONNX Runtime takes raw columns, and says what the kernels say`(
        standardize: Bool
    ) throws {
        var generator = SplitMix64(seed: 3)
        func row() -> [Double] {
            [1_234_567.8, 1e-3, 1].map { size in
                size * (1 + Double.random(in: -0.1...0.1, using: &generator))
            }
        }
        let names = ["", "=1", "\u{1F600}\"'"]
        let rows = (0..<60).map { _ in row() }
        let text = rows.enumerated().map { index, row in
            row.map { "\($0)" }.joined(separator: ",") + ",\"x\(names[index % 3])\"\n"
        }
        let table = try SampleTable(
            csv: Array(("a,b,c,k\n" + text.joined().replacing("\"'\"", with: "\"\"'\"")).utf8),
            file: "x.csv",
            label: "k",
            standardize: standardize
        )
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .layers: [[3, 9, 3]]]),
            table: table
        )
        _ = try write(sweep)
        let model = try model(sweep)
        let new = rows + (0..<40).map { _ in row() } + [[0, 0, 0], [3e38, -3e38, 3e38]]
        let outcome = try ExternalTool.python.run(
            ["-c", Self.script, sweep.folder.path],
            input: Data(JSONEncoder().encode(new))
        )
        try #require(outcome.status == 0, "\(outcome.messages)")
        let answer = try JSONDecoder().decode(Answer.self, from: outcome.bytes)
        #expect(answer.preprocess == model.preprocessing.json)
        var predictor = Predictor(model)
        let predictions = predictor.predict(try block(new, model.preprocessing))
        for (row, prediction) in predictions.enumerated() {
            let theirs = answer.probabilities[row]
            for (ours, their) in zip(prediction.probabilities, theirs) {
                #expect(abs(ours - their) <= max(1e-5, 3 * answer.distances[row]))
            }
            let sorted = theirs.sorted()
            if sorted[2] - sorted[1] > 1e-4, let index = prediction.classIndex {
                #expect(answer.labels[row] == model.preprocessing.classNames[index])
            }
        }
    }

    private func block(
        _ rows: [[Double]],
        _ preprocessing: Preprocessing
    ) throws -> FeatureTable.Block {
        let lines = rows.map { $0.map { "\($0)" }.joined(separator: ",") + "\n" }
        var pieces = [Array(("a,b,c\n" + lines.joined()).utf8)]
        var table = try FeatureTable(
            file: "new.csv",
            preprocessing: preprocessing,
            nextPiece: { pieces.popLast() ?? [] }
        )
        return try #require(try table.next())
    }

    private struct Answer: Decodable {
        let preprocess: String
        let labels: [String]
        let probabilities: [[Double]]
        let distances: [Double]
    }

    /// Runs the model, and the same network in NumPy in double precision.
    private static let script = """
        import json, sys
        import numpy as np, onnx, onnxruntime
        model = onnx.load(f"{sys.argv[1]}/model.onnx")
        onnx.checker.check_model(model, full_check=True)
        assert [o.version for o in model.opset_import] == [17] and model.ir_version == 8
        preprocess = {p.key: p.value for p in model.metadata_props}["preprocess"]
        tensors = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
        x = np.array(json.load(sys.stdin))
        session = onnxruntime.InferenceSession(
            f"{sys.argv[1]}/model.onnx", providers=["CPUExecutionProvider"])
        names = ["label", "probabilities", "logits"]
        assert [o.name for o in session.get_outputs()] == names
        label, probabilities, logits = session.run(names, {"features": x})
        a = (x - tensors.get("means", 0)) / tensors.get("deviations", 1)
        for layer in (0, 2):
            weight, bias = [tensors[f"{layer}.{n}"].astype(float) for n in ("weight", "bias")]
            a = a @ weight.T + bias
            a = np.maximum(a, 0) if layer < 2 else a
        exact = np.exp(a - a.max(1, keepdims=True))
        exact /= exact.sum(1, keepdims=True)
        distances = np.abs(probabilities - exact).max(1)
        json.dump({"preprocess": preprocess, "labels": list(label),
                   "probabilities": probabilities.astype(float).tolist(),
                   "distances": distances.tolist()}, sys.stdout)
        """
}
